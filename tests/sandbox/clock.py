"""The outside world's own clock, which need not agree with ours."""

from datetime import datetime, timedelta, timezone


class Clock:
    """``ahead``: how far this clock goes before ours; negative: behind."""

    def __init__(self):
        self.ahead = timedelta(0)

    def now(self):
        return datetime.now(timezone.utc) + self.ahead

    def set_ahead(self, seconds):
        self.ahead = timedelta(seconds=seconds)


CLOCK = Clock()
