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
    a parked one is looked at again. ``record``: what it made or found. ``mend``: what a person
    can do about it at once, as ``code:key`` (see ``omni.message._mend_…``). ``is_kept``: something
    was left as it is, because of what people did with it.
    """

    __slots__ = ("after", "detail", "is_kept", "mend", "reason", "record", "severity", "state")

    def __init__(
        self, state, reason="", record=None, severity=None, after=3600, detail="", mend=""
    ):
        self.state = state
        self.reason = reason
        self.record = record
        self.severity = severity or SEVERITY[state]
        self.after = after
        self.detail = detail
        self.mend = mend
        self.is_kept = False
