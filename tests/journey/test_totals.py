"""Orders of every kind that is hard to add up: their totals in Odoo are the shop's."""

import subprocess
import sys

import pytest

from tests.totals.baskets import courses
from tests.totals.shops import shops

ORDERS = 200


@pytest.mark.parametrize("code", shops())
def test_all_totals_are_the_shop_s(code):
    command = [sys.executable, "-m", "tests.totals", "--orders", str(ORDERS), "--shop", code]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert f"orders {ORDERS:>39}" in done.stdout


def test_baskets_are_spread_over_all_markets():
    sizes = [len(baskets) for _market, baskets in courses(ORDERS, 1)]
    assert sum(sizes) == ORDERS and min(sizes) > 0


def test_the_seed_decides():
    assert list(courses(20, 3)) == list(courses(20, 3)) != list(courses(20, 4))
