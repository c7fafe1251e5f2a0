"""Runs Odoo once over a database, with its log in a file."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from .progress import CannotContinue

SHOWN_LINES = 25


def run_odoo(
    arguments: Sequence[str], log: Path, variables: dict[str, str], script: Path | None = None
) -> None:
    """`script` is read by `odoo shell`. Fails with the end of the log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    given = script.open() if script else subprocess.DEVNULL
    with log.open("a") as output:
        done = subprocess.run(
            ["odoo", *arguments], env=variables, stdin=given, stdout=output, stderr=output
        )
    if done.returncode:
        last = log.read_text(errors="replace").splitlines()[-SHOWN_LINES:]
        raise CannotContinue("\n    ".join([f"Odoo failed; the end of {log}:", *last]))


def install(database: str, modules: Sequence[str], log: Path, variables: dict, *more: str) -> None:
    names = ",".join(modules)
    quiet = ["--no-http", "--max-cron-threads=0", "--stop-after-init"]
    run_odoo(["-d", database, "-i", names, *quiet, *more], log, variables)
