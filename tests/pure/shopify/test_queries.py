"""Every query is good by the vendor's schema, now and at the next version, and affordable."""

from collections import namedtuple

import pytest

from odoo.addons.omni_channel.channels.shopify import mutations, orders, price_queries, queries

from .schema import VERSIONS, faults, points

REST = queries.rest_of_orders(
    [("lineItems", "gid://shopify/Order/1", "a"), ("shippingLines", "gid://shopify/Order/2", "b")]
)
CREATE = namedtuple("Create", "fulfillment_id")("")
TRACK = namedtuple("Track", "fulfillment_id")("gid://shopify/Fulfillment/1")
BUILT = (REST, mutations.read_stock(2), mutations.ship([CREATE, TRACK, CREATE]))
BUILT = (*BUILT, price_queries.set_prices(2))
OPERATIONS = {
    operation.name: operation
    for operation in (
        *vars(queries).values(),
        *vars(mutations).values(),
        *vars(price_queries).values(),
        *BUILT,
    )
    if isinstance(operation, queries.Operation)
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", OPERATIONS)
def test_query_is_valid_at_version(name, version):
    assert faults(version, OPERATIONS[name].text) == []


@pytest.mark.parametrize("size", orders.SHAPES, ids=str)
def test_a_page_of_orders_costs_no_more_than_it_is_estimated(size):
    asked = {"first": size.orders, "lines": size.lines, "deliveries": size.deliveries}
    assert points(queries.ORDERS.text, asked) <= size.points()


def test_the_first_page_of_orders_is_allowed_by_the_strictest_reading():
    size = orders.CAREFUL
    asked = {"first": size.orders, "lines": size.lines, "deliveries": size.deliveries}
    assert points(queries.ORDERS.text, asked) <= orders.MAX_POINTS


def test_orders_read_by_id_cost_no_more_than_estimated():
    size = orders.CAREFUL
    asked = {"ids": ["1"] * size.orders, "lines": size.lines, "deliveries": size.deliveries}
    assert points(queries.ORDERS_BY_ID.text, asked) <= size.points()
