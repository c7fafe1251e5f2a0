"""What is there before the first write, and no deliveries any more after the last one."""

from odoo.addons.omni_base.core.documents import StockLevel
from odoo.addons.omni_channel.channels.shopify.tables import TOPICS

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


def findings(*script, url=URL, **credentials):
    with shop(*script, **credentials) as (adapter, _wire):
        return list(adapter.diagnose(url))


def test_a_shop_that_tells_only_some_topics_is_a_warning():
    (found,) = findings(subscriptions(URL))
    assert (found.state, "1 of" in found.text) == ("warning", True)


def test_a_shop_that_rings_elsewhere_is_a_warning():
    (found,) = findings(subscriptions("https://old.example/omni/token"))
    assert (found.state, "0 of" in found.text) == ("warning", True)


def test_a_shop_that_tells_all_topics_is_good():
    nodes = [{"id": f"gid://x/{n}", "topic": topic, "uri": URL} for n, topic in enumerate(TOPICS)]
    page = {"hasNextPage": False, "endCursor": None}
    (found,) = findings(answer({"webhookSubscriptions": {"nodes": nodes, "pageInfo": page}}))
    assert found.state == "good"


def test_without_the_client_secret_nothing_needs_to_be_asked():
    (found,) = findings(client_secret="")
    assert "client secret" in found.text
