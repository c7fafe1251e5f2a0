"""What an import decides about each thing that came in."""


class Verdict:
    """What an import decided about one message.

    ``state``: done, parked, ignored or dead. ``record``: what it made or found.
    ``after``: seconds until a parked one is looked at again.
    """

    __slots__ = ("after", "detail", "reason", "record", "severity", "state")

    def __init__(self, state, reason="", record=None, severity=None, after=3600, detail=""):
        defaults = {"done": "info", "ignored": "info", "parked": "retry", "dead": "error"}
        self.state = state
        self.reason = reason
        self.record = record
        self.severity = severity or defaults[state]
        self.after = after
        self.detail = detail
