"""A month of a shop, drawn by a seed: what comes in on each of its days."""

import random
from datetime import timedelta
from decimal import Decimal

from odoo.addons.omni_base.core.documents import Address, Customer

from .papers import AT, HOME, WORK, line, order

DAYS = 30
BERN = Address(
    name="Urs Keller", street="Bundesplatz 3", city="Bern", zip="3003", country_code="CH"
)
PEOPLE = (
    Customer(external_id="7", name="Zoé Lefèvre", email="zoe@example.org"),
    Customer(external_id="8", name="Zoé Lefèvre", email="zoe@example.org"),
    Customer(external_id="9", name="Atelier Kaolin", email="a@example.org", company="Kaolin"),
    Customer(name="Zoé Lefèvre", email="zoe@example.org"),
    Customer(name="Urs Keller", email="urs@example.org"),
    Customer(name="No Mail"),
)
EXTRAS = (
    {"kind": "shipping", "name": "Colissimo", "price": "4.90"},
    {"kind": "tip", "name": "Tip", "price": "2.00", "rates": ()},
    {"kind": "fee", "name": "Gift wrap", "price": "3.50"},
    {"kind": "duty", "name": "Duty", "price": "6.10", "rates": ()},
    {"kind": "gift_card", "name": "Gift card", "price": "25.00", "rates": ()},
    {"kind": "custom", "name": "Engraving", "price": "9.99"},
)


def month(seed=19, orders=40):
    """Return the days as lists of Orders, each state of an order on the day that it came in."""
    chance = random.Random(seed)
    days = [[] for _day in range(DAYS + 10)]
    for number in range(orders):
        day = chance.randrange(DAYS)
        for later, state in _life(chance, number, day):
            days[day + later].append(state)
    return days


def _life(chance, number, day):
    """Yield (days later, the order's state): many are edited, paid or cancelled after a while."""
    first = _placed(chance, number, day)
    told = {**first, "version": _version(day, 0)}
    kind = chance.random()
    if kind < 0.15:
        yield 0, order(*told.pop("rows"), **{**told, "payment": "pending"})
        yield 1, order(*first["rows"], **_later(first, day, 1))
        return
    yield 0, order(*told.pop("rows"), **told)
    if kind < 0.30:
        gone = {"cancelled_at": AT + timedelta(days=day + 3), "payment": "refunded"}
        yield 3, order(*first["rows"], **_later(first, day, 3, **gone))
    elif kind < 0.40:
        back = {"payment": "partially_refunded", "refunded_total": Decimal("1.50")}
        yield 5, order(*first["rows"], **_later(first, day, 5, **back))
    elif kind < 0.45:
        more = (*first["rows"], line(90, "6.00", sku="CUP", name="Cup"))
        yield 2, order(*more, **_later({**first, "total": _total(first, more)}, day, 2))


def _later(first, day, later, **more):
    told = {name: value for name, value in first.items() if name != "rows"}
    return {**told, "version": _version(day, later), **more}


def _placed(chance, number, day):
    included = chance.random() < 0.7
    rows = _rows(chance, included)
    off = chance.choice([0] * 8 + [Decimal("0.02"), Decimal("7.00")])
    told = {
        "rows": rows,
        "external_id": f"m-{number}",
        "name": f"#{2000 + number}",
        "ordered_at": AT + timedelta(days=day, minutes=7 * number),
        "taxes_included": included,
        "currency": chance.choice(["EUR", "EUR", "EUR", "USD"]),
        "customer": chance.choice(PEOPLE),
        "billing": chance.choice([HOME, WORK, BERN]),
        "delivery": chance.choice([HOME, WORK, BERN, None]),
        "note": chance.choice(["", "", "Ring twice,\nplease <b>"]),
        "payment_methods": chance.choice([("card",), ("card", "voucher"), ()]),
        "is_test": chance.random() < 0.05,
        "fulfilled": chance.random() < 0.05,
    }
    return {**told, "total": _total(told, rows) + off}


def _total(told, rows):
    """What the lines come to."""
    return order(*rows, taxes_included=told["taxes_included"]).total


def _rows(chance, included):
    rows = []
    for number in range(1, chance.randint(2, 5)):
        price = Decimal(chance.randint(199, 9999)) / 100
        quantity = chance.randint(1, 4)
        rows.append(
            line(
                number,
                price,
                quantity,
                rates=chance.choice([("20",), ("5.5",), ("10",), ("17.3",), ()]),
                included=included,
                sku=chance.choice(["TEAPOT", "CUP", "CUP", "UNKNOWN"]),
                discount=chance.choice([0, 0, (price * quantity / 7).quantize(Decimal("0.01"))]),
            )
        )
    for number, extra in enumerate(chance.sample(EXTRAS, chance.randint(0, 3)), start=50):
        rows.append(line(number, extra["price"], included=included, **_without_price(extra)))
    return tuple(rows)


def _without_price(extra):
    return {name: value for name, value in extra.items() if name != "price"}


def _version(day, later):
    return (AT + timedelta(days=day + later)).isoformat()
