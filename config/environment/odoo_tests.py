"""Runs the tests inside our addons by Odoo's own runner, on a copy of the template."""

import re
import secrets
import socket
import subprocess
from pathlib import Path

from .databases import Databases
from .install_warnings import check_install_part
from .modules import joining_modules, our_modules
from .parts import Outcome, Show, read_counts, show_now
from .places import run_folder

LOG_LINE = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>[A-Z]+) ")
SHOWN = ("ERROR", "CRITICAL")
JOINED_LOG = "joined-tests"
CLOSING = re.compile(r"odoo\.tests\.(result|stats): |tests in [\d.]+s, ")


def run_odoo_tests(template: str, variables: dict[str, str], show: Show = show_now) -> Outcome:
    modules = our_modules()
    changed = ["-u", ",".join(modules)]
    return _run_on_copy(template, "odoo-tests", changed, modules, variables, show)


def run_joined_tests(template: str, variables: dict[str, str], show: Show = show_now) -> Outcome:
    """The addons that join ours with modules of others, installed for these tests only.

    No template has them: a warning of their installation is looked for here.
    """
    joining = joining_modules()
    added = ["-i", ",".join(joining)]
    tested = _run_on_copy(template, JOINED_LOG, added, joining, variables, show)
    return check_install_part(run_folder() / f"{JOINED_LOG}.log", tested)


def _run_on_copy(
    template: str,
    log: str,
    changed: list[str],
    tested: list[str],
    variables: dict[str, str],
    show: Show,
) -> Outcome:
    database = f"omni_tests_{secrets.token_hex(4)}"
    databases = Databases(variables)
    databases.create(database, template)
    try:
        command = _command(database, changed, tested)
        return _run(command, run_folder() / f"{log}.log", variables, show)
    finally:
        databases.drop(database)


def _command(database: str, changed: list[str], tested: list[str]) -> list[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    tags = ",".join(f"/{module}" for module in tested)
    options = [*changed, "--test-tags", tags, "--stop-after-init"]
    return ["odoo", "-d", database, f"--http-port={port}", "--max-cron-threads=0", *options]


def _run(command: list[str], log: Path, variables: dict[str, str], show: Show) -> Outcome:
    """Keeps the whole log in a file, and shows errors with what belongs to them."""
    process = subprocess.Popen(
        command,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    counts = None
    with process, log.open("w") as file:
        for line, is_shown in _marked(process.stdout):
            file.write(line)
            if is_shown:
                show(line)
            counts = read_counts(line) or counts
    return _outcome(process.returncode, counts, str(log))


def _marked(lines):
    """Each line, and whether to show it: errors, their tracebacks and the closing lines."""
    inside_error = False
    for line in lines:
        found = LOG_LINE.match(line)
        if found:
            inside_error = found["level"] in SHOWN
        yield line, inside_error or bool(CLOSING.search(line))


def _outcome(code: int, counts: tuple[int, int] | None, log: str) -> Outcome:
    passed, failed = counts or (0, 0)
    if not passed + failed:
        return Outcome(False, note=f"no test ran, see {log}")
    ok = code == 0 and not failed
    return Outcome(ok, passed, failed, note="" if ok else f"see {log}")
