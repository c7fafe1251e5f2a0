"""Orders as WooCommerce computes them: what is read of them adds up to the total, to the cent.

The shop computes in its own way (prices with or without taxes, rounded for each line or once for
the order) and writes eight decimals; here that way is played in Decimal.
"""

import json
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from odoo.addons.omni_base.core.money import ZERO, decimals
from odoo.addons.omni_channel.channels.woocommerce.mapping import read_order
from odoo.addons.omni_channel.channels.woocommerce.settling import settled

from .shop import line as line_of
from .shop import order

HUNDRED = Decimal(100)
EXACT = Decimal("0.000001")
RATES = {1: (Decimal(20), False), 2: (Decimal("5.5"), False), 3: (Decimal("9.5"), True)}

item = some.tuples(
    some.integers(0, 20000),
    some.integers(1, 12),
    some.sets(some.sampled_from(sorted(RATES)), max_size=3),
)
orders = some.fixed_dictionaries(
    {
        "items": some.lists(item, min_size=1, max_size=6),
        "shipping": some.integers(0, 3000),
        "fee": some.integers(-500, 500),
        "percent_off": some.sampled_from([0, 0, 10, 33, 100]),
        "included": some.booleans(),
        "round_once": some.booleans(),
        "currency": some.sampled_from(["EUR", "JPY", "KWD"]),
    }
)


@settings(max_examples=100)
@given(orders)
def test_lines_and_taxes_come_to_the_total(plan):
    found = read(plan)
    assert sum_of(found) == found.total


@given(orders)
def test_every_line_is_its_price_by_its_quantity_less_its_discount(plan):
    for line in read(plan).lines:
        assert line.quantity * line.unit_price - line.discount == line.total


@given(orders)
def test_no_discount_is_negative(plan):
    assert all(line.discount >= 0 for line in read(plan).lines)


@given(orders)
def test_no_line_is_moved_by_more_than_two_coins(plan):
    payload = computed(plan)
    found = read_order(json.dumps(payload).encode())
    told = {str(one["id"]): one for one in written(payload)}
    coin = Decimal(1).scaleb(-decimals(found.currency))
    for line in found.lines:
        exact = Decimal(told[line.external_id]["total"])
        exact += Decimal(told[line.external_id]["total_tax"]) if found.taxes_included else 0
        assert abs(line.total - exact) <= 2 * coin


@given(orders)
def test_a_price_with_taxes_is_the_one_of_the_shop(plan):
    plan = {**plan, "included": True, "percent_off": 0, "round_once": False}
    coin = Decimal(1).scaleb(-decimals(plan["currency"]))
    prices = [price * coin for price, _count, _rates in plan["items"]]
    found = [line for line in read(plan).lines if line.kind == "product"]
    assert [line.unit_price for line in found] == prices


@given(orders, some.integers(10, 500))
def test_a_difference_that_is_no_rounding_is_left_to_be_seen(plan, missing):
    payload = computed(plan)
    coin = Decimal(1).scaleb(-decimals(payload["currency"]))
    payload["total"] = str(Decimal(payload["total"]) - 10 * missing * coin)
    found = read_order(json.dumps(payload).encode())
    assert sum_of(found) != found.total


@pytest.mark.parametrize(
    ("count", "total"), [(3, "10.00"), (7, "0.01"), (1.5, "10.00"), (3, "-10.00")]
)
def test_a_price_that_is_no_whole_coin_still_gives_the_total(count, total):
    payload = order(
        line_items=[line_of(quantity=count, total=total, tax="0", taxes=[])], total=total
    )
    [found] = read_order(json.dumps(payload).encode()).lines
    assert found.quantity * found.unit_price - found.discount == Decimal(total)


def test_a_price_that_is_no_whole_coin_hides_no_discount():
    assert 0 <= one_line(3, "10.00").discount < Decimal("0.0001")


def test_coins_are_spread_over_the_lines():
    parts = [Decimal("1.004"), Decimal("1.004")]
    assert settled(parts, Decimal("2.02"), "EUR") == [Decimal("1.01"), Decimal("1.01")]


