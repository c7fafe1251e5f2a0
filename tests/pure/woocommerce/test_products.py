"""Whole products with their variations."""

import json
from decimal import Decimal

from .shop import answer, params, path, refusal, shop
from .test_catalogue import DATE, product, variable, variation

TERMS = {"currency": "EUR", "prices_include_tax": True, "weight_unit": "g", "dimension_unit": "m"}
WHOLE = {
    "description": "<p>Un café.</p>\n",
    "short_description": "<p>Court.</p>",
    "regular_price": "9.90",
    "sale_price": "",
    "weight": "250",
    "dimensions": {"length": "0.1", "width": "0.2", "height": ""},
    "categories": [{"id": 1, "name": "Caf&eacute;s", "slug": "cafes"}],
    "images": [{"id": 5, "src": "https://cafe.example/a.jpg"}],
    "attributes": [],
}
SIZES = [
    {"id": 3, "name": "Taille", "variation": True, "options": ["2", "4"]},
    {"id": 0, "name": "Couleur", "variation": True, "options": ["Brun"]},
    {"id": 0, "name": "Matière", "variation": False, "options": ["Papier"]},
]
FOUR = [{"id": 3, "name": "Taille", "option": "4"}, {"id": 0, "name": "couleur", "option": "Brun"}]


def of(variations=(), terms=TERMS, **changes):
    """The Product of a payload."""
    kind = {"variations": [1]} if variations else {}
    body = {"product": product(**WHOLE | kind | changes), "terms": terms}
    with shop() as (woo, _wire):
        return woo.read_product(json.dumps(body | {"variations": list(variations)}).encode())


def one(terms=TERMS, **changes):
    return of(terms=terms, **changes).variants[0]


def sold(**changes):
    """A variation of a product of sizes and colours."""
    return variation(**{"attributes": FOUR, **changes})


SETTINGS = [
    answer([{"id": "woocommerce_currency", "value": "CHF"}]),
    answer([{"id": "woocommerce_weight_unit", "value": "lbs"}]),
    answer([{"id": "woocommerce_prices_include_tax", "value": "no"}]),
]


def pull(*replies):
    """The pages of a listing, and the paths that were asked for after the settings."""
    with shop(*SETTINGS, *replies) as (woo, wire):
        return list(woo.pull_products({})), [path(asked) for asked in wire.asked[3:]]


def test_a_simple_product_has_one_variant_without_options():
    assert [(v.external_id, v.options) for v in of().variants] == [("93", ())]


def test_a_name_is_without_entities():
    assert of().name == "Café & thé"


def test_the_description_is_the_long_one():
    assert of().description == "<p>Un café.</p>"


def test_without_a_long_description_it_is_the_short_one():
    assert of(description="").description == "<p>Court.</p>"


def test_the_category_of_products_without_one_is_not_told():
    assert of(categories=[{"id": 15, "name": "Non classé", "slug": "non-classe"}]).categories == ()


def test_what_does_not_say_whether_it_is_counted_is_not_called_uncounted():
    assert [one.is_stock_managed for one in of(manage_stock=None).variants] == [None]


def test_categories_and_pictures_are_told():
    assert (of().categories, of().images) == (("Cafés",), ("https://cafe.example/a.jpg",))


def test_the_shops_terms_are_told():
    assert (of().currency, of().taxes_included) == ("EUR", True)


def test_a_weight_is_in_kilograms():
    assert one().weight == Decimal("0.25")


def test_sizes_are_in_centimetres():
    assert (one().length, one().width, one().height) == (Decimal(10), Decimal(20), None)


def test_a_weight_in_an_unknown_unit_is_none():
    assert one(terms={}).weight is None


def test_the_regular_price_is_told_apart_from_the_sale_price():
    found = one(sale_price="8.00", price="8.00")
    assert (found.price, found.sale_price) == (Decimal("9.90"), Decimal("8.00"))


def test_a_virtual_product_is_not_shipped():
    assert one(virtual=True).requires_shipping is False


def test_a_draft_is_not_offered():
    assert of(status="draft").active is False


def test_a_variation_is_a_variant_by_its_options():
    found = of([sold()], attributes=SIZES)
    assert found.variants[0].options == (("Taille", "4"), ("Couleur", "Brun"))


def test_a_variation_is_called_after_its_options():
    assert of([sold()], attributes=SIZES).variants[0].name == "Café & thé - 4, Brun"


def test_an_option_that_stands_for_any_is_empty():
    found = of([sold(attributes=FOUR[:1])], attributes=SIZES)
    assert found.variants[0].options[1] == ("Couleur", "")


def test_a_variation_has_the_weight_of_its_product_where_it_has_none():
    assert of([sold(weight="")], attributes=SIZES).variants[0].weight == Decimal("0.25")


def test_a_variation_that_is_switched_off_is_left_out():
    found = of([sold(), sold(number=24, status="private")], attributes=SIZES)
    assert [variant.external_id for variant in found.variants] == ["23"]


def test_lists_where_objects_were_meant_are_read():
    found = one(dimensions=[], image=[], attributes=[])
    assert (found.length, found.image) == (None, "")


def test_a_page_costs_one_call_and_one_for_each_variable_product():
    found = [product(1), variable(2), product(3, type="grouped")]
    pages, asked = pull(answer(found, 3, **DATE), answer([variation()], 1))
    assert asked == ["products", "products/2/variations"]
    assert [item.external_id for page in pages for item in page.items] == ["1", "2"]


def test_a_variable_product_is_one_item_with_its_variations():
    pages, _asked = pull(answer([variable()], 1, **DATE), answer([variation()], 1))
    body = json.loads(pages[0].items[0].body)
    assert [one["id"] for one in body["variations"]] == [23]


def test_products_are_read_again_many_a_call():
    with shop(answer([product(1), product(2)]), memory={"terms": {}}) as (woo, wire):
        found = woo.pull_products_by_id(["1", "2", "3"])
    assert ([item.external_id for item in found], len(wire.asked)) == (["1", "2"], 1)
    assert params(wire.asked[0])["include"] == "1,2,3"


def test_the_shops_terms_are_asked_for_once_a_listing():
    replies = [answer([product(**WHOLE)], 1, **DATE), answer([product(**WHOLE)])]
    with shop(*SETTINGS, *replies) as (woo, _wire):
        [page] = woo.pull_products({})
        again = woo.pull_products_by_id(["93"])
        found = woo.read_product(page.items[0].body)
        assert again[0].body == page.items[0].body
    assert (found.currency, found.taxes_included) == ("CHF", False)
    assert found.variants[0].weight == Decimal("113.3980925")


def test_a_key_that_may_not_see_the_settings_brings_products_all_the_same():
    denied = [refusal(403, "woocommerce_rest_cannot_view")] * 3
    with shop(*denied, answer([product(**WHOLE)], 1, **DATE)) as (woo, _wire):
        [page] = woo.pull_products({})
        found = woo.read_product(page.items[0].body)
    assert (found.currency, found.taxes_included, found.variants[0].weight) == ("", None, None)
