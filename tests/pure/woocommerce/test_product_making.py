"""A new product: asked for first, made once, a draft, with its variations and picture."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Product, ProductOffer, Variant
from odoo.addons.omni_base.core.errors import UnknownOutcome

from tests.pure.wire import Reply

from .shop import answer, params, path, refusal, shop

SETTINGS = (
    answer([{"id": "woocommerce_currency", "value": "EUR"}]),
    answer([{"id": "woocommerce_weight_unit", "value": "kg"}]),
    answer([]),
)
OURS = [{"id": 1, "key": "_omni_reference", "value": "ref"}]


def offer(*variants, **values):
    variants = variants or (Variant(external_id="7", sku="CUP", price=Decimal("12.5")),)
    product = Product(external_id="", name="Tasse", variants=variants, **values)
    return ProductOffer(key="1", reference="ref", product=product)


def product(**values):
    shown = {"id": 50, "name": "Tasse", "status": "draft", "sku": "CUP", "manage_stock": True}
    return {**shown, "meta_data": OURS, "images": [], **values}


def push(wanted, *replies):
    """Return (outcome, the requests below the settings)."""
    with shop(*SETTINGS, *replies) as (woo, wire):
        outcome = woo.push_new_product(wanted)
    return outcome, wire.asked[len(SETTINGS) :]


NONE, MADE, SHOWN = answer([]), answer(product()), answer([product()])


def test_a_product_is_made_as_a_draft_with_our_reference():
    outcome, asked = push(offer(), NONE, NONE, MADE, SHOWN)
    made = asked[2].json
    assert (path(asked[2]), made["status"], made["type"]) == ("products", "draft", "simple")
    assert made["meta_data"] == [{"key": "_omni_reference", "value": "ref"}]
    assert (made["regular_price"], made["sku"]) == ("12.50", "CUP")
    assert (outcome.state, outcome.external_id) == ("done", "50")


def test_what_was_made_becomes_its_listing():
    outcome, _asked = push(offer(), NONE, NONE, MADE, SHOWN)
    (made,) = outcome.made
    assert (made.key, made.listing.external_id, made.listing.stock_id) == ("7", "50", "50")


def test_the_shop_is_asked_before_by_name_and_then_by_sku():
    _outcome, asked = push(offer(), NONE, NONE, MADE, SHOWN)
    assert params(asked[0])["search"] == "Tasse"
    assert params(asked[1])["sku"] == "CUP"


def test_what_an_earlier_try_made_is_not_made_again():
    outcome, asked = push(offer(), answer([product()]), SHOWN)
    assert outcome.external_id == "50"
    assert [one.method for one in asked] == ["GET", "GET"]


def test_a_product_of_the_same_name_that_is_not_ours_is_another_one():
    stranger = product(id=40, meta_data=[], sku="")
    _outcome, asked = push(offer(), answer([stranger]), NONE, MADE, SHOWN)
    assert asked[2].method == "POST"


def test_a_sku_that_the_shop_has_is_left_alone():
    outcome, asked = push(offer(), NONE, answer([product(meta_data=[])]))
    assert (outcome.state, "CUP" in str(outcome.reason)) == ("rejected", True)
    assert all(one.method == "GET" for one in asked)


def test_without_an_answer_it_is_looked_for_before_anything_is_made_again():
    with pytest.raises(UnknownOutcome):
        push(offer(), NONE, NONE, Reply(b'{"id": 5', cut=True))


def variant(key, colour, **values):
    return Variant(external_id=key, sku=f"CUP-{key}", options=(("Colour", colour),), **values)


TWO = (variant("7", "White"), variant("8", "Blue"))


def variation(number, key, ours="ref"):
    reference = [{"id": 1, "key": "_omni_reference", "value": f"{ours}/{key}"}]
    shown = {"id": number, "status": "publish", "sku": f"CUP-{key}", "attributes": []}
    return {**shown, "meta_data": reference}


def test_variants_are_variations_with_their_attributes():
    both = answer([variation(51, "7"), variation(52, "8")])
    outcome, asked = push(offer(*TWO), NONE, NONE, NONE, MADE, NONE, answer({}), SHOWN, both)
    assert asked[3].json["attributes"] == [
        {"name": "Colour", "options": ["White", "Blue"], "variation": True, "visible": True}
    ]
    create = asked[5].json["create"]
    assert path(asked[5]) == "products/50/variations/batch"
    assert [one["attributes"] for one in create] == [
        [{"name": "Colour", "option": "White"}],
        [{"name": "Colour", "option": "Blue"}],
    ]
    assert [(one.key, one.listing.stock_id) for one in outcome.made] == [
        ("7", "50/51"),
        ("8", "50/52"),
    ]


def test_an_attribute_that_the_shop_shares_is_called_by_its_number():
    shared = answer([{"id": 3, "name": "colour"}])
    both = answer([variation(51, "7"), variation(52, "8")])
    _outcome, asked = push(offer(*TWO), NONE, NONE, shared, MADE, NONE, answer({}), SHOWN, both)
    assert asked[3].json["attributes"][0]["id"] == 3
    assert asked[5].json["create"][0]["attributes"] == [{"id": 3, "option": "White"}]


def test_only_the_variations_that_are_missing_are_made():
    one, both = answer([variation(51, "7")]), answer([variation(51, "7"), variation(52, "8")])
    _outcome, asked = push(offer(*TWO), SHOWN, NONE, one, answer({}), SHOWN, both)
    assert [row["sku"] for row in asked[3].json["create"]] == ["CUP-8"]


def test_a_reference_may_have_a_slash_of_its_own():
    wanted = replace(offer(*TWO), reference="db/ref")
    known = product(meta_data=[{"id": 1, "key": "_omni_reference", "value": "db/ref"}])
    both = answer([variation(51, "7", "db/ref"), variation(52, "8", "db/ref")])
    outcome, _asked = push(wanted, answer([known]), NONE, both, answer([known]), both)
    assert [one.key for one in outcome.made] == ["7", "8"]


def test_the_shop_fetches_the_picture_afterwards():
    address = "https://odoo.example/web/image/a.jpg?access_token=x"
    _outcome, asked = push(offer(images=(address,)), NONE, NONE, MADE, MADE, SHOWN)
    assert (path(asked[3]), asked[3].json) == ("products/50", {"images": [{"src": address}]})


def test_a_picture_that_cannot_be_fetched_costs_only_itself():
    refused = refusal(400, "woocommerce_product_image_upload_error", "Error getting remote image")
    outcome, _asked = push(offer(images=("https://x/a.jpg",)), NONE, NONE, MADE, refused, SHOWN)
    assert (outcome.state, "remote image" in str(outcome.reason)) == ("done", True)
