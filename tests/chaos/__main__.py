"""`make chaos`: the long run; prints its table and writes .bench/chaos.json.

python -m tests.chaos [--short] [--seed 7] [--orders 2000] [--stock-changes 9000] [--minutes 20]
"""

import argparse
import dataclasses
import os
import signal
import sys

from . import report
from .plan import LONG, SHORT
from .run import Run
from .started import started


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    plan = read_plan()
    print(f"chaos: {plan.orders} orders, {plan.stock_changes} stock changes, seed {plan.seed}")
    with started(Run, plan) as run:
        run.work()
        run.rest()
        figures = run.count()
        story = run.tell()
    report.write(figures, story)
    print("\n".join(report.table(figures, story)))
    return 0 if report.is_good(figures, story) else 1


def read_plan():
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED") or 1))
    parser.add_argument("--orders", type=int)
    parser.add_argument("--stock-changes", type=int)
    parser.add_argument("--minutes", type=float)
    given = {name: value for name, value in vars(parser.parse_args()).items() if value is not None}
    plan = SHORT if given.pop("short") else LONG
    return dataclasses.replace(plan, **given)


if __name__ == "__main__":
    sys.exit(main())
