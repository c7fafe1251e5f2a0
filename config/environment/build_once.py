"""Builds a cached folder once, whoever asks, however often it was interrupted."""

import fcntl
import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from .progress import say


@contextmanager
def exclusive(lock: Path):
    """One process at a time; the kernel gives the lock back when its holder dies."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with open(lock, "a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  .. waiting for another run that holds {lock.name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def is_held(lock: Path) -> bool:
    """Whether another process is inside `exclusive(lock)` now."""
    with open(lock, "a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def build_once(target: Path, build: Callable[[Path], None]) -> Path:
    """`build` fills an empty sibling folder, which becomes `target` in one rename.

    A folder named `target` is therefore always complete. What an interrupted
    build left behind is removed by the next one.
    """
    if target.exists():
        return target
    with exclusive(target.with_name(f".{target.name}.lock")):
        if target.exists():
            return target
        unfinished = target.with_name(f".{target.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        build(unfinished)
        os.rename(unfinished, target)
    return target


def forget_all_but(newest: int, folders: list[Path]) -> None:
    """Keeps the most recently used folders and removes the others."""
    by_age = sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in by_age[newest:]:
        shutil.rmtree(folder, ignore_errors=True)
