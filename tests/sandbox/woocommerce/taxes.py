"""Which tax rates meet at an address, and what they make of a price.

Of the rates that fit, one of each priority counts; a compound rate is taken on the price and on
the taxes before it.
"""

from dataclasses import dataclass
from decimal import Decimal

from tests.sandbox.woocommerce.money import ZERO, kept


@dataclass(frozen=True)
class Rate:
    id: int
    percent: Decimal
    label: str
    compound: bool
    shipping: bool
    code: str


def find_rates(store, tax_class, place):
    """The rates of a class ("" is standard) at an address {country, state, postcode}."""
    if not store.settings["calc_taxes"] or not place.get("country"):
        return []
    fitting = [row for row in store.tax_rates.values() if _fits(row, tax_class, place)]
    fitting.sort(key=lambda row: (row["priority"], row["country"] == "", row["state"] == ""))
    found, priorities = [], set()
    for row in fitting:
        if row["priority"] not in priorities:
            priorities.add(row["priority"])
            found.append(rate(row))
    return found


def _fits(row, tax_class, place):
    return (
        row["class"] == (tax_class or "standard")
        and row["country"] in ("", place["country"])
        and row["state"] in ("", place.get("state") or "")
        and (not row["postcodes"] or place.get("postcode") in row["postcodes"])
    )


def rate(row):
    parts = (row["country"], row["state"], row["name"], str(row["priority"]))
    return Rate(
        id=row["id"],
        percent=Decimal(row["rate"]),
        label=row["name"],
        compound=row["compound"],
        shipping=row["shipping"],
        code="-".join(part for part in parts if part).upper(),
    )


def taxes_of(price, rates, is_included):
    """{rate id: tax} of a price in its smallest unit; each to six places."""
    made = _included(price, rates) if is_included else _added(price, rates)
    return {key: kept(value) for key, value in made.items()}


def _included(price, rates):
    made = {}
    rest = price
    for one in reversed([one for one in rates if one.compound]):
        made[one.id] = rest - rest / (1 + one.percent / 100)
        rest -= made[one.id]
    plain = [one for one in rates if not one.compound]
    whole = 1 + sum((one.percent for one in plain), ZERO) / 100
    for one in plain:
        made[one.id] = one.percent / 100 / whole * rest
    return made


def _added(price, rates):
    made = {one.id: price * one.percent / 100 for one in rates if not one.compound}
    for one in (one for one in rates if one.compound):
        made[one.id] = (price + sum(made.values(), ZERO)) * one.percent / 100
    return made


def base_place(store):
    return {"country": store.settings["country"], "state": "", "postcode": ""}


def tax_place(store, billing, shipping):
    """The address that decides; without one, the shop's own."""
    if store.settings["tax_based_on"] == "base":
        return base_place(store)
    first = shipping if store.settings["tax_based_on"] == "shipping" else billing
    chosen = first if first.get("country") else billing
    return chosen if chosen.get("country") else base_place(store)
