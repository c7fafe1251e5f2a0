"""What Sendcloud costs a merchant, for the cards of connectors."""

from decimal import Decimal

from odoo.addons.omni_base.core.market import Market
from odoo.addons.omni_base.core.text import _

MARKET = Market(
    monthly=(Decimal(0), Decimal(20)),
    advice=_(
        "One account for Colissimo, Chronopost, Mondial Relay and others: a good start before "
        "you have contracts of your own."
    ),
)
