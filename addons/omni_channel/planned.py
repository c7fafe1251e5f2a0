"""The channels that cannot be connected yet, so that a merchant can compare before signing up."""

from decimal import Decimal
from functools import partial

from odoo.addons.omni_base.core.market import Market
from odoo.addons.omni_base.core.planned import Planned, announce
from odoo.addons.omni_base.core.text import _

Channel = partial(Planned, addon="omni_channel", kind="channel")
NOTHING = (Decimal(0), Decimal(0))
LATER = _("When the first channels have run well for six months.")
ONE_OF_TWO = _("As third channel take one of eBay and Cdiscount, not both at once.")
OWN_SHOP = _(
    "A shop of your own comes first: no commission, and the customers are yours. Hosting and "
    "updates are yours as well."
)

announce(
    Channel(
        code="amazon",
        label="Amazon",
        description=_("Marketplace for nearly everything, in many countries."),
        market=Market(
            commission=(Decimal(8), Decimal(15)),
            monthly=(Decimal(39), Decimal(39)),
            volume=_("Very many buyers"),
            competition=_("Very strong"),
            advice=_("Second, once your own shop runs: begin with Amazon in your own country."),
        ),
    ),
    Channel(
        code="ebay",
        label="eBay",
        description=_("Marketplace for new and used goods, in many countries."),
        market=Market(
            commission=(Decimal(10), Decimal(12)),
            volume=_("Many buyers"),
            competition=_("Strong"),
            advice=ONE_OF_TWO,
        ),
    ),
    Channel(
        code="etsy",
        label="Etsy",
        description=_("Marketplace for what is made by hand, vintage, or made to order."),
        market=Market(advice=LATER),
    ),
    Channel(
        code="cdiscount",
        label="Cdiscount",
        description=_("French marketplace, strongest in household and electronic goods."),
        market=Market(
            commission=(Decimal(5), Decimal(15)),
            volume=_("Many buyers in France"),
            competition=_("Middling"),
            advice=ONE_OF_TWO,
        ),
    ),
    Channel(
        code="rakuten",
        label="Rakuten France",
        description=_("French marketplace with a loyalty programme for its buyers."),
        market=Market(
            commission=(Decimal(10), Decimal(15)),
            volume=_("Fewer buyers, in France"),
            competition=_("Middling"),
            advice=LATER,
        ),
    ),
    Channel(
        code="fnac",
        label="Fnac Darty",
        description=_("French marketplace for culture, electronic and household goods."),
        market=Market(
            commission=(Decimal(12), Decimal(18)),
            volume=_("Fewer buyers, in France"),
            competition=_("Middling"),
            advice=LATER,
        ),
    ),
    Channel(
        code="prestashop",
        label="PrestaShop",
        description=_("A shop of your own, on software that is free."),
        market=Market(
            commission=NOTHING,
            volume=_("As many visitors as you bring"),
            competition=_("None in your own shop"),
            advice=OWN_SHOP,
        ),
    ),
    Channel(
        code="magento",
        label="Magento",
        description=_("A shop of your own, for large catalogues."),
        market=Market(
            commission=NOTHING,
            volume=_("As many visitors as you bring"),
            competition=_("None in your own shop"),
            advice=OWN_SHOP,
        ),
    ),
)
