"""Products of a shop, and the test case that lets them come in."""

from decimal import Decimal

from odoo.addons.omni_base.core.documents import Product, Variant

from .common import ChannelCase


def variant(external_id="v-1", **values):
    return Variant(**{"external_id": external_id, "sku": "CUP", "price": Decimal(12), **values})


def document(*variants, **values):
    variants = variants or (variant(),)
    return Product(
        **{
            "external_id": "p-1",
            "name": "Tasse",
            "description": "<p>Faite main</p>",
            "currency": "EUR",
            "taxes_included": False,
            "variants": variants,
            **values,
        }
    )


class ProductCase(ChannelCase):
    def setUp(self):
        super().setUp()
        self.company.currency_id = self.env.ref("base.EUR")

    def bring_product(self, *documents):
        """Let products come in; return their messages."""
        return self.process(self.store("product", *documents))

    def decides(self, owner, *fields):
        self.connection.owner_ids.filtered(lambda row: row.field in fields).owner = owner

    def conflicts(self):
        return self.env["omni.conflict"].search([], order="id")
