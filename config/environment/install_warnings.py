"""Reads the log of our addons' installation: a warning there is a fault of ours.

Odoo installs an addon with an ignored constraint, a missing access rule or an unknown
field parameter, and only says so here.
"""

import re
from pathlib import Path

from .parts import Outcome

LOG_LINE = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>[A-Z]+) \S+ (?P<told>.*)$")
FIRST_TEST = re.compile(r" Starting \w+\.test_")
FAULTS = ("WARNING", "ERROR", "CRITICAL")


def check_install_log(log: Path) -> Outcome:
    if not log.exists():
        return Outcome(False, note=f"{log} is missing: `make clean-databases` builds it anew")
    found = warnings_in(log.read_text(errors="replace"))
    for line in found:
        print(f"  {line}")
    note = f"{len(found)} warnings in {log}" if found else ""
    return Outcome(not found, note=note)


def check_install_part(log: Path, tested: Outcome) -> Outcome:
    """The same of a log in which tests follow the installation: those may warn on purpose."""
    text = log.read_text(errors="replace") if log.exists() else ""
    found = warnings_in(before_tests(text))
    for line in found:
        print(f"  {line}")
    if not found:
        return tested
    note = f"{len(found)} warnings of the installation in {log}"
    return Outcome(False, tested.passed, tested.failed, note)


def before_tests(text: str) -> str:
    """What Odoo says before its first test."""
    lines = text.splitlines()
    tests = (place for place, line in enumerate(lines) if FIRST_TEST.search(line))
    return "\n".join(lines[: next(tests, len(lines))])


def warnings_in(text: str) -> list[str]:
    """`LEVEL logger: message` of each, without the time and the database's name."""
    matches = filter(None, map(LOG_LINE.match, text.splitlines()))
    return [f"{m['level']} {m['told']}" for m in matches if m["level"] in FAULTS]
