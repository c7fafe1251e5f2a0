"""5,000 generated orders of each shop: how many totals in Odoo are not the shop's."""

from tests.totals.running import run
from tests.totals.shops import shops

ORDERS = 5000
SEED = 7


def bench_totals(env, connection, outside):
    """Return for each shop what differs, and how many lines for rounding it took."""
    figures = {}
    for code in shops():
        found = run(code, ORDERS, SEED)
        assert found.orders == ORDERS, found.orders
        figures |= {
            f"{code}_totals_differ": float(found.differing),
            f"{code}_tax_totals_differ": float(len(found.other_tax)),
            f"{code}_rounding_lines": float(found.rounding_lines),
        }
    return figures
