"""What is there before the first write, and no deliveries any more after the last one."""

import pytest

from odoo.addons.omni_base.core.documents import StockLevel
from odoo.addons.omni_channel.channels.woocommerce.tables import TOPICS

from .shop import answer, path, shop

URL = "https://odoo.example/omni/token"


def level(stock_id):
    return StockLevel(key=f"k{stock_id}", stock_id=stock_id, location_id="shop", quantity=0)


def counted(number, quantity, managed=True):
    return {"id": number, "manage_stock": managed, "stock_quantity": quantity}


def hook(number, url=URL):
    return {"id": number, "topic": "order.created", "status": "active", "delivery_url": url}


def test_what_the_shop_shows_is_read_by_key():
    with shop(answer([counted(1, 5), counted(2, "7")])) as (woo, _wire):
        assert woo.pull_stock([level("1"), level("2")]) == {"k1": 5, "k2": 7}


def test_a_hundred_products_are_read_by_one_call():
    shown = [counted(number, 1) for number in range(1, 101)]
    with shop(answer(shown)) as (woo, wire):
        woo.pull_stock([level(str(number)) for number in range(1, 101)])
        assert len(wire.asked) == 1


def test_variations_are_read_under_their_product():
    with shop(answer([counted(23, 4)])) as (woo, wire):
        assert woo.pull_stock([level("22/23")]) == {"k22/23": 4}
        assert path(wire.asked[0]) == "products/22/variations"


def test_what_the_shop_does_not_count_is_left_out():
    with shop(answer([counted(1, None, managed=False), counted(2, 0, "parent")])) as (woo, _wire):
        assert woo.pull_stock([level("1"), level("2")]) == {}


def test_our_webhooks_are_removed_and_counted():
    found = [hook(1), hook(2), hook(3, "https://other.example/hooks")]
    with shop(answer(found), answer({"delete": [{"id": 1}, {"id": 2}]})) as (woo, wire):
        assert woo.unsubscribe(URL) == 2
        assert wire.asked[1].json == {"delete": [1, 2]}


def test_without_webhooks_nothing_is_removed():
    with shop(answer([])) as (woo, wire):
        assert (woo.unsubscribe(URL), len(wire.asked)) == (0, 1)


def findings(*hooks):
    with shop(answer(list(hooks))) as (woo, _wire):
        return list(woo.diagnose(URL))


def webhooks(*hooks):
    return findings(*hooks)[-1]


def all_hooks(**more):
    return [{**hook(n), "topic": topic, **more} for n, topic in enumerate(TOPICS)]


def test_a_shop_whose_webhooks_are_all_active_is_good():
    assert webhooks(*all_hooks()).state == "good"


def test_a_webhook_that_the_shop_switched_off_is_a_warning():
    *others, last = all_hooks()
    found = webhooks(*others, {**last, "status": "disabled"})
    assert (found.state, "switched off" in found.text) == ("warning", True)


def test_missing_webhooks_are_counted():
    assert f"1 of {len(TOPICS)}" in webhooks(hook(1)).text


def test_plain_http_is_a_warning():
    assert "certificate" in findings()[0].text


def missing(*hooks):
    with shop(answer(list(hooks))) as (woo, _wire):
        return woo.pull_missing_webhooks(URL)


def test_where_all_webhooks_are_active_none_is_missing():
    assert missing(*all_hooks()) == []


@pytest.mark.parametrize(
    "change", [{"status": "disabled"}, {"delivery_url": "https://old.example"}]
)
def test_a_webhook_that_is_off_or_rings_elsewhere_is_missing(change):
    *others, last = all_hooks()
    assert missing(*others, {**last, **change}) == [TOPICS[-1]]


def test_a_webhook_that_is_gone_is_missing():
    assert missing(*all_hooks()[1:]) == [TOPICS[0]]
