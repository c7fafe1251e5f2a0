"""Stock out: up to 100 products a call, the variations of each product in a call of their own.

https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products

What is there is read first, since WooCommerce cannot compare before it sets: one call more. A
number is set as it is, so that a call may be repeated. An answer of 200 may hold errors, and may
have left a number as it was: each item's own answer is looked at.
"""

from msgspec import Struct
from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.errors import ReadOnlyError, RejectedError, RetryableError
from odoo.addons.omni_base.core.money import amount
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.compared import gone_there

from .answers import plain
from .batches import Batch, BatchItem
from .tables import STOCK_REFUSALS

ITEMS_A_CALL = 100
SOLD_MEANWHILE = _(
    "Pieces were sold there that are not imported yet; the number is looked at again."
)
COUNTED_FIELDS = "id,manage_stock,stock_quantity"


class Place(Struct, frozen=True):
    """Where a level is set: a product, or a variation of one."""

    product_id: int
    variation_id: int = 0

    @property
    def id(self):
        return self.variation_id or self.product_id

    @property
    def collection(self):
        return f"products/{self.product_id}/variations" if self.variation_id else "products"

    @property
    def path(self):
        return f"{self.collection}/batch"


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
    found, calls = {}, {}
    for level in levels:
        place = place_of(level.stock_id)
        if place:
            calls.setdefault(place.collection, {})[place.id] = level.key
    portion = rest.portion("stock read", ITEMS_A_CALL)
    for path, keys in calls.items():
        for some in slices(list(keys), portion.size):
            listed = {"include": ",".join(map(str, some)), "per_page": len(some)}
            with portion.call():
                shown = rest.get(path, list[BatchItem], **listed, _fields=COUNTED_FIELDS).data
            found |= {keys[one.id]: Counted(one) for one in shown if one.id in keys}
    return found


def push_stock(rest, levels):
    """Return one Outcome for each level; a RemoteError when nothing was booked at all."""
    outcomes, calls = {}, {}
    for level in levels:
        place = place_of(level.stock_id)
        if place is None:
            outcomes[level.key] = refused(level, _("Read the products again: no stock number."))
        else:
            calls.setdefault(place.path, []).append((place, level))
    push = Push(rest, outcomes, read_there(rest, levels))
    for path, wanted in calls.items():
        push.tell(path, wanted)
    return [outcomes[level.key] for level in levels]


def read_there(rest, levels):
    """Return {key: pieces} there now, of the levels of which we know what should be there."""
    try:
        return pull_stock(rest, [level for level in levels if level.expected is not None])
    except RejectedError:
        return {}


class Push:
    """One push: once a call cannot be made, those after it wait as well.

    ``there``: what the shop shows, by key. Where that is less than expected, pieces were sold that
    are not imported yet: as many fewer are set.
    """

    def __init__(self, rest, outcomes, there):
        self._there = there
        self._rest = rest
        self._outcomes = outcomes
        self._portion = rest.portion("stock", ITEMS_A_CALL)
        self._told = False
        self._waits = None

    def tell(self, path, wanted):
        for some in slices(wanted, self._portion.size):
            self._tell(path, some)

    def _tell(self, path, wanted):
        """Send one call and book it, unless what came before it has to wait as well."""
        if self._waits is None:
            self._try(path, wanted)
        if self._waits is not None:
            for _place, level in wanted:
                self._outcomes.setdefault(level.key, later(level, self._waits))

    def _try(self, path, wanted):
        try:
            self._book(self._send(path, wanted), wanted)
            self._told = True
        except ReadOnlyError:
            raise
        except RejectedError as error:
            self._tell_halves(path, wanted, error)
        except RetryableError as error:
            if not self._told:
                raise
            self._waits = error.reason

    def _tell_halves(self, path, wanted, error):
        """What is refused together may be too much at once, or one that spoils the others."""
        if len(wanted) == 1:
            level = wanted[0][1]
            self._outcomes[level.key] = refused(level, error.reason)
            return
        middle = len(wanted) // 2
        self._tell(path, wanted[:middle])
        self._tell(path, wanted[middle:])

    def _fewer(self, level):
        """Return the level as it is to be set, less what was sold meanwhile."""
        return replace(level, quantity=max(level.quantity - self._gone(level), 0))

    def _gone(self, level):
        return gone_there(level, self._there.get(level.key))

    def _book(self, answer, wanted):
        """Answers come in the order of what was asked; an id that does not fit is not believed."""
        for number, (place, level) in enumerate(wanted):
            found = answer.update[number] if number < len(answer.update) else None
            if found is None or found.id != place.id:
                found = next((one for one in answer.update if one.id == place.id), None)
            told = outcome(self._fewer(level), found)
            if told.state == "done" and self._gone(level):
                told = replace(told, gone=self._gone(level))
                if told.value != level.quantity:
                    told = replace(told, state="retry", reason=SOLD_MEANWHILE)
            self._outcomes[level.key] = told

    def _send(self, path, wanted):
        update = [
            {"id": place.id, "stock_quantity": self._fewer(level).quantity}
            for place, level in wanted
        ]
        with self._portion.call():
            return self._rest.post(path, {"update": update}, Batch, repeatable=True)


def outcome(level, found):
    if found is None:
        return later(level, _("The shop did not say what became of it."))
    if found.error:
        known = STOCK_REFUSALS.get(found.error.code)
        return refused(level, known or _("The shop refuses. %s", plain(found.error.message)))
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


def place_of(stock_id):
    """Return the Place of ``12`` or ``12/34``, None for anything else."""
    steps = stock_id.split("/")
    if not all(step.isdecimal() for step in steps) or len(steps) > 2:
        return None
    return Place(*(int(step) for step in steps))


def refused(level, reason):
    return Outcome(key=level.key, state="rejected", reason=reason)


def later(level, reason):
    return Outcome(key=level.key, state="retry", reason=reason)
