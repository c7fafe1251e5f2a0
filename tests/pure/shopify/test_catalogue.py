"""Listings and locations in, and where the shop's deliveries go."""

from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.documents import Listing, Location
from odoo.addons.omni_base.core.errors import MappingError, RejectedError
from odoo.addons.omni_channel.channels.shopify.graph import MOST_PAGED
from odoo.addons.omni_channel.channels.shopify.tables import TOPICS

from .shop import answer, connection, shop

URL = "https://odoo.example/omni/token1"


def variant(number=1, **changes):
    return {
        "id": f"gid://shopify/ProductVariant/{number}",
        "title": "250 g",
        "displayName": "Café - 250 g",
        "sku": "CAF-250",
        "barcode": "376",
        "price": "9.90",
        "inventoryQuantity": 12,
        "updatedAt": "2026-07-01T10:00:00Z",
        "inventoryItem": {"id": f"gid://shopify/InventoryItem/{number}", "tracked": True},
        "product": {"id": "gid://shopify/Product/5", "title": "Café", "status": "ACTIVE"},
        **changes,
    }


def listed(nodes, end=None):
    return answer({"shop": {"currencyCode": "EUR"}, "productVariants": connection(nodes, end)})


def read(**changes):
    with shop(listed([variant(**changes)])) as (adapter, _wire):
        (page,) = adapter.pull_listings({})
        return adapter.read_listing(page.items[0].body)


def test_a_variant_is_a_listing():
    assert read() == Listing(
        external_id="1",
        stock_id="1",
        parent_id="5",
        name="Café - 250 g",
        sku="CAF-250",
        barcode="376",
        price=Decimal("9.90"),
        currency="EUR",
        quantity=12,
        regular_price=Decimal("9.90"),
        state="published",
    )


def test_a_reduced_price_is_a_sale_without_dates():
    found = read(price="8.00", compareAtPrice="9.90")
    assert (found.price, found.regular_price) == (Decimal("8.00"), Decimal("9.90"))
    assert (found.sale_price, found.sale_from, found.sale_to) == (Decimal("8.00"), None, None)


def test_a_compared_price_that_is_not_higher_is_no_sale():
    found = read(compareAtPrice="9.90")
    assert (found.regular_price, found.sale_price) == (Decimal("9.90"), None)


@pytest.mark.parametrize(
    ("status", "state"),
    [("DRAFT", "draft"), ("ARCHIVED", "archived"), ("UNLISTED", "unlisted")],
)
def test_a_product_s_status_is_its_state(status, state):
    assert read(
        product={"id": "gid://shopify/Product/5", "title": "x", "status": status}
    ).state == (state)


def test_a_product_without_options_has_its_own_name():
    assert read(title="Default Title").name == "Café"


def test_a_variant_without_sku_and_barcode_has_none():
    found = read(sku=None, barcode=None)
    assert (found.sku, found.barcode) == ("", "")


@pytest.mark.parametrize(
    ("status", "active"), [("ACTIVE", True), ("DRAFT", False), ("ARCHIVED", False)]
)
def test_a_listing_is_active_as_its_product_is(status, active):
    assert read(product={"id": "5", "title": "Café", "status": status}).active is active


def test_an_unknown_state_of_a_product_is_refused_by_its_name():
    with pytest.raises(MappingError, match="BRAND_NEW"):
        read(product={"id": "5", "title": "Café", "status": "BRAND_NEW"})


def test_a_product_whose_stock_is_not_counted_says_so():
    assert not read(inventoryItem={"id": "1", "tracked": False}).is_stock_managed


def test_the_first_listing_of_products_asks_for_all():
    with shop(listed([])) as (adapter, wire):
        list(adapter.pull_listings({}))
    assert wire.asked[0].variables["query"] is None


def test_a_later_listing_of_products_asks_for_changes():
    with shop(listed([])) as (adapter, wire):
        list(adapter.pull_listings({"since": "2026-07-01T10:00:00Z"}))
    assert wire.asked[0].variables["query"] == "updated_at:>='2026-07-01T09:55:00Z'"


def test_a_listing_of_products_goes_on_after_a_break():
    script = (listed([variant(1)], "p1"), listed([variant(2)]))
    with shop(*script) as (adapter, wire):
        first = next(adapter.pull_listings({}))
        (second,) = adapter.pull_listings(first.cursor)
    assert [item.external_id for item in second.items] == ["2"]
    assert wire.asked[1].variables["after"] == "p1"
    assert wire.asked[1].variables["query"] is None
    assert second.more is False


