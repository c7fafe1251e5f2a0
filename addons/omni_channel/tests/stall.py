"""A shop that lives in the test's own process, with the channel adapter that speaks to it.

Importing this registers the connector, which only happens where tests run.
"""

import msgspec
from msgspec.structs import replace

from odoo.addons.omni_base.core.adapter import Credential
from odoo.addons.omni_base.core.documents import (
    Account,
    Customer,
    Doorbell,
    Item,
    Listing,
    Location,
    Made,
    Order,
    OrderStatus,
    Outcome,
    PriceTerms,
    Product,
    ShownPrice,
)
from odoo.addons.omni_channel.core.channel import ChannelAdapter


class Counter:
    """``levels``, ``shipments``: what was pushed, call by call. ``outcomes``: by key, else done.

    ``error``: raised where stock, places or orders are asked for; ``faults``: raised once each.

    ``placed``: (external id, aware time) of all orders. ``there``: what is shown, by stock id;
    those of ``keeps`` stay as they are, whatever is pushed. ``orders``: as they are there, by id;
    ``reads``: which levels were asked for, call by call.
    """

    def __init__(self):
        self.clear()

    def clear(self):
        self.levels, self.shipments, self.outcomes, self.placed = [], [], {}, []
        self.there, self.orders, self.keeps, self.reads = {}, {}, set(), []
        self.goods, self.changes, self.offers, self.people = {}, [], [], {}
        self.prices, self.priced, self.price_reads = [], {}, 0
        self.terms = PriceTerms(currency="EUR", taxes_included=False)
        self.error, self.faults, self.statuses = None, [], []
        self.locations = [Location(external_id="main", name="Main place")]

    def refuse(self, key):
        self.outcomes[key] = Outcome(key=key, state="rejected", reason="No.")


COUNTER = Counter()


class Stall(ChannelAdapter):
    code = "omni_stall"
    label = "Stall"
    credentials = (Credential("key", "Key", required=False),)
    stock_batch = 100
    schedules_sales = True

    order_statuses = (OrderStatus(code="open", name="Open", meaning="paid"),)

    def pull_statuses(self):
        return [OrderStatus(code="packing", name="Being packed")]

    def check(self):
        return Account(name="The stall")

    def pull_locations(self):
        _fail()
        return COUNTER.locations

    def pull_orders(self, cursor):
        return iter(())

    def pull_placed(self, since, until):
        _fail()
        return (one for one in COUNTER.placed if since <= one[1] < until)

    def pull_orders_by_id(self, external_ids):
        return [item(COUNTER.orders[one]) for one in external_ids if one in COUNTER.orders]

    def read_order(self, body):
        return msgspec.json.decode(body, type=Order)

    def pull_listings(self, cursor):
        return iter(())

    def read_listing(self, body):
        return msgspec.json.decode(body, type=Listing)

    def pull_stock(self, levels):
        COUNTER.reads.append(levels)
        _fail()
        there = COUNTER.there
        return {level.key: there[level.stock_id] for level in levels if level.stock_id in there}

    def pull_products(self, cursor):
        return iter(())

    def pull_products_by_id(self, external_ids):
        return [item(COUNTER.goods[one]) for one in external_ids if one in COUNTER.goods]

    def pull_customers(self, cursor):
        return iter(())

    def pull_customers_by_id(self, external_ids):
        return [item(COUNTER.people[one]) for one in external_ids if one in COUNTER.people]

    def read_customer(self, body):
        return msgspec.json.decode(body, type=Customer)

    def push_products(self, changes):
        COUNTER.changes.append(changes)
        for change in changes:
            if change.key not in COUNTER.keeps:
                COUNTER.goods[change.key] = changed(COUNTER.goods[change.key], change.product)
        return [outcome(change.key) for change in changes]

    def read_product(self, body):
        return msgspec.json.decode(body, type=Product)

    def verify_webhook(self, headers, body):
        """Whoever rings is believed here."""

    def read_webhook(self, headers, body):
        """A delivery is the kind of a thing and its id: ``order 7``."""
        kind, key = body.decode().split()
        return Doorbell(resource=kind, external_ids=(key,))

    def push_stock(self, levels):
        if COUNTER.faults:
            raise COUNTER.faults.pop(0)
        COUNTER.levels.append(levels)
        changed = [level for level in levels if level.stock_id not in COUNTER.keeps]
        COUNTER.there.update({level.stock_id: level.quantity for level in changed})
        return [outcome(level.key) for level in levels]

    def pull_price_terms(self):
        _fail()
        return COUNTER.terms

    def pull_prices(self, prices):
        COUNTER.price_reads += 1
        _fail()
        there = COUNTER.priced
        return {one.key: there[one.listing_id] for one in prices if one.listing_id in there}

    def push_prices(self, prices):
        COUNTER.prices.append(prices)
        for one in prices:
            if one.listing_id not in COUNTER.keeps:
                COUNTER.priced[one.listing_id] = _after(one, COUNTER.priced.get(one.listing_id))
        return [outcome(one.key) for one in prices]

    def push_new_product(self, offer):
        _fail()
        COUNTER.offers.append(offer)
        made = tuple(
            Made(key=one.external_id, listing=_listing(f"new-{one.external_id}", one.sku))
            for one in offer.product.variants
        )
        known = COUNTER.outcomes.get(offer.key)
        return known or Outcome(key=offer.key, external_id=f"new-{offer.key}", made=made)

    def push_shipments(self, shipments):
        COUNTER.shipments.append(shipments)
        return [outcome(shipment.key) for shipment in shipments]


