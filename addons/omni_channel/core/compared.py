"""Setting stock at a shop that cannot compare: it is read right before."""

from msgspec.structs import replace

from odoo.addons.omni_base.core.text import _

SOLD_MEANWHILE = _(
    "Pieces were sold there that are not imported yet; the number is looked at again."
)


def push_compared(adapter, levels):
    """Push, but give back no pieces that were sold and are not imported yet; Outcomes as ever.

    What is sold between reading and setting is given back all the same: one round trip. Shops that
    compare by themselves, and those that cannot be read, are simply told.
    """
    if adapter.heeds_expected or not adapter.can("pull_stock"):
        return adapter.push_stock(levels)
    there = adapter.pull_stock(levels)
    gone = {level.key: gone_there(level, there.get(level.key)) for level in levels}
    lowered = [
        replace(level, quantity=max(level.quantity - gone[level.key], 0)) for level in levels
    ]
    told = {level.key: level.quantity for level in lowered}
    return [
        _booked(outcome, told[outcome.key], gone[outcome.key])
        for outcome in adapter.push_stock(lowered)
    ]


def gone_there(level, there):
    """Return how many pieces less are there than we expected.

    A number of our own that arrived without an answer is no sale.
    """
    if there is None or level.expected is None or there in (level.expected, level.sent):
        return 0
    most = level.expected if level.sent is None else max(level.expected, level.sent)
    return max(most - there, 0)


def _booked(outcome, told, gone):
    if outcome.state != "done" or not gone:
        return outcome
    value = told if outcome.value is None else outcome.value
    return replace(outcome, state="retry", reason=SOLD_MEANWHILE, value=value, gone=gone)
