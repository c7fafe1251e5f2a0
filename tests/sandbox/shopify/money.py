"""Money as Shopify writes it: exact decimals, in the shop's and the buyer's currency."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

ZERO = Decimal(0)
WITHOUT_CENTS = {"JPY", "KRW", "CLP", "XOF", "XAF", "XPF"}
WITH_THOUSANDTHS = {"BHD", "JOD", "KWD", "OMR", "TND"}


def step_of(currency):
    """The currency's smallest unit."""
    if currency in WITHOUT_CENTS:
        return Decimal(1)
    return Decimal("0.001") if currency in WITH_THOUSANDTHS else Decimal("0.01")


def rounded(amount, currency="EUR"):
    """Half up to the currency's smallest unit."""
    return Decimal(amount).quantize(step_of(currency), ROUND_HALF_UP)


def decimal_text(amount):
    """The Decimal scalar: no trailing zeros, but at least one decimal ("10.0", "12.34")."""
    text = format(Decimal(amount).normalize(), "f")
    return text if "." in text else f"{text}.0"


def money_text(amount):
    """The Money scalar and REST amounts: two decimals."""
    return format(Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP), "f")


@lru_cache(maxsize=200_000)
def money(amount, currency):
    """A MoneyV2. Shared between all who ask for the same: never to be changed in place."""
    return {"__typename": "MoneyV2", "amount": decimal_text(amount), "currencyCode": currency}


@dataclass(frozen=True)
class Currencies:
    """The shop's currency, the buyer's, and how many of the buyer's one of the shop's is worth."""

    shop: str = "EUR"
    presentment: str = "EUR"
    rate: Decimal = Decimal(1)

    @lru_cache(maxsize=200_000)  # noqa: B019 - few, small, immutable instances
    def bag(self, amount):
        """A MoneyBag of an amount in the shop's currency; shared, never to be changed."""
        return {
            "__typename": "MoneyBag",
            "shopMoney": money(amount, self.shop),
            "presentmentMoney": money(
                rounded(Decimal(amount) * self.rate, self.presentment), self.presentment
            ),
        }


def shop_amount(bag):
    """The Decimal in the shop's currency of a money bag, nothing for None."""
    return Decimal(bag["shopMoney"]["amount"]) if bag else ZERO


def spread(total, weights, currency="EUR"):
    """Split a total over weights to whole cents; the parts add up to the total exactly.

    What rounding leaves over goes to the parts that lost most.
    """
    whole = sum(weights, ZERO)
    if not whole:
        return [ZERO for _weight in weights]
    exact = [total * weight / whole for weight in weights]
    step = step_of(currency)
    parts = [(value // step) * step for value in exact]
    missing = int((total - sum(parts, ZERO)) / step)
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in order[:missing]:
        parts[index] += step
    return parts
