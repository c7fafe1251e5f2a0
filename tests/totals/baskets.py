"""Baskets as buyers fill them, of every kind that is hard to add up. The seed decides.

A market is how a shop sells: its currency, whether its prices hold the taxes, where it rounds, and
the rates of its classes. A basket knows no vendor.
"""

import random
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Rate:
    """``percent`` of the price; ``compound``: of the price with the taxes before it."""

    percent: str
    name: str
    compound: bool = False
    on_shipping: bool = True


@dataclass(frozen=True)
class Market:
    currency: str
    decimals: int
    included: bool
    at_subtotal: bool
    standard: tuple
    reduced: tuple = ()


@dataclass
class Goods:
    """``price``: of one, as the shop has it entered: with or without the taxes."""

    price: Decimal
    quantity: int
    is_reduced: bool = False
    is_taxable: bool = True


@dataclass
class Basket:
    """``percent_off``, ``off``: of all goods; ``off_each``: of each piece. ``fees``: without tax,
    below 0 too. ``shipping``: costs without tax. ``refund``: none, part, all.
    """

    goods: list
    percent_off: Decimal = Decimal(0)
    off: Decimal = Decimal(0)
    off_each: Decimal = Decimal(0)
    fees: list = field(default_factory=list)
    shipping: list = field(default_factory=list)
    refund: str = ""


FRANCE = ((Rate("20", "TVA 20"),), (Rate("5.5", "TVA 5,5"),))
GERMANY = ((Rate("19", "USt 19"),), (Rate("7", "USt 7"),))
SWITZERLAND = ((Rate("8.1", "MWST 8,1"),), (Rate("2.6", "MWST 2,6"),))
QUEBEC = ((Rate("5", "TPS"), Rate("9.975", "TVQ")), (Rate("5", "TPS"),))
COMPOUND = ((Rate("5", "GST"), Rate("9.5", "QST", compound=True)), (Rate("5", "GST"),))
CITY = (
    (Rate("6.25", "State"), Rate("1.125", "County", on_shipping=False), Rate("0.5", "City")),
    (Rate("1.125", "County"),),
)
JAPAN = ((Rate("10", "JCT 10"),), (Rate("8", "JCT 8"),))
GULF = ((Rate("5", "VAT 5"),), ())
NOTHING = ((), ())
PLACES = (
    ("EUR", 2, FRANCE),
    ("EUR", 2, GERMANY),
    ("CHF", 2, SWITZERLAND),
    ("CAD", 2, QUEBEC),
    ("CAD", 2, COMPOUND),
    ("USD", 2, CITY),
    ("JPY", 0, JAPAN),
    ("KWD", 3, GULF),
    ("EUR", 2, NOTHING),
)


def markets():
    """Every place with prices of both kinds and both ways to round."""
    return [
        Market(currency, decimals, included, at_subtotal, *rates)
        for currency, decimals, rates in PLACES
        for included in (True, False)
        for at_subtotal in (False, True)
    ]


def courses(count, seed):
    """Yield (Market, its Baskets): ``count`` baskets in all, spread over all markets."""
    chance = random.Random(seed)
    found = markets()
    for place, market in enumerate(found):
        share = count * (place + 1) // len(found) - count * place // len(found)
        yield market, [basket(chance, market) for _basket in range(share)]


def basket(chance, market):
    made = Basket([goods(chance, market) for _line in range(chance.randint(1, 6))])
    worth = sum(one.price * one.quantity for one in made.goods)
    if chance.random() < 0.25:
        made.percent_off = Decimal(chance.choice(["5", "7.5", "10", "33", "12.34"]))
    if chance.random() < 0.15:
        made.off = amount(chance, market, worth / 3)
    if chance.random() < 0.1:
        made.off_each = amount(chance, market, min(one.price for one in made.goods) / 2)
    for _fee in range(chance.choice([0, 0, 0, 1, 1, 2])):
        sign = chance.choice([1, 1, -1])
        made.fees.append(sign * amount(chance, market, worth / 8, more_digits=True))
    for _parcel in range(chance.choice([0, 1, 1, 1, 2])):
        cost = amount(chance, market, unit(market) * 1500, more_digits=True)
        made.shipping.append(cost)
    made.refund = chance.choice([""] * 8 + ["part", "all"])
    return made


def goods(chance, market):
    top = unit(market) * chance.choice([99, 999, 9999, 99999])
    return Goods(
        price=amount(chance, market, top, more_digits=chance.random() < 0.4),
        quantity=chance.choice([1, 1, 1, 2, 3, 5, 7, 12, 100]),
        is_reduced=bool(market.reduced) and chance.random() < 0.35,
        is_taxable=chance.random() < 0.9,
    )


def unit(market):
    return Decimal(1).scaleb(-market.decimals)


def amount(chance, market, most, more_digits=False):
    """An amount up to ``most``; with more digits than a coin has, as prices without tax have."""
    digits = market.decimals + (chance.randint(1, 4) if more_digits else 0)
    step = Decimal(1).scaleb(-digits)
    return step * chance.randint(1, max(1, int(most / step)))
