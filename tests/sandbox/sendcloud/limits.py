"""Rate limits: 1000 reads a minute; 100 writes a minute, at most 15 of them in one second.

https://sendcloud.dev/docs/getting-started/rate-limits
"""

import threading
import time
from collections import deque

READS_PER_MINUTE = 1000
WRITES_PER_MINUTE = 100
WRITES_PER_SECOND = 15


class RateLimit:
    """Sliding windows over the last minute, one for reads and one for writes."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._reads = deque()
        self._writes = deque()

    def allows(self, method):
        """Whether one more call is allowed now; an allowed call is counted."""
        now = self._clock()
        reading = method in ("GET", "HEAD", "OPTIONS")
        calls = self._reads if reading else self._writes
        with self._lock:
            while calls and calls[0] <= now - 60:
                calls.popleft()
            if len(calls) >= (READS_PER_MINUTE if reading else WRITES_PER_MINUTE):
                return False
            if not reading and sum(1 for call in calls if call > now - 1) >= WRITES_PER_SECOND:
                return False
            calls.append(now)
        return True

    def clear(self):
        with self._lock:
            self._reads.clear()
            self._writes.clear()
