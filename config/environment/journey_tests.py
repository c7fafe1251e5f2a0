"""Journeys and browsers: two files at a time, then what failed again with the machine to itself.

What fails beside others and passes alone depends on the moment: the summary names its file, so that
somebody looks for the race. What fails twice has failed.
"""

import json
from pathlib import Path

from .check import run_pytest
from .parts import Outcome, Show
from .places import run_folder

JOURNEYS = ("tests/journey",)
BESIDE = ("-n", "2", "--dist", "loadfile", "-m", "not alone")
ALONE = ("-m", "alone")


class Journeys:
    """``unsure``: the files in which something failed while other files ran beside them."""

    def __init__(self, variables: dict[str, str], folders: tuple[str, ...] = JOURNEYS):
        self.variables = variables
        self.folders = folders
        self.unsure: tuple[str, ...] = ()

    def run_beside_others(self, show: Show) -> Outcome:
        _failures().unlink(missing_ok=True)
        outcome = run_pytest(self.folders, self.variables, BESIDE, show)
        if not outcome.ok:
            self.unsure = _failed_files()
        if not self.unsure:
            return outcome
        return Outcome(True, outcome.passed, note=f"to be seen alone: {', '.join(self.unsure)}")

    def run_unsure(self) -> Outcome:
        return run_pytest(self.unsure, self.variables)

    def run_those_that_measure(self) -> Outcome:
        return run_pytest(self.folders, self.variables, ALONE)


def _failures() -> Path:
    return run_folder() / "pytest" / "v" / "cache" / "lastfailed"


def _failed_files() -> tuple[str, ...]:
    """The files of the tests that pytest notes as failed."""
    if not _failures().is_file():
        return ()
    failed = json.loads(_failures().read_text())
    return tuple(sorted({test.partition("::")[0] for test in failed}))
