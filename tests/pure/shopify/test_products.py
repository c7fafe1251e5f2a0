"""Whole products with their variants."""

from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.errors import MappingError

from .shop import answer, connection, shop

TERMS = {"currencyCode": "EUR", "taxesIncluded": True}


def variant(number=1, size="250 g", **changes):
    return {
        "id": f"gid://shopify/ProductVariant/{number}",
        "title": size,
        "sku": f"CAF-{number}",
        "barcode": "376",
        "price": "9.90",
        "compareAtPrice": None,
        "selectedOptions": [{"name": "Poids", "value": size}],
        "inventoryItem": {
            "requiresShipping": True,
            "measurement": {"weight": {"unit": "GRAMS", "value": 270.0}},
        },
        **changes,
    }


def product(*variants, number=5, end=None, **changes):
    return {
        "id": f"gid://shopify/Product/{number}",
        "title": "Café",
        "descriptionHtml": "<p>Doux.</p>",
        "productType": "Cafés",
        "status": "ACTIVE",
        "updatedAt": "2026-07-01T10:00:00Z",
        "onlineStoreUrl": None,
        "featuredMedia": None,
        "variants": connection(list(variants or (variant(),)), end),
        **changes,
    }


def listed(nodes, end=None):
    return answer({"shop": TERMS, "products": connection(nodes, end)})


def more(nodes, end=None):
    return answer({"product": {"variants": connection(nodes, end)}})


def of(*variants, **changes):
    with shop(listed([product(*variants, **changes)])) as (adapter, _wire):
        (page,) = adapter.pull_products({})
        return adapter.read_product(page.items[0].body)


def one(**changes):
    return of(variant(**changes)).variants[0]


def test_a_product_is_told_with_the_shops_terms():
    found = of()
    assert (found.external_id, found.name, found.description, found.categories) == (
        "5",
        "Café",
        "<p>Doux.</p>",
        ("Cafés",),
    )
    assert (found.currency, found.taxes_included) == ("EUR", True)


def test_a_variant_is_told_by_its_options():
    assert (one().external_id, one().name, one().options) == (
        "1",
        "Café - 250 g",
        (("Poids", "250 g"),),
    )


def test_a_product_without_options_has_one_variant_with_its_own_name():
    found = one(size="Default Title")
    assert (found.name, found.options) == ("Café", ())


def test_a_weight_is_in_kilograms():
    assert one().weight == Decimal("0.27")


@pytest.mark.parametrize(
    "measurement", [None, {"weight": None}, {"weight": {"unit": "GRAMS", "value": 0}}]
)
def test_what_nobody_weighed_has_no_weight(measurement):
    item = {"requiresShipping": True, "measurement": measurement}
    assert one(inventoryItem=item).weight is None


def test_a_weight_in_an_unknown_unit_is_refused_by_its_name():
    item = {"measurement": {"weight": {"unit": "STONES", "value": 3}}}
    with pytest.raises(MappingError, match="STONES"):
        one(inventoryItem=item)


def test_a_reduced_price_is_told_apart_from_the_regular_one():
    found = one(compareAtPrice="12.00")
    assert (found.price, found.sale_price) == (Decimal("12.00"), Decimal("9.90"))


def test_a_price_to_compare_with_that_is_lower_is_none():
    found = one(compareAtPrice="5.00")
    assert (found.price, found.sale_price) == (Decimal("9.90"), None)


def test_what_is_not_shipped_says_so():
    assert one(inventoryItem={"requiresShipping": False}).requires_shipping is False


@pytest.mark.parametrize(("status", "active"), [("ACTIVE", True), ("DRAFT", False)])
def test_a_product_is_active_as_the_shop_says(status, active):
    assert of(status=status).active is active


def test_products_come_in_pages_of_one_call():
    script = (listed([product(), product(number=6)], "p1"), listed([product(number=7)]))
    with shop(*script) as (adapter, wire):
        pages = list(adapter.pull_products({}))
    assert [[item.external_id for item in page.items] for page in pages] == [["5", "6"], ["7"]]
    assert [asked.variables["after"] for asked in wire.asked] == [None, "p1"]


def test_a_later_listing_asks_for_changes():
    with shop(listed([])) as (adapter, wire):
        list(adapter.pull_products({"since": "2026-07-01T10:00:00Z"}))
    assert wire.asked[0].variables["query"] == "updated_at:>='2026-07-01T09:55:00Z'"


def test_a_product_with_many_variants_is_read_to_the_end():
    script = (
        listed([product(variant(1), end="v1")]),
        more([variant(2, "500 g")], "v2"),
        more([variant(3, "1 kg")]),
    )
    with shop(*script) as (adapter, wire):
        (page,) = adapter.pull_products({})
        found = adapter.read_product(page.items[0].body)
    assert [one.external_id for one in found.variants] == ["1", "2", "3"]
    assert [asked.variables["after"] for asked in wire.asked[1:]] == ["v1", "v2"]


def test_a_product_that_went_while_its_variants_were_read_is_what_was_read():
    script = (listed([product(end="v1")]), answer({"product": None}))
    with shop(*script) as (adapter, _wire):
        (page,) = adapter.pull_products({})
        assert len(adapter.read_product(page.items[0].body).variants) == 1


def test_products_are_read_again_by_id_without_those_that_are_gone():
    with shop(answer({"shop": TERMS, "nodes": [product(), None]})) as (adapter, wire):
        found = adapter.pull_products_by_id(["5", "6"])
    assert [item.external_id for item in found] == ["5"]
    assert wire.asked[0].variables["ids"] == ["gid://shopify/Product/5", "gid://shopify/Product/6"]


def test_a_product_that_is_asked_for_twice_comes_once():
    with shop(answer({"shop": TERMS, "nodes": [product()]})) as (adapter, wire):
        adapter.pull_products_by_id(["5", "5"])
    assert wire.asked[0].variables["ids"] == ["gid://shopify/Product/5"]


def test_what_a_listing_and_a_reading_by_id_bring_is_the_same():
    with shop(listed([product()]), answer({"shop": TERMS, "nodes": [product()]})) as (adapter, _):
        (page,) = adapter.pull_products({})
        assert adapter.pull_products_by_id(["5"])[0] == page.items[0]


def test_the_first_picture_is_told():
    media = {"preview": {"image": {"url": "https://cdn.example/a.jpg"}}}
    assert of(featuredMedia=media).images == ("https://cdn.example/a.jpg",)


@pytest.mark.parametrize("media", [None, {"preview": None}, {"preview": {"image": None}}])
def test_a_product_without_a_ready_picture_tells_none(media):
    assert of(featuredMedia=media).images == ()
