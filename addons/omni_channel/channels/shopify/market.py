"""What Shopify costs a merchant, for the cards of connectors."""

from decimal import Decimal

from odoo.addons.omni_base.core.market import Market
from odoo.addons.omni_base.core.text import _

MARKET = Market(
    commission=(Decimal(0), Decimal(0)),
    monthly=(Decimal(29), Decimal(79)),
    volume=_("As many visitors as you bring"),
    competition=_("None in your own shop"),
    advice=_(
        "Begin with a shop of your own: no commission, and the customers are yours. "
        "Add a marketplace once it runs."
    ),
)
