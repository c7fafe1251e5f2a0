"""Products and their variations as listings."""

import json
from decimal import Decimal

import pytest

from .shop import answer, params, path, refusal, shop

DATE = {"Date": "Wed, 01 Jul 2026 10:00:00 GMT"}
PRODUCT = {
    "id": 93,
    "name": "Café &amp; thé",
    "type": "simple",
    "status": "publish",
    "sku": "CAF-250",
    "global_unique_id": "3760000000017",
    "price": "9.90",
    "manage_stock": True,
    "stock_quantity": 12,
    "permalink": "https://cafe.example/cafe",
    "variations": [],
    "date_modified_gmt": "2026-06-01T10:00:00",
}
VARIATION = {
    "id": 23,
    "name": "4",
    "status": "publish",
    "sku": "FIL-4",
    "price": "3.00",
    "manage_stock": True,
    "stock_quantity": 7,
    "attributes": [{"id": 0, "name": "Taille", "option": "4"}],
}
FULL = {}
LATER = {"since": "2026-07-01T10:00:00Z", "full": "2026-06-29T10:00:00Z"}
WEEK = {"since": "2026-07-01T10:00:00Z", "full": "2026-06-20T10:00:00Z"}


def product(number=93, **changes):
    return {**PRODUCT, "id": number, **changes}


def variable(number=22, **changes):
    return product(number, name="Filtre", type="variable", sku="", variations=[23], **changes)


def variation(number=23, **changes):
    return {**VARIATION, "id": number, **changes}


def pull(*replies, cursor=FULL):
    with shop(*replies, memory={"currency": "EUR"}) as (woo, wire):
        return list(woo.pull_listings(dict(cursor))), wire


def read(*replies):
    with shop(*replies, memory={"currency": "EUR"}) as (woo, _wire):
        items = [item for page in woo.pull_listings({}) for item in page.items]
        return [woo.read_listing(item.body) for item in items]


def of(**changes):
    return read(answer([product(**changes)], 1, **DATE))[0]


def of_variation(parent=None, **changes):
    return read(answer([parent or variable()], 1, **DATE), answer([variation(**changes)], 1))[0]


def test_a_simple_product_is_a_listing():
    assert (of().external_id, of().stock_id) == ("93", "93")


def test_a_variation_is_a_listing_of_its_product():
    found = of_variation()
    assert (found.external_id, found.parent_id, found.stock_id) == ("23", "22", "22/23")


def test_a_name_is_without_entities():
    assert of().name == "Café & thé"


def test_a_variation_is_called_after_its_product_and_its_options():
    assert of_variation().name == "Filtre - 4"


def test_the_global_number_is_the_barcode():
    assert of().barcode == "3760000000017"


def test_a_price_is_in_the_shops_currency():
    assert (of().price, of().currency) == (Decimal("9.90"), "EUR")


def test_a_product_without_a_price_has_none():
    assert of(price="").price is None


def test_the_currency_is_asked_for_once():
    replies = [answer({"code": "CHF"}), answer([product()], 1, **DATE)]
    with shop(*replies) as (woo, _wire):
        [page] = woo.pull_listings({})
        assert woo.read_listing(page.items[0].body).currency == "CHF"


def test_products_come_without_a_currency_too():
    denied = refusal(403, "woocommerce_rest_cannot_view")
    with shop(denied, denied, answer([product()], 1, **DATE)) as (woo, _wire):
        [page] = woo.pull_listings({})
        assert woo.read_listing(page.items[0].body).currency == ""


def test_part_of_a_piece_cannot_be_sold():
    assert of(stock_quantity="7.8").quantity == 7


def test_where_nothing_is_counted_there_is_no_quantity():
    found = of(manage_stock=False, stock_quantity=None)
    assert (found.quantity, found.is_stock_managed) == (None, False)


def test_a_variation_that_its_product_counts_is_not_counted_itself():
    assert of_variation(manage_stock="parent").is_stock_managed is False


def test_a_draft_is_not_offered():
    assert of(status="draft").active is False


def test_a_variation_of_a_draft_is_not_offered():
    assert of_variation(variable(status="draft")).active is False


def test_groups_and_goods_of_others_are_left_out():
    groups = [product(1, type="grouped"), product(2, type="external")]
    assert read(answer(groups, 2, **DATE)) == []


