"""A delivery of a product that is as it was read last tells nothing new."""

import json

import pytest

from odoo.addons.omni_channel.channels.woocommerce import products
from odoo.addons.omni_channel.channels.woocommerce.marks import told_in

SIMPLE = {
    "id": 50,
    "name": "Tasse",
    "type": "simple",
    "status": "publish",
    "sku": "TAS",
    "price": "24.00",
    "regular_price": "24.00",
    "sale_price": "",
    "description": "<p>En grès</p>",
    "short_description": "",
    "manage_stock": True,
    "stock_quantity": 12,
    "virtual": False,
    "weight": "0.35",
    "dimensions": {"length": "8", "width": "8", "height": "9"},
    "attributes": [],
    "categories": [{"id": 3, "name": "Vaisselle", "slug": "vaisselle"}],
    "images": [{"id": 9, "src": "https://x.example/a.jpg", "date_modified": "2026-07-01"}],
    "variations": [],
}
CHOSEN = [{"id": 4, "name": "Poids", "slug": "pa_poids", "option": "250 g"}]
VARIATION = {
    "id": 61,
    "status": "publish",
    "sku": "CAF-250",
    "price": "9.90",
    "regular_price": "9.90",
    "sale_price": "",
    "manage_stock": True,
    "stock_quantity": 60,
    "virtual": False,
    "weight": "0.27",
    "dimensions": {"length": "", "width": "", "height": ""},
    "attributes": CHOSEN,
}


def read(product, *variations):
    found = {"terms": {}, "product": product, "variations": list(variations)}
    return products.read_product(json.dumps(found).encode())


def delivered(topic="product.updated", **product):
    return told_in(topic, json.dumps({**SIMPLE, **product}).encode())


def test_another_stock_is_nothing_new():
    told = delivered(stock_quantity=3, stock_status="instock", date_modified_gmt="2026-07-09")
    assert told.mark == read(SIMPLE).mark == read(SIMPLE).variants[0].mark


def test_the_stock_that_is_shown_is_told():
    assert (delivered(stock_quantity=3).thing, delivered(stock_quantity=3).quantity) == ("50", 3)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Grande tasse"},
        {"regular_price": "25.00"},
        {"sale_price": "20.00"},
        {"description": "<p>En porcelaine</p>"},
        {"status": "draft"},
        {"sku": "TAS-2"},
        {"weight": "0.40"},
        {"categories": [{"id": 4, "name": "Thé"}]},
        {"images": [{"id": 10, "src": "https://x.example/b.jpg"}]},
        {"dimensions": {"length": "9", "width": "8", "height": "9"}},
        {"variations": [70]},
    ],
)
def test_whatever_is_read_is_something_new(change):
    assert delivered(**change).mark != read(SIMPLE).mark


def test_what_comes_back_from_the_bin_is_read_again():
    assert delivered("product.restored") is None


def test_a_variation_has_one_mark_in_both_of_its_forms():
    """As a product it has a whole name, its picture in a list, its product's words."""
    picture = {"id": 9, "src": "https://x.example/c.jpg"}
    variable = {**SIMPLE, "id": 60, "type": "variable", "attributes": [{**CHOSEN[0]}]}
    known = read(variable, {**VARIATION, "image": picture}).variants[0].mark
    rung = {**VARIATION, "type": "variation", "parent_id": 60, "name": "Café - 250 g"}
    rung |= {"images": [picture], "description": "<p>Doux</p>", "variations": []}
    told = told_in("product.updated", json.dumps(rung).encode())
    assert (told.thing, told.mark) == ("61", known)


def test_another_price_of_a_variation_is_something_new():
    variable = {**SIMPLE, "id": 60, "type": "variable"}
    known = read(variable, VARIATION).variants[0].mark
    rung = {**VARIATION, "type": "variation", "parent_id": 60, "regular_price": "10.90"}
    assert told_in("product.updated", json.dumps(rung).encode()).mark != known


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"id": "x"}', b'{"id": 5, "images": 7}'])
def test_an_odd_delivery_only_rings(body):
    assert told_in("product.updated", body) is None
