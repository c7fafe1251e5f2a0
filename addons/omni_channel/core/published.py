"""What a channel should show of one product at one place, and why: the number is its terms' sum."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from msgspec import Struct

from odoo.addons.omni_base.core.text import _

STEP = Decimal("0.000001")
HUNDRED = Decimal(100)
NUMBER, IN_OUT, ALWAYS = "number", "in_out", "always"
MINUS, PLUS = "−", "+"
ON_HAND, RESERVED = _("on hand"), _("reserved")
ORDERED, PART = _("ordered, not reserved"), _("part of a piece")
BUFFER, LAG = _("buffer"), _("buffer while the channel is slow")


class Available(Struct, frozen=True, kw_only=True):
    """What lies at a place: ``promised`` is what is left of it after everybody's demand.

    ``word``: what ``on_hand`` is, for people; a marked word.
    """

    on_hand: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)
    promised: Decimal = Decimal(0)
    word: str = ON_HAND


class Rule(Struct, frozen=True, kw_only=True):
    """What a merchant decided. ``most``: 0 is no limit. ``figure``: shown instead of the number."""

    buffer: int = 0
    is_percent: bool = False
    most: int = 0
    shows: str = NUMBER
    figure: int = 1


class Term(Struct, frozen=True):
    """One signed part of a number; ``label`` is a marked word for people."""

    code: str
    pieces: Decimal | int
    label: str = ""


class Published(Struct, frozen=True):
    """A number that can be explained, because it is nothing but the sum of its terms."""

    terms: tuple[Term, ...] = ()

    @property
    def quantity(self):
        return int(total(self.terms))


def exact(value):
    """Return a float of the database as the decimal number that it was meant to be."""
    return Decimal(repr(float(value))).quantize(STEP)


def total(terms):
    return sum((term.pieces for term in terms), start=Decimal(0))


def held_back(available, rule, lag_buffer=0):
    """Return the Terms from what is on hand to the whole pieces that may be shown, never below 0.

    A product that is always available has no such terms: its stock does not count.
    """
    if rule.shows == ALWAYS:
        return ()
    rest = available.on_hand - available.reserved
    promised = available.promised
    whole = promised.to_integral_value(ROUND_FLOOR)
    buffer = _buffer(max(whole, Decimal(0)), rule)
    terms = (
        Term("on_hand", available.on_hand, available.word),
        Term("reserved", -available.reserved, RESERVED),
        Term("ordered", promised - rest, ORDERED),
        Term("part", whole - promised, PART),
        Term("buffer", -buffer, _buffer_label(rule)),
        Term("lag", -max(lag_buffer, 0), LAG),
    )
    return _never_below_none(terms)


def shown(terms, rule):
    """Return the Published of these terms, under the merchant's limit or as the figure he chose."""
    if rule.shows == ALWAYS:
        return Published((Term("always", rule.figure, _("always available")),))
    terms = _never_below_none(terms)
    pieces = total(terms)
    if rule.shows == IN_OUT and pieces > 0:
        terms = (*terms, Term("in_out", rule.figure - pieces, _("shown as “in stock”")))
    elif rule.shows == NUMBER and 0 < rule.most < pieces:
        terms = (*terms, Term("most", rule.most - pieces, _("more than is shown")))
    return Published(tuple(term for term in terms if term.pieces or term.code == "on_hand"))


def formula(terms, say=str, number=str):
    """Return ``on hand 12 − reserved 3 = 9``.

    ``say`` translates a label, ``number`` writes a quantity.
    """
    parts = []
    for term in terms:
        sign = MINUS if term.pieces < 0 else PLUS
        words = f"{say(term.label)} {number(abs(term.pieces))}"
        parts.append(f"{sign} {words}" if parts or sign == MINUS else words)
    return f"{' '.join(parts)} = {number(total(terms))}"


def _buffer(pieces, rule):
    if rule.is_percent:
        return (pieces * rule.buffer / HUNDRED).to_integral_value(ROUND_CEILING)
    return Decimal(max(rule.buffer, 0))


def _buffer_label(rule):
    return _("buffer of %s %%", rule.buffer) if rule.is_percent else BUFFER


def _never_below_none(terms):
    missing = -total(terms)
    if missing <= 0:
        return terms
    return (*terms, Term("none", missing, _("not below 0")))