def _listing(external_id, sku):
    return Listing(external_id=external_id, stock_id=external_id, name=external_id, sku=sku)


def changed(there, told):
    """Return the Product with what was told of it; what was left empty stays."""
    by_id = {one.external_id: one for one in told.variants}
    variants = tuple(
        replace(one, **_filled(by_id[one.external_id], ("sku", "barcode", "weight")))
        if one.external_id in by_id
        else one
        for one in there.variants
    )
    return replace(there, variants=variants, **_filled(told, ("name", "description", "categories")))


def _filled(document, names):
    return {name: getattr(document, name) for name in names if getattr(document, name)}


def _after(price, there):
    """The stall keeps a sale of its own, and begins and ends ours by itself."""
    if price.sale is None and not price.ends_sale and there:
        return replace(there, regular=price.regular)
    dates = {"sale_from": price.sale_from, "sale_to": price.sale_to}
    return ShownPrice(regular=price.regular, sale=price.sale, **dates)


class TellingStall(Stall):
    """One that can be told what became of its orders."""

    code = "omni_telling_stall"
    label = "Telling stall"

    def push_statuses(self, changes):
        COUNTER.statuses.append(changes)
        return [outcome(change.key) for change in changes]


class SilentStall(Stall):
    """One that cannot say which orders were placed."""

    code = "omni_silent_stall"
    label = "Silent stall"
    pull_placed = None


class MuteStall(Stall):
    """One that does not say what it shows."""

    code = "omni_mute_stall"
    label = "Mute stall"
    pull_stock = None


def _fail():
    if COUNTER.faults:
        raise COUNTER.faults.pop(0)
    if COUNTER.error:
        raise COUNTER.error


def outcome(key):
    return COUNTER.outcomes.get(key) or Outcome(key=key, external_id=f"there-{key}")


def item(document):
    """Return the Item that the stall would show for an Order, a Listing or a Product."""
    return Item(
        external_id=document.external_id,
        body=msgspec.json.encode(document),
        version=getattr(document, "version", "") or _changed(document),
    )


def _changed(document):
    """Return what tells a later state of a Customer from an earlier one."""
    changed = getattr(document, "changed_at", None)
    return changed.isoformat() if changed else ""
