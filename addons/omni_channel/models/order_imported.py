from odoo import fields, models
from odoo.addons.omni_base.core.auth import digest
from odoo.addons.omni_base.models.preview import PREVIEW
from odoo.tools import html2plaintext

from ..core.merging import plain

HEAD = ("client_order_ref", "note", "carrier_id", "omni_delivery", "fiscal_position_id")
PARTNERS = ("partner_id", "partner_invoice_id", "partner_shipping_id")
LINE = ("product_id", "name", "product_uom_qty", "price_unit", "discount", "tax_ids")
PLACES = ("customer", "billing", "delivery")
SHORT = 16


class SaleOrder(models.Model):
    _inherit = "sale.order"

    omni_imported = fields.Json(
        copy=False,
        readonly=True,
        prefetch=False,
        help="The values as they were imported, so that what people changed since can be told",
    )


class OrderImport(models.AbstractModel):
    """What was imported is kept beside what people make of it."""

    _inherit = "omni.order.import"

    def _order_values(self, connection, message, order, context):
        values = super()._order_values(connection, message, order, context)
        values["omni_imported"] = self._imported(values, order)
        if self.env.context.get(PREVIEW):
            values["name"] = order.name
        return values

    def _imported(self, values, order):
        """Return the values of a new order in the shape that ``_here`` reads from one."""
        lines = {row["omni_external_id"]: row for _command, _id, row in values["order_line"]}
        return {
            "head": {
                name: values.get(name) or None for name in (*HEAD, *PARTNERS) if name != "note"
            }
            | {"note": one_line(values["note"])},
            "places": self._places(order),
            "lines": {
                key: {
                    name: row["tax_ids"][0][2] if name == "tax_ids" else row[name] for name in LINE
                }
                for key, row in lines.items()
            },
            "review": (values["omni_review"] or "").splitlines(),
        }

    def _places(self, order):
        """Return marks of who bought, and where bill and parcel go, as the order tells it."""
        return {name: digest(repr(getattr(order, name)).encode())[:SHORT] for name in PLACES}

    def _here(self, sale):
        """Return the same of an order as it is now."""
        lines = [line for line in sale.order_line if line.omni_external_id]
        prices = self._prices_here(sale)
        return {
            "head": {
                name: sale[name].id if name.endswith("_id") else sale[name]
                for name in (*HEAD, *PARTNERS)
                if name != "note"
            }
            | {"note": one_line(sale.note)},
            "lines": {
                line.omni_external_id: {
                    name: line[name].ids if name == "tax_ids" else line[name]
                    for name in LINE
                    if name != "product_id"
                }
                | {"product_id": line.product_id.id, "price_unit": prices[line.omni_external_id]}
                for line in lines
            },
        }

    def _prices_here(self, sale):
        """Return {line: its price}; that which only makes the shop's total exactly is none of ours:
        it stands for the one that was imported.
        """
        imported = sale.omni_imported or {}
        exact = imported.get("exact", {})
        prices = {line.omni_external_id: line.price_unit for line in sale.order_line}
        for key, price in exact.items():
            if key in imported["lines"] and plain(prices.get(key)) == plain(price):
                prices[key] = imported["lines"][key]["price_unit"]
        return prices


def one_line(note):
    """A note is stored as HTML: only its words are compared."""
    return " ".join(html2plaintext(note or "").split())
