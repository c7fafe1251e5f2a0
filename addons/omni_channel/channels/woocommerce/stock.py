"""Stock out: up to 100 products a call, the variations of each product in a call of their own.

https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products

A number is set as it is, so that a call may be repeated. An answer of 200 may hold errors, and may
have left a number as it was: each item's own answer is looked at.
"""

from msgspec import Struct

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.errors import RejectedError, RetryableError
from odoo.addons.omni_base.core.money import amount
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _

from .answers import plain
from .batches import Batch, BatchItem
from .tables import STOCK_REFUSALS

ITEMS_A_CALL = 100
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


def pull_stock(rest, levels):
    """Return {key: quantity} of those levels that the shop counts: a hundred products a call."""
    found, calls = {}, {}
    for level in levels:
        place = place_of(level.stock_id)
        if place:
            calls.setdefault(place.collection, {})[place.id] = level.key
    for path, keys in calls.items():
        for some in slices(list(keys), ITEMS_A_CALL):
            listed = {"include": ",".join(map(str, some)), "per_page": ITEMS_A_CALL}
            shown = rest.get(path, list[BatchItem], **listed, _fields=COUNTED_FIELDS).data
            for one in shown:
                if one.id in keys and one.manage_stock is True and one.stock_quantity is not None:
                    found[keys[one.id]] = int(amount(one.stock_quantity))
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
    told, waits = False, None
    for path, wanted in calls.items():
        for some in slices(wanted, ITEMS_A_CALL):
            if waits is None:
                waits = send(rest, path, some, outcomes, told)
                told = True
            if waits is not None:
                outcomes.update({level.key: later(level, waits) for _place, level in some})
    return [outcomes[level.key] for level in levels]


def send(rest, path, wanted, outcomes, told):
    """Send one call and book it; return the reason when the others have to wait as well."""
    body = {"update": [{"id": place.id, "stock_quantity": one.quantity} for place, one in wanted]}
    try:
        answer = rest.post(path, body, Batch, repeatable=True)
    except RejectedError as error:
        outcomes.update({level.key: refused(level, error.reason) for _place, level in wanted})
        return None
    except RetryableError as error:
        if not told:
            raise
        return error.reason
    book(answer, wanted, outcomes)
    return None


def book(answer, wanted, outcomes):
    """Answers come in the order of what was asked; an id that does not fit is not believed."""
    for number, (place, level) in enumerate(wanted):
        found = answer.update[number] if number < len(answer.update) else None
        if found is None or found.id != place.id:
            found = next((one for one in answer.update if one.id == place.id), None)
        outcomes[level.key] = outcome(level, found)


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
