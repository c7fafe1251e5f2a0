"""What a listing should cost, why, and how that compares with what a channel shows."""

from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from odoo.addons.omni_base.core.documents import ShownPrice

from .published import Term, total

WAITS = "waits"
"""No drift: the price is on its way."""


class Sale(Struct, frozen=True, kw_only=True):
    """A lower price for a time (aware, None: no such end); ``name``: of what makes it."""

    price: Decimal
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    name: str = ""


class Wanted(Struct, frozen=True, kw_only=True):
    """What a listing should cost, term by term, in the channel's own terms.

    ``problem``: why that cannot be said, and a person must act. ``silent``: why it is not to be
    told at all. ``warning``: what somebody may have wanted, and is not told.
    """

    currency: str = ""
    terms: tuple[Term, ...] = ()
    sale: Sale | None = None
    problem: str = ""
    silent: str = ""
    warning: str = ""

    @property
    def regular(self):
        return total(self.terms)

    @property
    def shown(self):
        """Return the ShownPrice that the channel should have."""
        if self.sale is None:
            return ShownPrice(regular=self.regular)
        return ShownPrice(
            regular=self.regular,
            sale=self.sale.price,
            sale_from=self.sale.starts_at,
            sale_to=self.sale.ends_at,
        )


class Fact(Struct, frozen=True, kw_only=True):
    """A listing's price as it is in the channel, and as it is known here.

    ``there``: what the channel shows, None where it tells none. ``acknowledged``: what it took
    over last; ``previous``: before that. ``other_terms``: ours with (or without) the taxes, where
    the channel's terms are the other way round. ``is_other``: it was told for another product.
    """

    there: ShownPrice | None
    wanted: ShownPrice
    acknowledged: ShownPrice | None = None
    previous: Decimal | None = None
    other_terms: Decimal | None = None
    on_its_way: bool = False
    is_other: bool = False


def ends_sale(wanted, known, there):
    """Whether the sale in the channel is the one that was told, and is over here."""
    if wanted.sale is not None or known is None or known.sale is None:
        return False
    return there is None or there.sale == known.sale


def is_shown(wanted, there, is_over=False):
    """Whether the channel shows what it should; its own sale price counts where we have none."""
    if there is None or there.regular != wanted.regular:
        return False
    if wanted.sale is None:
        return not (is_over and there.sale is not None)
    return (there.sale, there.sale_from, there.sale_to) == (
        wanted.sale,
        wanted.sale_from,
        wanted.sale_to,
    )


def edited(there, known, wanted, ours=()):
    """Return the price that somebody set in the channel and that is about to be lost, or None.

    ``known``: what the channel acknowledged last. ``ours``: regular prices that we have told
    besides, and that are nobody's edit.
    """
    if there is None or known is None or there.regular is None:
        return None
    if there.regular not in (known.regular, wanted.regular, *ours):
        return there.regular
    if wanted.sale is not None and there.sale not in (None, known.sale, wanted.sale):
        return there.sale
    return None


def cause(fact):
    """Return the code of the most probable cause of a difference; "" where there is none."""
    if fact.there is None:
        return "not_priced"
    known = fact.acknowledged
    if is_shown(fact.wanted, fact.there, ends_sale(fact.wanted, known, fact.there)):
        return ""
    if fact.on_its_way:
        return WAITS
    if fact.is_other:
        return "mapping"
    if fact.other_terms is not None and fact.there.regular == fact.other_terms:
        return "terms"
    return _cause_of_push(fact, known)


def _cause_of_push(fact, known):
    if known is None:
        return "edited"
    if is_shown(known, fact.there):
        return "lost_push"
    if fact.there.regular == fact.previous:
        return "not_applied" if known.regular == fact.wanted.regular else "lost_push"
    return "edited"


def change(here, there):
    """Return by which share of the price there it changes, None where nothing is known."""
    return abs(here - there) / there if there else None