def test_the_next_listing_starts_from_the_shops_clock_when_this_one_began():
    first, second = listed([variant(1)], "p1"), listed([variant(2)])
    first.headers = {"Date": "Wed, 01 Jul 2026 12:00:00 GMT"}
    with shop(first, second) as (adapter, _wire):
        found = list(adapter.pull_listings({}))
    assert found[-1].cursor == {"since": "2026-07-01T12:00:00Z"}


def test_a_listing_longer_than_may_be_paged_starts_again_above_the_last_id():
    def play(asked):
        number = int((asked.variables["query"] or "id:>=0").split("=")[-1]) + 250
        return listed([variant(number)] * 250, "p1" if number < 500 else None)

    with shop(play) as (adapter, wire):
        cursor = {"from": "", "paged": MOST_PAGED - 250}
        list(adapter.pull_listings(cursor))
    assert wire.asked[1].variables["query"] == "id:>=250"
    assert wire.asked[1].variables["after"] is None


def place(number, **changes):
    return {
        "id": f"gid://shopify/Location/{number}",
        "name": f"Place {number}",
        "isActive": True,
        "fulfillsOnlineOrders": True,
        **changes,
    }


def test_locations_are_read_to_the_last_page():
    script = (
        answer({"locations": connection([place(1)], "q1")}),
        answer({"locations": connection([place(2, isActive=False)])}),
    )
    with shop(*script) as (adapter, _wire):
        found = adapter.pull_locations()
    assert found == [
        Location(external_id="1", name="Place 1"),
        Location(external_id="2", name="Place 2", active=False),
    ]


def test_locations_that_ship_what_is_ordered_online_come_first():
    places = [place(1, fulfillsOnlineOrders=False), place(2), place(3, isActive=False)]
    with shop(answer({"locations": connection(places)})) as (adapter, _wire):
        assert [one.external_id for one in adapter.pull_locations()] == ["2", "1", "3"]


# subscriptions


class Shop:
    """The shop's subscriptions, as it keeps them."""

    def __init__(self, *known):
        self.kept = {f"gid://shopify/WebhookSubscription/{n}": one for n, one in enumerate(known)}

    def __call__(self, asked):
        variables = asked.variables
        if "topic" in variables:
            self.kept[f"gid://new/{len(self.kept)}"] = (variables["topic"], variables["uri"])
            return answer({"webhookSubscriptionCreate": {"userErrors": []}})
        if "id" in variables:
            topic, _uri = self.kept[variables["id"]]
            self.kept[variables["id"]] = (topic, variables["uri"])
            return answer({"webhookSubscriptionUpdate": {"userErrors": []}})
        nodes = [{"id": key, "topic": topic, "uri": uri} for key, (topic, uri) in self.kept.items()]
        return answer({"webhookSubscriptions": connection(nodes)})


def subscribed(played, url=URL):
    with shop(played) as (adapter, _wire):
        return adapter.subscribe(url)


def test_every_topic_is_subscribed_once():
    played = Shop()
    sentence = subscribed(played)
    assert sorted(played.kept.values()) == sorted((topic, URL) for topic in TOPICS)
    assert "kinds of changes" in sentence


def test_a_second_time_changes_nothing():
    played = Shop()
    subscribed(played)
    assert "already" in subscribed(played)
    assert len(played.kept) == len(TOPICS)


def test_a_subscription_to_our_former_address_is_moved():
    played = Shop(("ORDERS_CREATE", "https://old.example/omni/token1"))
    subscribed(played)
    assert len(played.kept) == len(TOPICS)
    assert {uri for _topic, uri in played.kept.values()} == {URL}


def test_the_subscriptions_of_others_are_left_alone():
    other = ("ORDERS_CREATE", "https://odoo.example/omni/token2")
    played = Shop(other)
    subscribed(played)
    assert other in played.kept.values()


def test_an_address_that_the_shop_refuses_is_told_in_its_words():
    def play(asked):
        if "topic" in asked.variables:
            errors = [{"field": ["uri"], "message": "Address protocol http:// is not supported"}]
            return answer({"webhookSubscriptionCreate": {"userErrors": errors}})
        return answer({"webhookSubscriptions": connection([])})

    with pytest.raises(RejectedError, match="http:// is not supported"):
        subscribed(play, "http://127.0.0.1:8069/omni/token1")


def missing(played):
    with shop(played) as (adapter, _wire):
        return adapter.pull_missing_webhooks(URL)


def test_topics_that_do_not_ring_are_named():
    played = Shop()
    subscribed(played)
    del played.kept["gid://new/0"]
    assert missing(played) == [TOPICS[0]]


def test_a_topic_that_rings_elsewhere_does_not_ring_here():
    assert missing(Shop((TOPICS[0], "https://old.example/omni/token1"))) == list(TOPICS)


def test_where_all_topics_ring_none_is_missing():
    played = Shop()
    subscribed(played)
    assert missing(played) == []
