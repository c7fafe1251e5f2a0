"""What the shop charges at home is read from its table of rates, by the product's tax class."""

from decimal import Decimal

import msgspec
import pytest

from odoo.addons.omni_channel.channels.woocommerce.payload import Product
from odoo.addons.omni_channel.channels.woocommerce.tax_rates import Rate, home_rates, percent

from .shop import answer, refusal, shop

FRANCE = {"woocommerce_calc_taxes": "yes", "woocommerce_default_country": "FR"}
TEXAS = {"woocommerce_calc_taxes": "yes", "woocommerce_default_country": "US:TX"}


def rate(percentage, country="FR", **more):
    return {"rate": percentage, "country": country, "class": "standard", **more}


def rates(*rows, options=FRANCE):
    """Return the rates at home of a shop with these rows in its table."""
    with shop(answer(list(rows))) as (woo, _wire):
        return home_rates(woo.rest, options)


def test_each_class_has_the_rate_of_the_shop_s_country():
    rows = rate("20.0000"), rate("5.5000", **{"class": "reduced-rate"}), rate("19.0000", "DE")
    assert rates(*rows) == {"standard": "20", "reduced-rate": "5.5"}


def test_a_rate_of_every_country_holds_where_the_country_has_none():
    assert rates(rate("10.0000", ""), options=TEXAS) == {"standard": "10"}


def test_the_country_s_own_rate_wins_of_two_of_one_priority():
    assert rates(rate("10.0000", ""), rate("20.0000")) == {"standard": "20"}


def test_rates_of_two_priorities_add_up():
    rows = rate("6.2500", "US", state="TX"), rate("2.0000", "US", priority=2)
    assert rates(*rows, options=TEXAS) == {"standard": "8.25"}


@pytest.mark.parametrize("place", [{"postcode": "20*"}, {"cities": ["AJACCIO"]}, {"state": "2A"}])
def test_a_rate_of_a_part_of_the_country_is_not_the_country_s(place):
    assert rates(rate("2.1000", **place)) == {}


def test_a_class_with_a_rate_on_top_of_another_is_not_told():
    assert rates(rate("9.0000"), rate("5.0000", priority=2, compound=True)) == {}


def test_a_shop_that_reckons_no_taxes_is_not_asked():
    with shop() as (woo, wire):
        assert home_rates(woo.rest, {**FRANCE, "woocommerce_calc_taxes": "no"}) == {}
        assert wire.asked == []


def test_a_key_that_may_not_see_them_knows_none():
    with shop(refusal(403, "woocommerce_rest_cannot_view")) as (woo, _wire):
        assert home_rates(woo.rest, FRANCE) == {}


def test_a_table_of_thousands_is_not_read_to_its_end():
    page = answer([rate("7.0000", "US", postcode=str(n)) for n in range(100)])
    with shop(page, page, page) as (woo, wire):
        assert (home_rates(woo.rest, TEXAS), len(wire.asked)) == ({}, 3)


def test_the_table_is_read_page_by_page():
    first = answer([rate("7.0000", "DE")] * 100)
    with shop(first, answer([rate("20.0000")])) as (woo, _wire):
        assert home_rates(woo.rest, FRANCE) == {"standard": "20"}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"tax_status": "taxable", "tax_class": ""}, Decimal(20)),
        ({"tax_status": "taxable", "tax_class": "reduced-rate"}, Decimal("5.5")),
        ({"tax_status": "none", "tax_class": ""}, Decimal(0)),
        ({"tax_status": "shipping", "tax_class": ""}, Decimal(0)),
        ({"tax_status": "taxable", "tax_class": "books"}, None),
        ({}, Decimal(20)),
    ],
)
def test_a_product_bears_the_rate_of_its_class(told, expected):
    known = {"standard": "20", "reduced-rate": "5.5"}
    assert percent(Product(id=1, **told), known) == expected


def test_where_no_rates_are_known_nothing_is_said_of_a_product():
    assert percent(Product(id=1, tax_status="none"), {}) is None


def test_a_rate_is_read_as_the_vendor_describes_it():
    row = {"id": 1, "country": "FR", "rate": "20.0000", "class": "standard", "postcodes": []}
    assert not msgspec.convert(row, Rate).is_local