def test_a_variable_product_without_variations_is_left_out():
    assert read(answer([product(type="variable")], 1, **DATE)) == []


def test_a_page_costs_one_call_and_one_for_each_variable_product():
    found = [product(1), variable(2), product(3)]
    _pages, wire = pull(answer(found, 3, **DATE), answer([variation()], 1))
    assert [path(one) for one in wire.asked] == ["products", "products/2/variations"]


def test_more_than_a_hundred_variations_are_all_read():
    first = [variation(number) for number in range(1, 101)]
    replies = [answer([variable()], 1, **DATE), answer(first, 101), answer([variation(101)], 101)]
    pages, _wire = pull(*replies)
    assert len(pages[0].items) == 101


def test_the_first_listing_is_of_everything():
    _pages, wire = pull(answer([], 0, **DATE))
    assert "modified_after" not in params(wire.asked[0])


def test_a_later_listing_is_of_what_changed():
    _pages, wire = pull(answer([], 0, **DATE), cursor=LATER)
    assert params(wire.asked[0])["modified_after"] == "2026-07-01T09:55:00"


def test_after_a_week_everything_is_read_again():
    _pages, wire = pull(answer([], 0, **DATE), cursor=WEEK)
    assert "modified_after" not in params(wire.asked[0])


def test_the_next_listing_starts_from_the_shops_clock_when_this_one_began():
    pages, _wire = pull(answer([], 0, **DATE))
    now = "2026-07-01T10:00:00Z"
    assert pages[-1].cursor == {"since": now, "full": now}


def test_a_listing_of_changes_is_no_full_one():
    pages, _wire = pull(answer([], 0, **DATE), cursor=LATER)
    assert pages[-1].cursor["full"] == LATER["full"]


def test_pages_overlap_so_that_a_deleted_product_hides_no_other():
    first = answer([product(number) for number in range(1, 51)], 60, **DATE)
    _pages, wire = pull(first, answer([product(60)], 49))
    assert params(wire.asked[1])["offset"] == "48"


def test_a_listing_goes_on_from_any_page():
    first = answer([product(number) for number in range(1, 51)], 51, **DATE)
    with shop(first, memory={"currency": "EUR"}) as (woo, _wire):
        page = next(iter(woo.pull_listings({})))
    pages, wire = pull(answer([product(51)], 49), cursor=json.loads(json.dumps(page.cursor)))
    assert (params(wire.asked[0])["offset"], pages[-1].more) == ("48", False)


def test_stock_is_in_one_place():
    with shop() as (woo, _wire):
        assert [place.external_id for place in woo.pull_locations()] == ["shop"]


def test_a_sale_is_told_with_its_dates():
    dates = {
        "date_on_sale_from_gmt": "2026-07-01T00:00:00",
        "date_on_sale_to_gmt": "2026-07-31T23:59:59",
    }
    [found] = read(answer([product(regular_price="9.90", sale_price="8.00", **dates)], 1, **DATE))
    assert (found.regular_price, found.sale_price) == (Decimal("9.90"), Decimal("8.00"))
    assert (found.sale_from.isoformat(), found.sale_to.isoformat()) == (
        "2026-07-01T00:00:00+00:00",
        "2026-07-31T23:59:59+00:00",
    )


def test_a_product_without_a_sale_has_none():
    [found] = read(answer([product(regular_price="9.90", sale_price="")], 1, **DATE))
    assert (found.sale_price, found.sale_from, found.sale_to) == (None, None, None)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("publish", "published"),
        ("draft", "draft"),
        ("pending", "pending"),
        ("private", "private"),
        ("future", "scheduled"),
        ("wc-of-a-plugin", "other"),
    ],
)
def test_a_status_is_its_state(status, state):
    [found] = read(answer([product(status=status)], 1, **DATE))
    assert (found.state, found.active) == (state, status == "publish")


def test_a_variation_of_a_draft_is_a_draft():
    [found] = read(answer([variable(status="draft")], 1, **DATE), answer([variation()], 1))
    assert found.state == "draft"


def test_a_variation_that_is_switched_off_is_private():
    [found] = read(answer([variable()], 1, **DATE), answer([variation(status="private")], 1))
    assert (found.state, found.active) == ("private", False)
