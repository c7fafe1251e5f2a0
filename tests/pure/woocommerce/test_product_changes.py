"""Products out: what is told is set, all else stays; variations below their product."""

from decimal import Decimal

from odoo.addons.omni_base.core.documents import Product, ProductChange, Variant

from .shop import answer, path, refusal, shop

SETTINGS = (
    answer([{"id": "woocommerce_currency", "value": "EUR"}]),
    answer([{"id": "woocommerce_weight_unit", "value": "g"}]),
    answer([]),
)


def change(number="12", *variants, **values):
    values = {"name": "", **values}
    return ProductChange(
        key=number, product=Product(external_id=number, variants=variants, **values)
    )


def batch(*numbers):
    return answer({"update": [{"id": number} for number in numbers]})


def push(changes, *replies):
    """Return (outcomes, what was sent below the settings)."""
    with shop(*SETTINGS, *replies) as (woo, wire):
        outcomes = woo.push_products(list(changes))
    return outcomes, wire.asked[len(SETTINGS) :]


def sent(asked):
    return [(path(one), one.json["update"]) for one in asked if one.method == "POST"]


def test_only_what_is_told_is_named():
    _outcomes, asked = push([change(name="Tasse")], batch(12))
    assert sent(asked) == [("products/batch", [{"id": 12, "name": "Tasse"}])]


def test_a_simple_product_s_own_fields_are_told_with_it():
    cup = Variant(external_id="12", sku="CUP", barcode="3760000000017", weight=Decimal("0.25"))
    _outcomes, asked = push([change("12", cup, name="Tasse")], batch(12))
    fields = {"sku": "CUP", "global_unique_id": "3760000000017", "weight": "250"}
    assert sent(asked) == [("products/batch", [{"id": 12, "name": "Tasse", **fields}])]


def test_a_shop_that_keeps_no_barcodes_is_said_so():
    cup = Variant(external_id="12", barcode="3760000000017")
    outcomes, _asked = push([change("12", cup)], batch(12))
    assert (outcomes[0].state, "9.2" in outcomes[0].reason) == ("rejected", True)


def test_a_barcode_that_the_shop_took_is_told():
    cup = Variant(external_id="12", barcode="3760000000017")
    kept = answer({"update": [{"id": 12, "global_unique_id": "3760000000017"}]})
    outcomes, _asked = push([change("12", cup)], kept)
    assert outcomes[0].state == "done"


def test_an_sku_that_the_shop_keeps_otherwise_is_said():
    cup = Variant(external_id="12", sku="CUP-1")
    outcomes, _asked = push([change("12", cup)], answer({"update": [{"id": 12, "sku": "CUP1"}]}))
    assert (outcomes[0].state, "“CUP1”" in outcomes[0].reason) == ("rejected", True)


def test_variations_are_told_below_their_product():
    blue = Variant(external_id="13", sku="CUP-B")
    _outcomes, asked = push([change("12", blue)], batch(13))
    assert sent(asked) == [("products/12/variations/batch", [{"id": 13, "sku": "CUP-B"}])]


def test_many_products_are_one_call():
    changes = [change(str(number), name="x") for number in range(1, 21)]
    _outcomes, asked = push(changes, batch(*range(1, 21)))
    assert len(asked) == 1


def test_an_error_of_a_variation_is_its_product_s():
    blue = Variant(external_id="13", sku="CUP-B")
    error = {"id": 13, "error": {"code": "product_invalid_sku", "message": "Duplicated SKU."}}
    changes = [change("12", blue, name="Tasse"), change("14", name="Bol")]
    outcomes, _asked = push(changes, batch(12, 14), answer({"update": [error]}))
    assert [one.state for one in outcomes] == ["rejected", "done"]
    assert "Duplicated SKU" in str(outcomes[0].reason)


def test_a_category_is_added_to_those_that_are_there():
    found = answer([{"id": 5, "name": "Mugs &amp; cups"}])
    own = answer([{"id": 12, "categories": [{"id": 3, "name": "New"}]}])
    _outcomes, asked = push([change(categories=("mugs & cups",))], found, own, batch(12))
    assert sent(asked) == [("products/batch", [{"id": 12, "categories": [{"id": 3}, {"id": 5}]}])]


def test_a_category_that_the_shop_has_not_is_not_made():
    own = answer([{"id": 12, "categories": []}])
    outcomes, asked = push([change(categories=("Mugs",))], answer([]), own)
    assert (sent(asked), outcomes[0].state) == ([], "done")


def test_a_weight_in_a_unit_that_is_not_known_is_not_guessed():
    cup = Variant(external_id="12", weight=Decimal(1))
    forbidden = refusal(403, "woocommerce_rest_cannot_view")
    with shop(forbidden, forbidden, forbidden) as (woo, _wire):
        (outcome,) = woo.push_products([change("12", cup)])
    assert (outcome.state, "unit of weight" in outcome.reason) == ("rejected", True)
