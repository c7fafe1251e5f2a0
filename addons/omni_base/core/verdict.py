"""What an import decides about each thing that came in."""

SEVERITY = {
    "done": "info",
    "ignored": "info",
    "parked": "retry",
    "new": "retry",
    "dead": "error",
}


class Verdict:
    """What an import decided about one message.

    ``state``: done, parked, ignored, dead, or new (at once again). ``after``: seconds until
    a parked one is looked at again. ``record``: what it made or found.
    """

    __slots__ = ("after", "detail", "reason", "record", "severity", "state")

    def __init__(self, state, reason="", record=None, severity=None, after=3600, detail=""):
        self.state = state
        self.reason = reason
        self.record = record
        self.severity = severity or SEVERITY[state]
        self.after = after
        self.detail = detail
