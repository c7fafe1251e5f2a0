"""What a person sees while things are built: one line a step, with its time."""

import sys
import time
from contextlib import contextmanager


class CannotContinue(Exception):
    """Something is missing; the text is one sentence that says what to do."""


def say(text: str) -> None:
    """Progress goes to stderr, so that `config/run CMD` keeps stdout for CMD."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title: str):
    started = time.monotonic()
    say(f"  .. {title}")
    yield
    say(f"  ok {title} ({time.monotonic() - started:.1f} s)")
