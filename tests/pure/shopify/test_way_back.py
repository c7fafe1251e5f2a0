"""What is there before the first write, and no deliveries any more after the last one."""

from odoo.addons.omni_base.core.documents import StockLevel

from .shop import answer, shop

URL = "https://odoo.example/omni/token"


def level(key, stock_id):
    return StockLevel(key=key, stock_id=stock_id, location_id="91", quantity=0)


def there(*quantities):
    levels = [
        {"quantities": [{"quantity": one}]} if one is not None else None for one in quantities
    ]
    return answer({"nodes": [{"id": "x", "at0": one} for one in levels]})


def subscriptions(*uris):
    nodes = [
        {"id": f"gid://shopify/WebhookSubscription/{n}", "topic": "ORDERS_CREATE", "uri": uri}
        for n, uri in enumerate(uris)
    ]
    page = {"hasNextPage": False, "endCursor": None}
    return answer({"webhookSubscriptions": {"nodes": nodes, "pageInfo": page}})


def removed():
    return answer({"webhookSubscriptionDelete": {"userErrors": []}})


def test_what_the_shop_shows_is_read_by_key():
    with shop(there(5, 7)) as (adapter, _wire):
        assert adapter.pull_stock([level("a", "1"), level("b", "2")]) == {"a": 5, "b": 7}


def test_what_is_not_stocked_there_is_left_out():
    with shop(there(None, 7)) as (adapter, _wire):
        assert adapter.pull_stock([level("a", "1"), level("b", "2")]) == {"b": 7}


def test_our_subscriptions_are_removed_and_counted():
    with shop(subscriptions(URL, URL), removed(), removed()) as (adapter, _wire):
        assert adapter.unsubscribe(URL) == 2


def test_a_subscription_of_somebody_else_stays():
    with shop(subscriptions("https://other.example/hooks")) as (adapter, wire):
        assert (adapter.unsubscribe(URL), len(wire.asked)) == (0, 1)
