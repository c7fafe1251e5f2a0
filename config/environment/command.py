"""Runs an outside command and shows its output only when it fails."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from .progress import CannotContinue

SHOWN_LINES = 15


def run_quietly(
    command: Sequence[str | Path],
    failure: str,
    environment: dict | None = None,
    folder: Path | None = None,
) -> str:
    """Its standard output; on failure `CannotContinue` with the last lines it wrote."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
    except FileNotFoundError as missing:
        raise CannotContinue(f"{failure} ({missing.filename} is not installed)") from None
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-SHOWN_LINES:]
        raise CannotContinue("\n    ".join([failure, *last]))
    return done.stdout
