"""A shop that has dropped our webhooks is made to ring again by the schedule, and it is told."""

import pytest

from tests.journey.open_shop import OpenShop
from tests.journey.woo_shop import Shop

NOTICES = ["text", "level", "state", "feeds"]


class Kept:
    """Looks as the schedule does, an hour later; ``connection``: the id of a live one."""

    def __init__(self, odoo, connection):
        self.odoo = odoo
        self.connection = connection
        self.cron = odoo.search_read("ir.cron", [("cron_name", "like", "still ring")], ["id"])[0][
            "id"
        ]

    def look(self, query):
        query("UPDATE omni_connection SET webhooks_seen_at = NULL")
        self.odoo.press("ir.cron", "method_direct_trigger", self.cron)

    def notices(self):
        domain = [("connection_id", "=", self.connection), ("kind", "=", "webhooks")]
        return self.odoo.search_read("omni.notice", domain, NOTICES)


@pytest.fixture(scope="module")
def shopify(odoo, sandbox, database):
    shop = OpenShop(odoo, sandbox, database)
    shop.kept = Kept(odoo, shop.connection)
    return shop


@pytest.fixture(scope="module")
def woo(shopify, odoo, sandbox):
    shop = Shop(odoo, sandbox.url)
    shop.office.subscribe(shop.connection)
    shop.kept = Kept(odoo, shop.connection)
    return shop


@pytest.fixture(scope="module")
def sendcloud(shopify, odoo):
    kept = Kept(odoo, shopify.office.connect_sendcloud())
    shopify.office.subscribe(kept.connection)
    kept.address = lambda: shopify.outside.state("sendcloud")["webhook_url"]
    return kept


def topics(shop):
    return {row["topic"] for row in shop.outside.state()["subscriptions"]}


def hooks(shop):
    return {row["topic"]: row for row in shop.state()["webhooks"]}


def drop(shop, *wanted):
    shop.outside.post("/_control/shopify/subscriptions", {"delete": wanted})


def test_a_subscription_that_shopify_dropped_comes_back(shopify):
    before = topics(shopify)
    drop(shopify, "ORDERS_CREATE", "ORDERS_UPDATED")
    shopify.kept.look(shopify.sql)
    assert topics(shopify) == before


def test_it_says_what_was_missing_and_what_was_done(shopify):
    notice = shopify.kept.notices()[0]
    assert "ORDERS_CREATE, ORDERS_UPDATED" in notice["text"]
    assert "subscribed again" in notice["text"] and "Orders" in notice["feeds"]


def test_an_order_comes_at_once_again(shopify):
    order = shopify.place()
    assert shopify.settled(order)["state"] == "done"
    assert shopify.messages(order)[0]["origin"] == "webhook"


def test_what_fails_twice_is_bad_in_health(shopify):
    drop(shopify, "ORDERS_PAID")
    shopify.outside.break_("status", "webhookSubscriptionCreate", times=9, status=400)
    for _hour in range(2):
        shopify.kept.look(shopify.sql)
    shopify.outside.mend()
    assert shopify.read_connection("health")["health"] == "bad"


def test_the_alarm_ends_when_it_rings_again(shopify):
    for _hour in range(2):
        shopify.kept.look(shopify.sql)
    assert "ORDERS_PAID" in topics(shopify)
    assert shopify.read_connection("health")["health"] != "bad"


def test_nothing_is_subscribed_in_test_mode(shopify):
    shopify.odoo.press("omni.connection", "action_back_to_test", shopify.connection)
    drop(shopify, "ORDERS_CREATE")
    shopify.kept.look(shopify.sql)
    left = topics(shopify)
    shopify.office.go_live(shopify.connection)
    assert "ORDERS_CREATE" not in left


@pytest.mark.parametrize("how", [{"deleted": True}, {"status": "disabled"}])
def test_a_webhook_that_woocommerce_deleted_or_disabled_comes_back(woo, shopify, how):
    lost = hooks(woo)["order.created"]
    woo.outside.post(f"/_control/woocommerce/webhooks/{lost['id']}", how)
    woo.kept.look(shopify.sql)
    assert hooks(woo)["order.created"]["status"] == "active"


def test_woocommerce_s_webhooks_are_told_too(woo):
    assert any("order.created" in notice["text"] for notice in woo.kept.notices())


def test_sendcloud_s_address_comes_back_when_it_was_taken_out(sendcloud, shopify):
    before = sendcloud.address()
    shopify.outside.post("/_control/sendcloud/webhook", {"url": ""})
    sendcloud.look(shopify.sql)
    assert before and sendcloud.address() == before


def test_the_address_of_another_program_at_sendcloud_stays_and_is_told(sendcloud, shopify):
    shopify.outside.post("/_control/sendcloud/webhook", {"url": "https://shop.example/hook"})
    sendcloud.look(shopify.sql)
    assert sendcloud.address() == "https://shop.example/hook"
    assert "shop.example" in sendcloud.notices()[0]["text"]


def test_what_was_asked_fits_the_vendors_descriptions(woo):
    assert woo.outside.violations() == []
