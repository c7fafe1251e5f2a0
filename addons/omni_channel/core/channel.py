"""What a sales channel's adapter may implement; what it implements becomes a feed."""

from odoo.addons.omni_base.core.adapter import Adapter
from odoo.addons.omni_base.core.text import _


class ChannelAdapter(Adapter):
    """The base of every sales channel.

    Implement what the API can do; leave out the rest. Network methods start with ``pull_`` or
    ``push_``, translations with ``read_``. Optional methods, by signature:

    ``pull_orders(cursor) -> Iterator[Page]``: orders changed since the cursor, oldest change first,
    with everything on them; each Page's cursor goes on after it.
    ``pull_orders_by_id(external_ids) -> list[Item]``: the same items, read again by id, many
    a call; an id that is gone is left out.
    ``pull_placed(since, until) -> Iterator[(external id, aware UTC time)]``: all orders placed in a
    period, to see that none is missing; only ids, many a call.
    ``read_order(body) -> Order``: pure translation of one Item's body; MappingError when unknown.

    ``pull_listings(cursor) -> Iterator[Page]`` and ``read_listing(body) -> Listing``.
    ``pull_products(cursor) -> Iterator[Page]``, ``pull_products_by_id(external_ids) -> list[Item]``
    and ``read_product(body) -> Product``: the whole product, all variants in one Item. A Variant
    has the ``external_id`` of its Listing.
    ``pull_customers(cursor) -> Iterator[Page]``, ``pull_customers_by_id(external_ids) ->
    list[Item]`` and ``read_customer(body) -> Customer``: the accounts, also those without an order.
    A log-in that may not see them is told by ``check``, as ``denied``.
    ``pull_locations() -> list[Location]``.

    ``order_statuses``: the OrderStatus that such a remote has by itself, where an order has a word
    of a list; ``pull_statuses() -> list[OrderStatus]``: those of this shop, its own ones
    included. ``meanings``: {code: meaning} that people gave; it counts before the adapter's own. An
    Order then has its ``status``.

    ``pull_stock(levels) -> dict[str, int]``: what the remote shows now of at most ``stock_batch``
    StockLevels, by their keys; one that is not counted there is left out.
    ``push_stock(levels) -> list[Outcome]``: at most ``stock_batch`` StockLevels, one Outcome each.
    Where there is less than ``expected``, something was sold that is not imported yet: the quantity
    is lowered by as much, with state ``retry``, the ``value`` that is there now, and how many are
    ``gone``. ``heeds_expected``: whether it looks at ``expected`` and gives back nothing that was
    sold in the same moment.
    ``pull_price_terms() -> PriceTerms``: the currency, and whether prices hold the taxes.
    ``pull_prices(prices) -> dict[str, ShownPrice]``: what at most ``price_batch`` Prices' listings
    cost there now, by their keys; one that is gone there is left out.
    ``push_prices(prices) -> list[Outcome]``: at most ``price_batch`` Prices, one Outcome each; what
    the remote may leave as it was is read back. ``schedules_sales``: whether it begins and ends a
    sale by itself; else a Price holds a sale only while that is on.
    ``push_products(changes) -> list[Outcome]``: at most ``product_batch`` ProductChanges, one
    Outcome each: what is not empty is set, the rest stays. What is shown then is read by
    ``pull_products_by_id``.
    ``push_new_product(offer) -> Outcome``: make a ProductOffer with its variants, as a draft; what
    an earlier try has made is found by its reference and completed. Says what was ``made``.
    ``push_shipments(shipments) -> list[Outcome]``: at most ``shipment_batch``; asks the remote
    before repeating what may already be done there.

    ``push_statuses(changes) -> list[Outcome]``: one for each StatusChange; asks first, so that an
    order that has gone on is not put back, and reads back what became of it.

    ``subscribe(url) -> str``: make the remote ring at ``url``; returns a sentence of what was done.
    ``pull_missing_webhooks(url) -> list[str]``: which of the kinds of changes that ``subscribe``
    asks for do not ring at ``url`` now, as the remote calls them.
    ``unsubscribe(url) -> int``: make it ring there no more; returns how many subscriptions went.
    ``verify_webhook(headers, body)``: raise SignatureError unless the raw bytes are the remote's.
    ``read_webhook(headers, body) -> Doorbell``: translate what was verified (RejectedError or
    MappingError for what is not understood: it is stored all the same, as is what meets a fault of
    the program). ``headers`` have lower-case names. Neither uses the network.
    """

    kind = "channel"
    family = _("Sales channels")
    heeds_expected = False
    order_statuses = ()
    meanings = {}
    schedules_sales = False
    stock_batch = 100
    price_batch = 100
    product_batch = 20
    shipment_batch = 20

    @classmethod
    def order_url(cls, values, external_id):
        """Return the address of the order in the remote's back office, or an empty text."""
        return ""
