"""Why a channel shows another number than it should: told from what was written down about it."""

from msgspec import Struct

WAITS = "waits"
"""No drift: the number is on its way."""


class Shown(Struct, frozen=True, kw_only=True):
    """One product at one place of a channel, as it is there and as it is known here.

    ``there``: what the channel shows, None where it counts nothing; ``wanted``: what it should.
    ``acknowledged``: what it said it shows after the last push; ``previous``: before that.
    ``on_its_way``: a change is still to be told. ``not_imported``: pieces of orders that wait.
    ``is_other``: it was told for another product. ``is_twin``: another listing counts on it.
    ``is_told``: a number of ours was acknowledged at least once.
    """

    there: int | None
    wanted: int
    acknowledged: int | None = None
    previous: int | None = None
    on_its_way: bool = False
    not_imported: int = 0
    is_other: bool = False
    is_twin: bool = False
    is_told: bool = True


def cause(shown):
    """Return the code of the most probable cause of a difference; "" where there is none.

    What was never told, and is counted nowhere, is none: the channel does not keep it there.
    """
    if shown.there is None:
        return "not_counted" if shown.is_told else ""
    if shown.there == shown.wanted:
        return ""
    if shown.on_its_way:
        return WAITS
    if shown.is_twin or shown.is_other:
        return "mapping"
    if 0 < shown.wanted - shown.there <= shown.not_imported:
        return "late_order"
    return _cause_of_push(shown)


def _cause_of_push(shown):
    if not shown.is_told:
        return "never_told"
    if shown.acknowledged != shown.wanted and shown.there in (shown.acknowledged, shown.previous):
        return "lost_push"
    if shown.acknowledged == shown.wanted and shown.there == shown.previous:
        return "not_applied"
    return "edited"
