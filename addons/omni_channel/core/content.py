"""Which of a product's fields are told to a channel, given what both sides show of it."""

from msgspec import Struct

from odoo.addons.omni_base.core.ownership import decide

STRICT = ("name", "sku", "weight")
"""What a channel keeps as it is told; it may write the others in a form of its own."""


class Told(Struct, frozen=True):
    """``sends``: the value here is told. ``is_lost``: the one there goes to the journal."""

    sends: bool = False
    is_lost: bool = False


def told(owner, here, there, agreed=None):
    """Return what becomes of two marks of one field (empty: nothing) that Odoo may decide.

    Nothing here never empties anything there. A difference that the last exchange left is the
    channel's own form of what was told: it is not told again.
    """
    if owner != "odoo" or not here or here == there:
        return Told()
    if agreed is not None and (agreed.here, agreed.there) == (here, there):
        return Told()
    return Told(sends=True, is_lost=decide(owner, here, there, agreed).loser == "there")
