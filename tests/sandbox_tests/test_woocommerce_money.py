"""Money as WooCommerce computes it; the figures are worked out by hand."""

from decimal import Decimal

import pytest

from tests.sandbox_tests.woocommerce_client import HOME, Woo

WITHOUT_TAX = {"prices_include_tax": False}


def abroad(country, **more):
    return {"shipping_address": {**HOME, "country": country, **more}}


def taxes(order):
    return {line["label"]: line["tax_total"] for line in order["tax_lines"]}


def test_a_price_with_tax_holds_its_tax(woo: Woo):
    order = woo.order(("TAS-SABLE", 1))
    (line,) = order["line_items"]
    assert (line["total"], line["total_tax"], order["total"]) == ("20.00", "4.00", "24.00")


def test_a_price_without_tax_has_it_added(woo: Woo):
    woo.shop("settings", **WITHOUT_TAX)
    order = woo.order(("TAS-SABLE", 1))
    assert (order["total"], order["total_tax"]) == ("28.80", "4.80")


def test_each_rate_has_its_own_line(woo: Woo):
    order = woo.order(("TAS-SABLE", 1), ("CAF-HUE-250", 2))
    assert taxes(order) == {"TVA 20 %": "4.00", "TVA 5,5 %": "1.09"}


def test_a_line_without_tax_has_none(woo: Woo):
    order = woo.order(("CARTE-30", 1))
    assert (order["total"], order["total_tax"], order["tax_lines"]) == ("30.00", "0.00", [])


def test_abroad_the_shops_own_tax_is_taken_out_and_theirs_put_in(woo: Woo):
    order = woo.order(("TAS-SABLE", 1), **abroad("BE"))
    assert (order["total"], taxes(order)) == ("24.20", {"TVA BE 21 %": "4.20"})


def test_where_no_rate_is_known_the_price_is_without_tax(woo: Woo):
    assert woo.order(("TAS-SABLE", 1), **abroad("CH"))["total"] == "20.00"


def test_two_rates_meet_on_one_line(woo: Woo):
    order = woo.order(("TAS-SABLE", 1), **abroad("CA", state="QC"))
    assert [t["total"] for t in order["line_items"][0]["taxes"]] == ["1", "1.995"]


def test_half_a_cent_of_tax_is_dropped_where_prices_include_tax(woo: Woo):
    order = woo.order(("TAS-SABLE", 1), **abroad("CA", state="QC"))
    assert taxes(order)["TVQ"] == "1.99"


def test_half_a_cent_of_tax_is_rounded_up_where_they_do_not(woo: Woo):
    woo.shop("settings", **WITHOUT_TAX)
    row = {"sku": "none", "price": "20.00", "quantity": 1}
    assert taxes(woo.order(lines=[row], **abroad("CA", state="QC")))["TVQ"] == "2.00"


def test_a_compound_rate_is_taken_on_the_other_tax_too(woo: Woo):
    woo.shop("settings", **WITHOUT_TAX)
    rates = [
        {"country": "FR", "rate": "10", "name": "A", "priority": 1},
        {"country": "FR", "rate": "10", "name": "B", "priority": 2, "compound": True},
    ]
    woo.shop("taxes", rates=rates, replace=True)
    order = woo.order(lines=[{"sku": "none", "price": "100", "quantity": 1}])
    assert taxes(order) == {"A": "10.00", "B": "11.00"}


def test_shipping_is_entered_without_tax_and_taxed(woo: Woo):
    order = woo.order(("TAS-SABLE", 1), shipping={"title": "Colissimo", "cost": "5.75"})
    found = (order["shipping_total"], order["shipping_tax"], order["total"])
    assert found == ("5.75", "1.15", "30.90")


def test_a_fee_is_entered_without_tax_and_taxed(woo: Woo):
    order = woo.order(("TAS-SABLE", 1), fees=[{"name": "Emballage", "amount": "2.50"}])
    assert (order["fee_lines"][0]["total_tax"], order["total"]) == ("0.50", "27.00")


def test_a_negative_fee_takes_its_share_of_every_tax(woo: Woo):
    lines = (("TAS-SABLE", 1), ("CAF-HUE-250", 2))
    order = woo.order(*lines, fees=[{"name": "Geste", "amount": "-5.00"}])
    assert order["fee_lines"][0]["total_tax"] == "-0.64"
    assert order["total"] == "39.36"


