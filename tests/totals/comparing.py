"""The shop's totals beside those of the sale orders that the real import makes of them."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from tests.bench.shop import drain, pull

from .baskets import courses

CURRENCIES = ("EUR", "CHF", "CAD", "USD", "JPY", "KWD")
SHOWN = 5
SLICES = 100_000


@dataclass
class Report:
    """``waiting``: orders that are no sale order, by their reason. ``called_off``: those that the
    shop had given back wholly before they came, which are not imported.
    """

    orders: int = 0
    called_off: int = 0
    other_total: list = field(default_factory=list)
    other_tax: list = field(default_factory=list)
    waiting: Counter = field(default_factory=Counter)
    rounding_lines: int = 0
    most_rounded: Decimal = Decimal(0)

    @property
    def differing(self):
        """Orders whose total is not the shop's, also because they wait for a person."""
        return len(self.other_total) + sum(self.waiting.values())


def compare(env, connection, outside, shop, count, seed):
    """Let ``count`` orders be placed at a played shop, import them, and compare."""
    env["res.currency"].with_context(active_test=False).search(
        [("name", "in", CURRENCIES)]
    ).active = True
    told = {}
    for market, baskets in courses(count, seed):
        told |= shop.place(outside, market, baskets)
    pull(env, connection, "order")
    for _slice in range(SLICES):
        if not env["omni.message"].search_count(waiting_for_work(connection), limit=1):
            break
        drain(env)
    env.cr.commit()
    env.invalidate_all()
    return report(env, connection, told)


def waiting_for_work(connection):
    return [("connection_id", "=", connection.id), ("state", "in", ("rung", "new"))]


def report(env, connection, told):
    found = Report(orders=len(told))
    known = {
        sale.omni_external_id: sale
        for sale in env["sale.order"].search([("omni_connection_id", "=", connection.id)])
    }
    for external_id, order in told.items():
        if external_id in known:
            compare_one(found, known[external_id], order)
        elif order["status"] == "refunded":
            found.called_off += 1
        else:
            found.waiting[reason(env, connection, external_id)] += 1
    return found


def compare_one(found, sale, order):
    """What was given back of goods that have not left is taken off the sale order."""
    given_back = sum((Decimal(one["total"]) for one in order["refunds"]), Decimal(0))
    have, want = Decimal(str(sale.amount_total)), Decimal(order["total"]) + given_back
    if (
        sale.currency_id.compare_amounts(float(have), float(want))
        or sale.currency_id.name != (order["currency"])
    ):
        found.other_total.append((order["id"], str(want), str(have)))
    tax = Decimal(str(sale.amount_tax)) - Decimal(order["total_tax"])
    if not given_back and not sale.currency_id.is_zero(float(tax)):
        coins = abs(tax) / Decimal(str(sale.currency_id.rounding))
        found.other_tax.append((coins, order["id"], order["total_tax"], str(sale.amount_tax)))
    for line in sale.order_line:
        if line.product_id == sale.env.ref("omni_channel.product_rounding"):
            coins = abs(Decimal(str(line.price_unit))) / Decimal(str(sale.currency_id.rounding))
            found.rounding_lines += 1
            found.most_rounded = max(found.most_rounded, coins)


def reason(env, connection, external_id):
    message = env["omni.message"].search(
        [("connection_id", "=", connection.id), ("external_id", "=", external_id)],
        order="id desc",
        limit=1,
    )
    return f"{message.state or 'never came'}: {message.reason or message.detail or ''}"[:160]


def shown(found):
    """The report as a few lines."""
    yield f"orders                                 {found.orders:>7}"
    yield f"given back before they came, not made  {found.called_off:>7}"
    yield f"totals that differ                     {found.differing:>7}"
    yield f"tax totals that differ                 {len(found.other_tax):>7}"
    most = max((row[0] for row in found.other_tax), default=0)
    yield f"the largest of those, in coins         {most:>7.0f}"
    yield f"orders with a rounding line            {found.rounding_lines:>7}"
    yield f"the largest rounding line, in coins    {found.most_rounded:>7.0f}"
    for number, want, have in found.other_total[:SHOWN]:
        yield f"  {number}: the shop says {want}, Odoo {have}"
    for _coins, number, want, have in sorted(found.other_tax, reverse=True)[:SHOWN]:
        yield f"  {number}: taxes are {want} in the shop, {have} in Odoo"
    for said, times in found.waiting.most_common(SHOWN):
        yield f"  {times} x {said}"
