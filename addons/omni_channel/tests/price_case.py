"""A live stall whose prices Odoo decides, and one matched product."""

from decimal import Decimal

from odoo.addons.omni_base.core.documents import ShownPrice

from .common import ChannelCase
from .stall import COUNTER


def cost(regular, sale=None, **dates):
    return ShownPrice(
        regular=Decimal(str(regular)), sale=None if sale is None else Decimal(str(sale)), **dates
    )


class PriceCase(ChannelCase):
    """``teapot`` costs 5.00 in Odoo, without taxes; the stall asks what a test says."""

    def setUp(self):
        super().setUp()
        self.company.currency_id = self.env.ref("base.EUR")
        (self.teapot | self.cup).taxes_id = False
        self.decide("odoo")
        self.switch_on()
        self.listing = self.list_product(self.teapot, sku="TEAPOT", currency="EUR", price=4)
        self.end_transaction()

    def decide(self, owner):
        self.connection.owner_ids.filtered(lambda row: row.field == "price").owner = owner

    def switch_on(self, is_on=True):
        self.connection._price_feed().active = is_on

    def go_live(self):
        super().go_live()
        self.intents("price").unlink()

    def told(self):
        """Return [{listing id there: (regular, sale)}] of each call."""
        return [
            {one.listing_id: (one.regular, one.sale) for one in call} for call in COUNTER.prices
        ]

    def row(self):
        self.env.invalidate_all()
        return self.listing.price_ids

    def sales_pricelist(self, **rule):
        """Let the connection sell by a pricelist with one rule; return the rule."""
        pricelist = self.env["product.pricelist"].create(
            {"name": "Shop", "currency_id": self.company.currency_id.id}
        )
        rule = self.rule(pricelist, **rule)
        self.connection.pricelist_id = pricelist
        return rule

    def rule(self, pricelist, **values):
        return self.env["product.pricelist.item"].create(
            {"pricelist_id": pricelist.id, "applied_on": "3_global", **values}
        )

    def tax(self, percent=20, is_included=False):
        tax = self.env["account.tax"].create(
            {
                "name": f"{percent} {is_included}",
                "amount": percent,
                "type_tax_use": "sale",
                "price_include_override": "tax_included" if is_included else "tax_excluded",
            }
        )
        self.teapot.taxes_id = tax
        return tax
