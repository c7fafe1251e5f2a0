"""What WooCommerce costs a merchant, for the cards of connectors."""

from decimal import Decimal

from odoo.addons.omni_base.core.market import Market
from odoo.addons.omni_base.core.text import _

MARKET = Market(
    commission=(Decimal(0), Decimal(0)),
    monthly=(Decimal(0), Decimal(0)),
    volume=_("As many visitors as you bring"),
    competition=_("None in your own shop"),
    advice=_(
        "For who has a WordPress site: no commission and no subscription, but the hosting and "
        "the updates are yours."
    ),
)