def one_line(count, total):
    sold_one = line_of(quantity=count, total=total, tax="0", taxes=[])
    payload = order(line_items=[sold_one], total=total)
    return read_order(json.dumps(payload).encode()).lines[0]


def read(plan):
    return read_order(json.dumps(computed(plan)).encode())


def sum_of(found):
    lines = sum((line.total for line in found.lines), ZERO)
    if found.taxes_included:
        return lines
    return lines + sum((tax.amount for line in found.lines for tax in line.taxes), ZERO)


def written(payload):
    return [*payload["line_items"], *payload["shipping_lines"], *payload["fee_lines"]]


def computed(plan):
    """The order as the API writes it."""
    coin = Decimal(1).scaleb(-decimals(plan["currency"]))
    lines = [
        sold(number, plan, coin, price * coin, count, sorted(rates))
        for number, (price, count, rates) in enumerate(plan["items"], start=1)
    ]
    rates = sorted(set().union(*(set(rates) for _price, _count, rates in plan["items"])))
    shipping = service(100, plan, coin, plan["shipping"] * coin, rates) | {"method_title": "Colis"}
    fee = service(101, plan, coin, plan["fee"] * coin, []) | {"name": "Remise"}
    parts = [*lines, shipping, fee]
    taxes = taxes_of(parts, coin)
    net = sum(Decimal(one["total"]) for one in parts)
    return order(
        currency=plan["currency"],
        prices_include_tax=plan["included"],
        total=text(half_up(net + taxes, coin)),
        total_tax=text(taxes),
        line_items=lines,
        shipping_lines=[shipping],
        fee_lines=[fee],
        tax_lines=[tax_line(number) for number in rates],
    )


def sold(number, plan, coin, price, count, rates):
    """The price is for one, before the discount; the discount is whole coins of the line."""
    before = price * count
    off = half_up(before * plan["percent_off"] / HUNDRED, coin)
    whole, full = split(plan, coin, before - off, rates), split(plan, coin, before, rates)
    return {
        "id": number,
        "name": "Café",
        "product_id": 90 + number,
        "quantity": count,
        "subtotal": text(full[0]),
        "subtotal_tax": text(sum(full[1].values())),
        "total": text(whole[0]),
        "total_tax": text(sum(whole[1].values())),
        "taxes": tax_parts(whole[1]),
    }


def service(number, plan, coin, net, rates):
    taxes = on_top(plan, coin, net, rates)
    return {
        "id": number,
        "total": text(net),
        "total_tax": text(sum(taxes.values())),
        "taxes": tax_parts(taxes),
    }


def split(plan, coin, amount, rates):
    """Return (net, taxes by rate) of what a line costs."""
    if not plan["included"]:
        return amount, on_top(plan, coin, amount, rates)
    share = sum(on_top({**plan, "round_once": True}, coin, HUNDRED, rates).values())
    net = amount * HUNDRED / (HUNDRED + share)
    taxes = on_top(plan, coin, net, rates)
    return amount - sum(taxes.values()), taxes


def on_top(plan, coin, net, rates):
    taxes = {}
    for number in rates:
        percent, compound = RATES[number]
        base = net + sum(taxes.values()) if compound else net
        taxes[number] = half_up(base * percent / HUNDRED, EXACT if plan["round_once"] else coin)
    return taxes


def taxes_of(parts, coin):
    """Each rate is summed and rounded, goods and services apart."""
    sums = {}
    for place, one in enumerate(parts):
        for tax in one["taxes"]:
            key = tax["id"], place >= len(parts) - 2
            sums[key] = sums.get(key, ZERO) + Decimal(tax["total"])
    return sum((half_up(amount, coin) for amount in sums.values()), ZERO)


def tax_parts(taxes):
    return [
        {"id": number, "total": f"{value:f}", "subtotal": ""} for number, value in taxes.items()
    ]


def tax_line(number):
    percent, compound = RATES[number]
    return {
        "rate_id": number,
        "label": f"Taxe {number}",
        "rate_code": f"FR-{number}",
        "rate_percent": float(percent),
        "compound": compound,
    }


def half_up(value, step):
    return Decimal(value).quantize(step, rounding=ROUND_HALF_UP)


def text(value):
    return f"{half_up(value, Decimal('0.00000001')):f}"
