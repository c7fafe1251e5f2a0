"""`python -m tests.totals [--orders 5000] [--seed 1] [--shop …]`: are all totals the shop's?"""

import argparse
import sys

from tests.bench.channels import CHANNELS

from .comparing import shown
from .running import run
from .shops import shops


def main():
    asked = _read()
    differing = 0
    for code in [asked.shop] if asked.shop else sorted(shops()):
        print(f"{CHANNELS[code].label}, seed {asked.seed}")
        found = run(code, asked.orders, asked.seed)
        print("\n".join(shown(found)), flush=True)
        differing += found.differing
    return 1 if differing else 0


def _read():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shop", choices=sorted(shops()))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
