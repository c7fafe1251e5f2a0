"""Query cost: what Shopify is known to count, and the bucket it is taken from."""

import time

import pytest

from tests.sandbox_tests.shopify_client import Shop


def cost(shop, query, **variables):
    return shop.ask(query, **variables).json()["extensions"]["cost"]["requestedQueryCost"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ shop { name } }", 1),
        ("{ shop { name plan { shopifyPlus } } }", 2),
        ('{ product(id: "gid://shopify/Product/1") { variants(first: 250) { nodes { '
         "inventoryItem { id tracked } } } } }", 25),
        ("{ orders(first: 50) { nodes { id } } }", 9),
        ("{ orders(first: 50) { edges { node { id } } pageInfo { hasNextPage } } }", 9),
    ],
)  # fmt: skip
def test_the_cost_is_as_published(shop: Shop, query, expected):
    assert cost(shop, query) == expected


def test_nodes_are_counted_one_by_one(shop: Shop):
    ids = [f"gid://shopify/Product/{number}" for number in range(7)]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { seo { title } } } }"
    assert cost(shop, query, ids=ids) == 14


def test_a_query_above_the_limit_is_refused_whole(shop: Shop):
    shop.control("shopify/settings", {"bucket": {"linear": True}})
    body = shop.ask("{ orders(first: 250) { nodes { lineItems(first: 5) { nodes { id } } } } }")
    (error,) = body.json()["errors"]
    assert error["extensions"]["code"] == "MAX_COST_EXCEEDED"
    assert "data" not in body.json()


def test_an_empty_bucket_throttles_and_refills(shop: Shop):
    shop.control("shopify/settings", {"bucket": {"maximum": 3, "restore_rate": 20}})
    answers = [shop.ask("{ shop { name plan { shopifyPlus } } }").json() for _time in range(3)]
    refused = [answer for answer in answers if "errors" in answer]
    assert refused[0]["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert refused[0]["extensions"]["cost"]["actualQueryCost"] is None
    time.sleep(0.2)
    assert shop.data("{ shop { name plan { shopifyPlus } } }")


def test_what_was_not_found_is_given_back(shop: Shop):
    body = shop.ask("{ orders(first: 250) { nodes { customer { id } } } }").json()
    assert body["extensions"]["cost"]["requestedQueryCost"] == 24
    assert body["extensions"]["cost"]["actualQueryCost"] == 2