def test_a_percentage_comes_off_before_tax(woo: Woo):
    order = woo.order(("TAS-SABLE", 1), coupon="BIENVENUE10")
    found = (order["discount_total"], order["discount_tax"], order["total"])
    assert found == ("2.00", "0.40", "21.60")


def test_a_discounted_line_keeps_its_subtotal(woo: Woo):
    (line,) = woo.order(("TAS-SABLE", 1), coupon="BIENVENUE10")["line_items"]
    assert (line["subtotal"], line["total"]) == ("20.00", "18.00")


def test_a_fixed_discount_is_shared_by_the_unit(woo: Woo):
    order = woo.order(("TAS-SABLE", 1), ("PLA-NOYER", 1), coupon="MERCI5")
    paid = [Decimal(x["total"]) + Decimal(x["total_tax"]) for x in order["line_items"]]
    assert paid == [Decimal("21.50"), Decimal("42.40")]


def test_the_cents_that_do_not_divide_are_given_one_by_one(woo: Woo):
    coupon = {"code": "deux", "discount_type": "fixed_cart", "amount": "2.00"}
    order = woo.order(("TAS-SABLE", 1), ("PLA-NOYER", 1), ("FIL-PAPIER-4", 1), coupons=[coupon])
    paid = [Decimal(x["total"]) + Decimal(x["total_tax"]) for x in order["line_items"]]
    assert paid == [Decimal("23.33"), Decimal("44.23"), Decimal("3.84")]


def test_a_fixed_discount_on_each_product_counts_every_unit(woo: Woo):
    assert woo.order(("TAS-SABLE", 3), coupon="TASSE2")["total"] == "66.00"


def test_a_coupon_for_free_delivery_costs_nothing_else(woo: Woo):
    order = woo.order(
        ("TAS-SABLE", 1), coupon="PORTOFFERT", shipping={"title": "Colissimo", "cost": "5.75"}
    )
    (line,) = order["shipping_lines"]
    assert (order["total"], line["method_id"]) == ("24.00", "free_shipping")


def test_the_coupons_discount_has_no_trailing_zeros(woo: Woo):
    (line,) = woo.order(("TAS-SABLE", 1), coupon="BIENVENUE10")["coupon_lines"]
    assert (line["code"], line["discount"], line["discount_tax"]) == ("bienvenue10", "2", "0.4")


THREE = {"lines": [{"sku": s, "price": "1.11", "quantity": 1} for s in "abc"]}


def test_tax_is_rounded_on_every_line(woo: Woo):
    woo.shop("settings", **WITHOUT_TAX)
    woo.shop("taxes", rates=[{"country": "FR", "rate": "4.1"}], replace=True)
    assert woo.order(**THREE)["total_tax"] == "0.15"


def test_tax_is_rounded_at_the_subtotal_where_the_shop_says_so(woo: Woo):
    woo.shop("settings", **WITHOUT_TAX, tax_round_at_subtotal=True)
    woo.shop("taxes", rates=[{"country": "FR", "rate": "4.1"}], replace=True)
    assert woo.order(**THREE)["total_tax"] == "0.14"


@pytest.mark.parametrize(("currency", "total"), [("JPY", "24"), ("KWD", "24.000")])
def test_a_currency_brings_its_own_decimals(woo: Woo, currency, total):
    woo.shop("settings", currency=currency)
    assert woo.order(("TAS-SABLE", 1))["total"] == total


def test_the_price_of_a_line_is_a_number_that_was_not_rounded(woo: Woo):
    (line,) = woo.order(("CAF-HUE-250", 2))["line_items"]
    assert line["price"] == 9.9526065


def test_parts_and_total_agree_to_a_cent_a_line(woo: Woo):
    woo.shop("bulk", orders=40, lines=4, wish={"coupon": "BIENVENUE10"})
    for order in woo.read("/orders", per_page=40):
        lines = order["line_items"] + order["shipping_lines"] + order["fee_lines"]
        parts = sum(Decimal(line["total"]) + Decimal(line["total_tax"]) for line in lines)
        assert abs(parts - Decimal(order["total"])) <= Decimal("0.01") * len(lines)


def test_a_fee_below_zero_takes_no_more_than_there_is(woo: Woo):
    woo.shop("settings", **WITHOUT_TAX)
    given = {"shipping": None, "fees": [{"name": "Bon", "amount": "-50"}]}
    order = woo.order(("TAS-SABLE", 1), **given)
    (fee,) = order["fee_lines"]
    assert (fee["total"], fee["total_tax"], order["total"]) == ("-24.00", "-4.80", "0.00")
