"""Shopify's own published orders: by signed webhook, and by the feed alone."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop, complaints

FOLLOWED = ("orders", "refunds", "fulfillments", "order_transactions")
NAMELESS = {"orders/risk_assessment_changed", "orders/edited", "order_transactions/create"}
ELSEWHERE = {"orders/shopify_protect_eligibility_changed"}


def examples():
    """{topic: published body}; none without the descriptions."""
    folder = os.environ.get("VENDOR_SPECS")
    if not folder:
        return {}
    root = Path(folder) / "shopify" / "webhooks" / "metadatas" / "2026-07"
    records = [json.loads(path.read_text("utf-8")) for path in sorted(root.glob("*/*.json"))]
    return {record["name"]: record["response"] for record in records}


EXAMPLES = examples()
RINGING = [topic for topic in EXAMPLES if topic.split("/")[0] in FOLLOWED]
ORDERS = [topic for topic in RINGING if "line_items" in EXAMPLES[topic] and "orders/" in topic]
ROUNDED = [topic for topic in RINGING if topic not in {*NAMELESS, *ELSEWHERE, *ORDERS}]
pytestmark = pytest.mark.skipif(
    not EXAMPLES, reason="needs the vendors' descriptions (VENDOR_SPECS)"
)


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    shop = OpenShop(odoo, sandbox, database, subscribed=False)
    activate_dollars(shop)
    return shop


def activate_dollars(shop):
    dollars = [("name", "=", "USD"), ("active", "in", (True, False))]
    ids = shop.odoo.call("res.currency", "search", dollars)
    shop.odoo.write("res.currency", ids, {"active": True})


def put(shop, topic, number=None, **changes):
    """Put a published order into the shop, under its own number or another one."""
    order = {**EXAMPLES[topic], **changes, "quiet": True}
    if number:
        order |= {"id": number, "admin_graphql_api_id": f"gid://shopify/Order/{number}"}
        order["name"] = f"#{topic}-{number}"
    return shop.outside.post("/_control/shopify/orders/import", order)


def as_it_was_paid(order):
    return {"cancelled_at": None, "cancel_reason": None, "financial_status": "paid"}


def by_event(shop, event):
    found = shop.odoo.search_read(
        "omni.message", [("event_id", "=", event)], ["state", "reason", "external_id"]
    )
    return found and all(m["state"] not in ("rung", "new") for m in found) and found


def delivered(shop, topic):
    """Deliver the published body, signed; return what became of it."""
    event = f"published-{topic}"
    body = json.dumps(EXAMPLES[topic], ensure_ascii=False, indent=2).encode()
    answer = shop.deliver(topic, body, headers={"X-Shopify-Event-Id": event})
    assert answer.status_code == 200
    return wait(lambda: by_event(shop, event), f"a verdict on {topic}")[0]


@pytest.mark.parametrize("topic", ORDERS)
def test_a_published_order_is_answered_with_the_order_s_own_state(shop, topic):
    order = put(shop, "orders/create")
    message = delivered(shop, topic)
    found = (message["external_id"], message["state"], message["reason"])
    expected = "Cancelled in the shop before it was imported."
    assert found == (order["admin_graphql_api_id"].split("/")[-1], "ignored", expected)


@pytest.mark.parametrize("topic", ROUNDED)
def test_a_published_delivery_with_a_rounded_number_names_no_order_of_the_shop(shop, topic):
    message = delivered(shop, topic)
    assert (message["state"], message["reason"]) == ("ignored", "The remote no longer has it.")


@pytest.mark.parametrize("topic", sorted(NAMELESS & EXAMPLES.keys()))
def test_a_published_delivery_that_names_no_order_of_the_shop_is_ignored(shop, topic):
    message = delivered(shop, topic)
    assert message["state"] == "ignored" and message["reason"]


@pytest.mark.parametrize("topic", sorted(EXAMPLES.keys() - set(RINGING)))
def test_a_published_delivery_of_another_topic_is_ignored_with_its_reason(shop, topic):
    message = delivered(shop, topic)
    assert message["state"] == "ignored"
    if topic in ("products/create", "products/update"):
        assert message["reason"] == "The remote no longer has it."
    else:
        assert "are not followed" in message["reason"] or topic == "app/uninstalled"


def test_a_published_order_that_was_deleted_is_ignored(shop):
    shop.deliver("orders/delete", {"id": 4242})
    message = shop.settled({"id": 4242, "name": "a deleted one"})
    assert (message["state"], message["reason"]) == ("ignored", "The remote no longer has it.")


@pytest.mark.parametrize("topic", ORDERS)
def test_a_published_order_as_it_was_paid_comes_by_webhook_to_the_cent(shop, topic):
    order = put(shop, topic, 5000 + ORDERS.index(topic), **as_it_was_paid(topic))
    shop.ring(order)
    shop.settled(order)
    sale = shop.sale(order, "amount_total", "currency_id")
    told = EXAMPLES[topic]["current_total_price"]
    assert (f"{sale['amount_total']:.2f}", sale["currency_id"][1]) == (told, "USD")


def test_published_orders_come_by_the_feed_alone_to_the_cent(shop):
    orders = [put(shop, topic, 6000 + n, **as_it_was_paid(topic)) for n, topic in enumerate(ORDERS)]
    shop.pull()
    for order, topic in zip(orders, ORDERS, strict=True):
        assert shop.settled(order)["origin"] == "feed"
        total = shop.sale(order, "amount_total")["amount_total"]
        assert f"{total:.2f}" == EXAMPLES[topic]["current_total_price"]


def test_published_orders_as_they_are_come_by_the_feed_as_cancelled(shop):
    orders = [put(shop, topic, 7000 + n) for n, topic in enumerate(ORDERS)]
    shop.pull()
    for order in orders:
        message = shop.settled(order)
        expected = "Cancelled in the shop before it was imported."
        assert (message["state"], message["reason"]) == ("ignored", expected)


def test_a_published_order_that_is_not_paid_is_parked(shop):
    order = put(shop, "orders/create", 8000, **as_it_was_paid(0) | {"financial_status": "pending"})
    shop.ring(order)
    message = shop.settled(order)
    assert (message["state"], message["reason"]) == ("parked", "The order is not paid yet.")


def test_two_tax_rates_on_a_line_are_two_taxes(shop):
    body = json.loads(json.dumps(EXAMPLES["orders/create"]))
    line, *others = body["line_items"]
    line["tax_lines"] = [tax_of(line, "TPS", "4.50", 0.05), tax_of(line, "TVQ", "8.98", 0.09975)]
    raised = raise_totals(body, Decimal("13.48"))
    order = put(
        shop, "orders/create", 8100, line_items=[line, *others], **raised, **as_it_was_paid(0)
    )
    shop.ring(order)
    message = shop.settled(order)
    assert message["state"] == "done", message
    sale = shop.sale(order, "amount_tax")
    assert len(shop.lines(sale["id"], "tax_ids")[0]["tax_ids"]) == 2
    assert f"{sale['amount_tax']:.2f}" == "13.48"


def raise_totals(body, by):
    """The totals of a published order with more taxes on it, in both forms in which it has them."""
    raised = {}
    for name in ("total_price", "current_total_price", "total_tax", "current_total_tax"):
        amount = str(Decimal(body[name]) + by)
        money = {"amount": amount, "currency_code": "USD"}
        raised |= {name: amount, f"{name}_set": {"shop_money": money, "presentment_money": money}}
    return raised


def tax_of(line, title, price, rate):
    shop_money = {"amount": price, "currency_code": "USD"}
    prices = {"shop_money": shop_money, "presentment_money": shop_money}
    return {"title": title, "price": price, "rate": rate, "price_set": prices}


def test_nothing_is_a_problem(shop):
    assert shop.office.messages(shop.connection, state="dead") == []


def test_every_order_of_the_shop_has_a_message_with_a_verdict(shop):
    shop.pull()
    shop.office.wait_until_quiet()
    for order in shop.outside.state()["orders"]:
        number = order["admin_graphql_api_id"].split("/")[-1]
        message = shop.settled({"id": number, "name": order["name"]})
        assert message["state"] in ("done", "ignored", "parked")


def test_odoo_told_of_no_error(shop, odoo_server):
    assert complaints(odoo_server.log_text()) == []
