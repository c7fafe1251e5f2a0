"""The samples are answers that the vendor's schema allows, and they add up."""

import json
from pathlib import Path

import pytest

from odoo.addons.omni_channel.channels.shopify import adapter, queries
from odoo.addons.omni_channel.channels.shopify.lines import sum_of
from odoo.addons.omni_channel.channels.shopify.mapping import read_order

from .answers import Checked
from .schema import VERSIONS, schema
from .shop import connection, order

SAMPLES = Path(adapter.__file__).parent / "samples"
ORDERS = sorted(path.name for path in SAMPLES.glob("order-*.json"))
LISTINGS = sorted(path.name for path in SAMPLES.glob("listing-*.json"))


def sample(name):
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ORDERS)
def test_a_sample_order_is_an_answer_that_the_schema_allows(name, version):
    checked = Checked(schema(version), queries.ORDERS.text)
    assert checked.faults({"orders": connection([sample(name)])}) == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", LISTINGS)
def test_a_sample_listing_is_an_answer_that_the_schema_allows(name, version):
    checked = Checked(schema(version), queries.LISTINGS.text)
    page = {"shop": {"currencyCode": "EUR"}, "productVariants": connection([sample(name)])}
    assert checked.faults(page) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_orders_of_these_tests_are_answers_that_the_schema_allows(version):
    checked = Checked(schema(version), queries.ORDERS.text)
    assert checked.faults({"orders": connection([order()])}) == []


@pytest.mark.parametrize("name", ORDERS)
def test_a_sample_order_adds_up(name):
    found = read_order((SAMPLES / name).read_bytes())
    assert sum_of(found.lines, found.taxes_included) == found.total
