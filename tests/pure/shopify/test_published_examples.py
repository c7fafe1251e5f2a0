"""Every published example of a delivery that is about an order, and what the feed makes of it."""

import json
import os
from pathlib import Path

import pytest

from odoo.addons.omni_channel.channels.shopify.lines import sum_of
from odoo.addons.omni_channel.channels.shopify.mapping import read_order
from odoo.addons.omni_channel.channels.shopify.webhooks import order_of

from tests.support.shopify_rest_to_graphql import order

FOLLOWED = ("orders", "refunds", "fulfillments", "order_transactions")
NAMELESS = {"orders/risk_assessment_changed"}


def examples():
    """{topic: payload} of the published examples; none without the descriptions."""
    folder = os.environ.get("VENDOR_SPECS")
    if not folder:
        return {}
    root = Path(folder) / "shopify" / "webhooks" / "metadatas" / "2026-07"
    found = {}
    for path in sorted(root.glob("*/*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        found[record["name"]] = record["response"]
    return found


EXAMPLES = examples()
ORDERS = [topic for topic in EXAMPLES if "line_items" in EXAMPLES[topic] and topic[:7] == "orders/"]
RINGING = [topic for topic in EXAMPLES if topic.split("/")[0] in FOLLOWED]
SILENT = [topic for topic in EXAMPLES if topic.split("/")[0] not in FOLLOWED]
needs_examples = pytest.mark.skipif(
    not EXAMPLES, reason="needs the vendors' descriptions (VENDOR_SPECS)"
)


def read(topic):
    return read_order(json.dumps(order(EXAMPLES[topic])).encode())


@needs_examples
@pytest.mark.parametrize("topic", ORDERS)
def test_an_example_adds_up_to_its_current_total(topic):
    found = read(topic)
    assert sum_of(found.lines, found.taxes_included) == found.total


@needs_examples
@pytest.mark.parametrize("topic", ORDERS)
def test_an_example_keeps_its_lines_and_its_delivery(topic):
    found = read(topic)
    skus = [line.sku for line in found.lines if line.kind == "product"]
    assert skus == [line["sku"] for line in EXAMPLES[topic]["line_items"]]
    assert [line.name for line in found.lines if line.kind == "shipping"] == ["Generic Shipping"]


@needs_examples
@pytest.mark.parametrize("topic", ORDERS)
def test_an_example_keeps_its_people(topic):
    found = read(topic)
    assert found.customer.name == "John Smith"
    assert (found.delivery.name, found.delivery.state_code) == ("Steve Shipper", "KY")


@needs_examples
@pytest.mark.parametrize("topic", RINGING)
def test_an_example_about_an_order_rings_with_its_number(topic):
    assert order_of(topic, EXAMPLES[topic]).isdigit() is (topic not in NAMELESS)


@needs_examples
@pytest.mark.parametrize("topic", SILENT)
def test_an_example_about_something_else_rings_for_no_order(topic):
    assert order_of(topic, EXAMPLES[topic]) == ""
