"""`make check`: style, import contracts and pure tests, without Odoo and database."""

import os
from pathlib import Path

from .parts import Outcome, Report, Show, quiet_command, run_command, show_now
from .places import ADDONS, REPOSITORY, run_folder

PURE_TESTS = ("tests/conventions", "tests/pure", "tests/contract")
FORMAT = ("ruff", "format", "--check", "--output-format=concise", ".")
HALVES = ("-n", "2", "--dist", "loadfile")
PYTEST = ["python", "-m", "pytest", "-q", "-p", "no:odoo"]


def run_check(report: Report, variables: dict[str, str]) -> None:
    def quietly(*command: str) -> Outcome:
        return quiet_command(list(command), variables)

    report.run("style (ruff)", lambda: quietly("ruff", "check", "--output-format=concise", "."))
    report.run("format (ruff)", lambda: quietly(*FORMAT))
    report.run("import contracts", lambda: _import_contracts(variables))
    report.run("pure tests", lambda: run_pytest(PURE_TESTS, variables, HALVES))


def run_pytest(
    folders: tuple[str, ...],
    variables: dict[str, str],
    options: tuple[str, ...] = (),
    show: Show = show_now,
) -> Outcome:
    """The tests under those of the folders that have any; finding none at all is a failure."""
    present = [folder for folder in folders if has_tests(folder)]
    if not present:
        return Outcome(False, note=f"no test in {', '.join(folders)}")
    return run_command([*PYTEST, *options, *present], variables, show)


def has_tests(folder: str) -> bool:
    """Whether there are tests at a path, be it a folder or a file."""
    path = REPOSITORY / folder
    return path.is_file() or any(path.rglob("test_*.py"))


def _import_contracts(variables: dict[str, str]) -> Outcome:
    """The linter must find our addons under their real name, `odoo.addons.<addon>`."""
    mirror = _mirror()
    path = os.pathsep.join([str(mirror), variables.get("PYTHONPATH", "")])
    cache = str(run_folder() / "import_linter")
    return quiet_command(["lint-imports", "--cache-dir", cache], {**variables, "PYTHONPATH": path})


def _mirror() -> Path:
    link = run_folder() / "imports" / "odoo" / "addons"
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.is_symlink():
        link.symlink_to(ADDONS)
    return link.parents[1]
