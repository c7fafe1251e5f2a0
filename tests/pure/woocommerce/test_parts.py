"""Fees and shipping of which each tax is on a part only: told as what Odoo can add up."""

from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.money import ZERO, amount
from odoo.addons.omni_channel.channels.woocommerce.mapping import read_order

from .shop import body, line, rate, taxed

FULL, REDUCED, QST = 1, 2, 3
RATES = [rate(FULL, 20), rate(REDUCED, 5.5)]
GOODS = [line(1, "80.00", "16.00"), line(2, "20.00", "1.10", taxes=[taxed("1.10", REDUCED)])]


def fee(total, taxes, number=9, **more):
    told = [taxed(tax, number) for number, tax in taxes.items()]
    whole = str(sum((amount(tax) for tax in taxes.values()), ZERO))
    return {"id": number, "name": "Bon", "total": total, "total_tax": whole, "taxes": told, **more}


def read(total, fees=(), shipping=(), goods=GOODS, rates=RATES, included=False):
    return read_order(
        body(
            line_items=goods,
            tax_lines=rates,
            fee_lines=list(fees),
            shipping_lines=list(shipping),
            prices_include_tax=included,
            total=total,
        )
    )


def services(order):
    kinds = ("fee", "shipping")
    return [
        (one.external_id, one.total, [(tax.rate, tax.amount) for tax in one.taxes])
        for one in order.lines
        if one.kind in kinds
    ]


DISCOUNT = fee("-10.00", {FULL: "-1.600000", REDUCED: "-0.110000"})


def test_a_discount_that_two_tax_classes_bear_is_a_line_for_each():
    assert services(read("105.39", [DISCOUNT])) == [
        ("9", Decimal("-8.00"), [(20, Decimal("-1.60"))]),
        ("9-2", Decimal("-2.00"), [(Decimal("5.5"), Decimal("-0.11"))]),
    ]


def test_with_prices_that_hold_the_taxes_each_line_holds_its_own():
    found = services(read("105.39", [DISCOUNT], included=True))
    assert [total for _id, total, _taxes in found] == [Decimal("-9.60"), Decimal("-2.11")]


def test_what_no_tax_is_on_is_a_line_without():
    goods = [*GOODS, line(3, "100.00", "0", taxes=[])]
    found = services(
        read("211.245", [fee("-10.00", {FULL: "-0.8", REDUCED: "-0.055"})], goods=goods)
    )
    assert [(total, len(taxes)) for _id, total, taxes in found] == [
        (Decimal("-4.00"), 1),
        (Decimal("-1.00"), 1),
        (Decimal("-5.00"), 0),
    ]


def test_shipping_that_a_plugin_shares_is_a_line_for_each_class():
    shared = fee("5.00", {FULL: "0.80", REDUCED: "0.055"}, method_id="flat_rate")
    found = services(read("122.955", shipping=[shared]))
    assert [total for _id, total, _taxes in found] == [Decimal("4.00"), Decimal("1.00")]


def test_rates_of_one_class_stay_on_one_line():
    rates = [rate(FULL, 5), rate(QST, 9.975), rate(REDUCED, 5)]
    goods = [
        line(1, "80.00", "11.98", taxes=[taxed("4.00", FULL), taxed("7.98", QST)]),
        line(2, "20.00", "1.00", taxes=[taxed("1.00", REDUCED)]),
    ]
    off = fee("-10.00", {REDUCED: "-0.10", FULL: "-0.40", QST: "-0.798"})
    found = services(read("101.682", [off], goods=goods, rates=rates))
    assert [(total, len(taxes)) for _id, total, taxes in found] == [
        (Decimal("-8.00"), 2),
        (Decimal("-2.00"), 1),
    ]


def test_rates_that_only_shipping_has_are_of_one_class():
    rates = [rate(FULL, 5), rate(QST, 9.975), rate(REDUCED, 5)]
    goods = [line(1, "90.00", "4.50", taxes=[taxed("4.50", REDUCED)])]
    parcel = fee("10.00", {FULL: "0.50", QST: "1.00"}, number=8, method_id="flat_rate")
    off = fee("-10.00", {REDUCED: "-0.45", FULL: "-0.05", QST: "-0.09975"})
    found = services(read("95.40", [off], [parcel], goods=goods, rates=rates))
    assert [(one, len(taxes)) for one, _total, taxes in found] == [("8", 2), ("9", 2), ("9-2", 1)]


def test_a_rate_that_shipping_has_not_is_of_the_class_that_bears_as_much():
    rates = [rate(FULL, 6), rate(QST, 1), rate(REDUCED, 1)]
    goods = [line(1, "90.00", "0.90", taxes=[taxed("0.90", REDUCED)])]
    parcel = fee("10.00", {FULL: "0.60"}, number=8, method_id="flat_rate")
    off = fee("-10.00", {REDUCED: "-0.09", FULL: "-0.06", QST: "-0.01"})
    found = services(read("91.34", [off], [parcel], goods=goods, rates=rates))
    assert [(one, total, len(taxes)) for one, total, taxes in found[1:]] == [
        ("9", Decimal("-1.00"), 2),
        ("9-2", Decimal("-9.00"), 1),
    ]


@pytest.mark.parametrize(
    "whole",
    [fee("10.00", {FULL: "2.00"}), fee("-0.03", {FULL: "-0.01"}), fee("3.00", {})],
    ids=["taxed whole", "cents", "untaxed"],
)
def test_a_fee_that_is_taxed_whole_stays_one_line(whole):
    total = Decimal("117.10") + amount(whole["total"]) + amount(whole["total_tax"])
    assert [one for one, _total, _taxes in services(read(str(total), [whole]))] == ["9"]


def test_taxes_that_no_part_explains_are_left_to_be_seen():
    strange = fee("-10.00", {FULL: "-9.00"})
    assert services(read("98.10", [strange])) == [
        ("9", Decimal("-10.00"), [(20, Decimal("-9.00"))])
    ]
