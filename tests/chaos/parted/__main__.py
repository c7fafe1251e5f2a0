"""The last part of `make chaos`: 500 interleavings against a parted stock, on running servers.

python -m tests.chaos.parted [--short] [--seed 7] [--interleavings 500]
"""

import argparse
import dataclasses
import json
import os
import sys
from pathlib import Path

from tests.chaos.started import started

from .count import table
from .plan import LONG, SHORT
from .run import Run

WRITTEN = Path(".bench/parted.json")


def main():
    plan = read_plan()
    with started(Run, plan) as run:
        run.work()
        run.rest()
        figures = run.count()
        lines = table(figures, run)
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(dataclasses.asdict(figures), indent=2) + "\n")
    print("\n".join(lines))
    return 0 if lines[-1] == "good" else 1


def read_plan():
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.parted", description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED") or 1))
    parser.add_argument("--interleavings", type=int)
    given = {name: value for name, value in vars(parser.parse_args()).items() if value is not None}
    plan = SHORT if given.pop("short") else LONG
    return dataclasses.replace(plan, **given)


if __name__ == "__main__":
    sys.exit(main())
