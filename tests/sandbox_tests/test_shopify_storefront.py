"""The storefront: a person orders, the same shop the app reads answers."""

import re

import requests

from tests.sandbox_tests.shopify_client import Shop

BUYER = {
    "action": "order",
    "email": "margaux@example.com",
    "phone": "+33 6 12 34 56 78",
    "shipping_first_name": "Margaux",
    "shipping_last_name": "Lefèvre",
    "shipping_address1": "27 rue des Martyrs",
    "shipping_zip": "75009",
    "shipping_city": "Paris",
    "other_billing": "1",
    "billing_first_name": "Margaux",
    "billing_last_name": "Lefèvre",
    "billing_company": "Studio Lefèvre",
    "billing_address1": "8 place Bellecour",
    "billing_zip": "69002",
    "billing_city": "Lyon",
    "code": "BIENVENUE10",
    "note": "Chez la gardienne",
    "delivery": "colissimo",
    "sku:CAF-SID-250": "2",
    "sku:TAS-SABLE": "1",
}


def order(shop, **typed):
    return requests.post(f"{shop.url}/shopify/commander", data={**BUYER, **typed}, timeout=5)


def page(shop, path):
    return requests.get(f"{shop.url}/shopify{path}", timeout=5).text


def test_an_order_from_the_page_is_in_the_feed(shop: Shop):
    assert order(shop).url.endswith("?merci=1")
    found = shop.data(
        "{ orders(first: 5) { nodes { name note phone discountCodes "
        "totalPriceSet { shopMoney { amount } } shippingAddress { city } "
        "billingAddress { city company } } } }"
    )
    assert found["orders"]["nodes"] == [
        {
            "name": "#1001",
            "note": "Chez la gardienne",
            "phone": "+33 6 12 34 56 78",
            "discountCodes": ["BIENVENUE10"],
            "totalPriceSet": {"shopMoney": {"amount": "46.32"}},
            "shippingAddress": {"city": "Paris"},
            "billingAddress": {"city": "Lyon", "company": "Studio Lefèvre"},
        }
    ]


def test_the_quote_is_what_the_order_then_costs(shop: Shop):
    quoted = order(shop, action="apply").text
    assert re.search(r'<span id="total">46,32\s€</span>', quoted)
    assert shop.data("{ ordersCount { count } }")["ordersCount"]["count"] == 0


def test_the_quote_shows_what_the_code_takes_off(shop: Shop):
    assert re.search(r"Remise BIENVENUE10</span><span>−4,38\s€", order(shop, action="apply").text)


def test_a_wrong_code_is_told_and_nothing_is_ordered(shop: Shop):
    answer = order(shop, code="NIMPORTE")
    assert (answer.status_code, "n’est pas valable" in answer.text) == (422, True)
    assert shop.data("{ ordersCount { count } }")["ordersCount"]["count"] == 0


def test_more_than_there_is_cannot_be_ordered(shop: Shop):
    answer = order(shop, **{"sku:CAF-SID-1000": "4"})
    assert "Il ne reste que 3" in answer.text


def test_a_missing_address_is_told(shop: Shop):
    assert order(shop, shipping_zip="").status_code == 422


def test_little_stock_is_counted_down_and_none_is_said(shop: Shop):
    assert "Plus que 3" in page(shop, "/")
    shop.control("shopify/stock", {"sku": "CAF-SID-1000", "available": 0})
    assert "Épuisé" in page(shop, "/")


def test_the_list_shows_orders_and_stock(shop: Shop):
    order(shop)
    listed = page(shop, "/commandes")
    assert "À expédier" in listed
    assert re.search(r'data-sku="TAS-SABLE".*?<td class="number">34</td>', listed, re.DOTALL)


def test_what_a_buyer_types_is_never_markup(shop: Shop):
    shown = order(shop, note="<script>alert(1)</script>").text
    assert "<script>alert(1)</script>" not in shown


def test_an_unknown_page_is_not_found(shop: Shop):
    assert requests.get(f"{shop.url}/shopify/nulle-part", timeout=5).status_code == 404
