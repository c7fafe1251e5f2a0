"""A door on loopback: what a played vendor sends there is kept as it came."""

import time
from contextlib import ExitStack

from tests.pure.wire import Reply, playing

PATIENCE = 10


class Letterbox:
    def __init__(self):
        self._running = ExitStack()
        self._door = self._running.enter_context(playing(lambda asked: Reply({})))
        self.url = f"{self._door.url}/omni/letterbox"

    def wait_for(self, fits):
        """(headers in lower case, body) of the first that fits; says what came, if none does."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for asked in list(self._door.asked):
                if fits(asked):
                    return asked.headers, asked.body
            time.sleep(0.01)
        raise AssertionError(f"nothing came but {[one.body[:80] for one in self._door.asked]}")

    def empty(self):
        self._door.asked.clear()
