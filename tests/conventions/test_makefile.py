"""What make runs, and how it ends."""

import subprocess

from tests.conventions.source_files import REPOSITORY


def test_chaos_runs_all_its_parts_and_fails_at_the_end():
    """Where every command of a part fails, all parts are named."""
    command = ["make", "chaos", "RUN=false"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode and "failed: faults parted-stock under-fire" in done.stderr
