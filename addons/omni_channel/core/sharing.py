"""How one product's stock is shared out among channels; every piece has an owner or is the rest."""

from dataclasses import dataclass, field
from fractions import Fraction

FIXED, PERCENT, SALES = "fixed", "percent", "sales"


@dataclass(frozen=True)
class Share:
    """One channel's rule. ``value``: pieces or percent. ``sold``: pieces, for the rule by sales."""

    channel: object
    rule: str
    value: Fraction | int = 0
    sold: int = 0


@dataclass(frozen=True)
class Allotment:
    """``pieces``: {channel: how many}. ``rest``: pieces that no channel has.

    ``rounded``: {channel: pieces that no division gave}, handed out by the largest remainder.
    """

    pieces: dict
    rest: int
    rounded: dict = field(default_factory=dict)


def share_out(stock, shares):
    """Share ``stock`` out: fixed pieces first, then percents of the whole, then what is left by
    sales. What was promised beyond the stock is scaled down; the sum is never above the stock.
    """
    stock = max(stock, 0)
    left, pieces, rounded = stock, {share.channel: 0 for share in shares}, {}
    for rule, total in ((FIXED, _fixed), (PERCENT, _percent), (SALES, _sales)):
        own = [share for share in shares if share.rule == rule]
        wanted, weights = total(stock, left, own)
        given, extra = largest_remainder(min(wanted, left), weights)
        pieces.update(given)
        rounded.update(extra)
        left -= sum(given.values())
    return Allotment(pieces, left, rounded)


def largest_remainder(pieces, weights):
    """Return ({key: whole pieces}, {key: the piece that the division left over}).

    Who has the largest remainder gets one more; among equals, who comes first.
    """
    total = sum(weights.values())
    if not total or pieces <= 0:
        return dict.fromkeys(weights, 0), {}
    given = {key: pieces * weight // total for key, weight in weights.items()}
    left = pieces - sum(given.values())
    if not left:
        return given, {}
    first = sorted(weights, key=lambda key: given[key] * total - pieces * weights[key])[:left]
    for key in first:
        given[key] += 1
    return given, dict.fromkeys(first, 1)


def _fixed(_stock, _left, shares):
    weights = {share.channel: share.value for share in shares}
    return int(sum(weights.values())), weights


def _percent(stock, _left, shares):
    weights = {share.channel: share.value for share in shares}
    return int(stock * min(sum(weights.values()), 100) // 100), weights


def _sales(_stock, left, shares):
    """Nobody has sold any yet: equal parts."""
    sold = {share.channel: max(share.sold, 0) for share in shares}
    return (left if sold else 0), (sold if any(sold.values()) else dict.fromkeys(sold, 1))
