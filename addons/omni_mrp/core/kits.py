"""How many whole kits the pieces of their components allow: the smallest wins."""

from decimal import ROUND_FLOOR

from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.published import STEP, Available

NOT_COUNTED = _("no component is counted")


def kits_from(pieces, needed):
    """Return how many whole kits there are in these pieces; what lacks is counted in kits too."""
    return (pieces / needed).quantize(STEP).to_integral_value(ROUND_FLOOR)


def scarcest(needs, stock):
    """Return the component that allows the fewest kits.

    ``needs``: {component: pieces in one kit}. ``stock``: {component: Available}.
    """
    return min(needs, key=lambda one: (kits_from(stock[one].promised, needs[one]), one))


def put_together(needs, stock, name_of):
    """Return the Available of a kit, in whole kits, and in words which component limits it."""
    if not needs:
        return Available(word=NOT_COUNTED)
    component = scarcest(needs, stock)
    there, needed = stock[component], needs[component]
    on_hand = kits_from(there.on_hand, needed)
    return Available(
        on_hand=on_hand,
        reserved=on_hand - kits_from(there.on_hand - there.reserved, needed),
        promised=kits_from(there.promised, needed),
        word=_(
            "as many as %(pieces)s × %(component)s allow",
            pieces=format(there.on_hand.normalize(), "f"),
            component=name_of(component),
        ),
    )
