"""Runs the parts of a check, and says at the end how each went."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .places import REPOSITORY
from .progress import CannotContinue, say

PYTEST_CLOSING = re.compile(r"\d+ (passed|failed|errors?)\b.* in \d+\.\d+s")
PYTEST_COUNT = re.compile(r"(\d+) (passed|failed|error)")
ODOO_CLOSING = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")


@dataclass
class Outcome:
    """What one part gave: `passed` and `failed` count tests, where it has any."""

    ok: bool
    passed: int = 0
    failed: int = 0
    note: str = ""


Show = Callable[[str], None]
"""Takes each line that a part puts out."""

Part = tuple[str, Callable[[Show], Outcome]]


def show_now(line: str) -> None:
    print(line, end="", flush=True)


@dataclass
class Report:
    """`rows`: title, outcome and seconds of every part that ran."""

    rows: list[tuple[str, Outcome, float]] = field(default_factory=list)

    def run(self, title: str, part: Callable[[], Outcome]) -> None:
        """A part that cannot continue has failed; the others still run."""
        print(f"\n== {title}", flush=True)
        self._run(title, part)

    def run_beside(self, title: str, part: Callable[[Show], Outcome], *others: "Part") -> None:
        """One part whose output is shown as it comes; that of the others follows at its end."""
        beside = [Beside(self, *other) for other in others]
        self.run(title, lambda: part(show_now))
        for other in beside:
            other.end()

    def _run(self, title: str, part: Callable[[], Outcome]) -> None:
        started = time.monotonic()
        try:
            outcome = part()
        except CannotContinue as reason:
            say(f"error: {reason}")
            outcome = Outcome(False, note=str(reason).splitlines()[0])
        self.rows.append((title, outcome, time.monotonic() - started))

    def close(self) -> int:
        """Prints the summary; the exit code."""
        sys.stderr.flush()
        print("\nSummary")
        for title, outcome, seconds in self.rows:
            print(
                f"  {'ok' if outcome.ok else 'FAILED':7}{seconds:7.1f} s  {title}  {outcome.note}"
            )
        broken = [title for title, outcome, _seconds in self.rows if not outcome.ok]
        print(f"\nNot in order: {', '.join(broken)}." if broken else "\nEverything is in order.")
        passed, failed = (
            sum(getattr(outcome, name) for _title, outcome, _seconds in self.rows)
            for name in ("passed", "failed")
        )
        print(f"{passed} passed, {failed} failed", flush=True)
        return 1 if broken else 0


class Beside:
    """A part in a thread of its own, whose output waits for its end."""

    def __init__(self, report: Report, title: str, part: Callable[[Show], Outcome]):
        self.title = title
        self.lines: list[str] = []
        self.thread = threading.Thread(
            target=report._run, args=(title, lambda: part(self.lines.append))
        )
        self.thread.start()

    def end(self) -> None:
        self.thread.join()
        print(f"\n== {self.title}\n{''.join(self.lines)}", flush=True)


def run_command(command: list[str], variables: dict[str, str], show: Show = show_now) -> Outcome:
    """Shows the command's output as it comes, and reads the counts off its closing line."""
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    passed, failed = 0, 0
    with process:
        for line in process.stdout:
            show(line)
            passed, failed = read_counts(line) or (passed, failed)
    return Outcome(process.returncode == 0, passed, failed)


def read_counts(line: str) -> tuple[int, int] | None:
    """Passed and failed, off a closing line of pytest or of Odoo."""
    odoo = ODOO_CLOSING.search(line)
    if odoo:
        failed, errors, tests = map(int, odoo.groups())
        return tests - failed - errors, failed + errors
    if not PYTEST_CLOSING.search(line):
        return None
    counts = {word: int(count) for count, word in PYTEST_COUNT.findall(line)}
    return counts.get("passed", 0), counts.get("failed", 0) + counts.get("error", 0)


def quiet_command(command: list[str], variables: dict[str, str]) -> Outcome:
    """For a command without tests: its output is shown only when it fails."""
    done = subprocess.run(
        command, cwd=REPOSITORY, env=variables, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return Outcome(done.returncode == 0)
