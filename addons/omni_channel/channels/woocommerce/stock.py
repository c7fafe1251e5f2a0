"""Stock out: up to 100 products a call, the variations of each product in a call of their own.

What is there is read first, since WooCommerce cannot compare before it sets: one call more. An
answer of 200 may have left a number as it was: each item's own answer is looked at.
"""

from msgspec import Struct
from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.money import amount
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.compared import SOLD_MEANWHILE, gone_there

from .batch_push import BatchPush, later, place_of, read_items, refused
from .batches import BatchItem

COUNTED_FIELDS = "id,manage_stock,stock_quantity"


class Counted(Struct):
    """How the shop counts a product or a variation; "parent": with its product."""

    item: BatchItem

    @property
    def counts(self):
        return self.item.manage_stock is True and self.item.stock_quantity is not None

    @property
    def pieces(self):
        return int(amount(self.item.stock_quantity))


def pull_stock(rest, levels):
    """Return {key: quantity} of those levels that the shop counts: a hundred products a call."""
    return {key: found.pieces for key, found in read_counts(rest, levels).items() if found.counts}


def read_counts(rest, levels):
    """Return {key: Counted} of the levels that the shop still has."""
    found = read_items(rest, placed(levels), COUNTED_FIELDS)
    return {key: Counted(one) for key, one in found.items()}


def placed(levels):
    return [(place_of(level.stock_id), level) for level in levels]


def push_stock(rest, levels):
    """Return one Outcome for each level; a RemoteError when nothing was booked at all."""
    outcomes = StockPush(rest, read_there(rest, levels)).push(placed(levels))
    return [outcomes[level.key] for level in levels]


def read_there(rest, levels):
    """Return {key: pieces} there now, of the levels of which we know what should be there."""
    try:
        return pull_stock(rest, [level for level in levels if level.expected is not None])
    except RejectedError:
        return {}


class StockPush(BatchPush):
    """``there``: what the shop shows, by key. Where that is less than expected, pieces were sold
    that are not imported yet: as many fewer are set.
    """

    name = "stock"

    def __init__(self, rest, there):
        super().__init__(rest)
        self._there = there

    def content(self, place, document):
        return {"stock_quantity": self._fewer(document).quantity}

    def judged(self, document, found):
        told = outcome(self._fewer(document), found)
        if told.state == "done" and self._gone(document):
            told = replace(told, gone=self._gone(document))
            if told.value != document.quantity:
                told = replace(told, state="retry", reason=SOLD_MEANWHILE)
        return told

    def _fewer(self, level):
        """Return the level as it is to be set, less what was sold meanwhile."""
        return replace(level, quantity=max(level.quantity - self._gone(level), 0))

    def _gone(self, level):
        return gone_there(level, self._there.get(level.key))


def outcome(level, found):
    if found.manage_stock == "parent":
        return refused(
            level,
            _(
                "The shop counts this stock on the product, not on the variation: tick “Manage "
                "stock?” on the variation in WooCommerce, or switch stock off for it here."
            ),
        )
    if found.manage_stock is not True:
        return refused(
            level,
            _(
                "The shop does not count this product's stock, so it ignored the number: tick "
                "“Track stock quantity for this product” in WooCommerce, or switch stock off for "
                "it here."
            ),
        )
    return counted(level, found)


def counted(level, found):
    if found.stock_quantity in (None, "") or amount(found.stock_quantity) != level.quantity:
        shown = "-" if found.stock_quantity in (None, "") else found.stock_quantity
        return later(level, _("The shop shows %s after the change; it is sent again.", shown))
    return Outcome(key=level.key, value=level.quantity)
