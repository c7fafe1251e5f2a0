from odoo import Command, models
from odoo.addons.omni_base.core.text import Text

from ..core.pricing import solve


class OrderLine(models.AbstractModel):
    """A document's lines as values of sale order lines, to the cent as the shop said."""

    _name = "omni.order.line"
    _description = "Order lines"

    def _values(self, connection, order, context, review):
        """Return create commands; what a person should look at is added to ``review``."""
        position = context["positions"][order.external_id]
        commands = []
        for sequence, line in enumerate(order.lines, start=10):
            product, listing, remark = context["products"][order.external_id, line.external_id]
            if remark:
                review.append(remark)
            taxes, remark = self.env["omni.order.tax"]._choose(
                context["taxes"], connection, order, line, product, position
            )
            if remark:
                review.append(remark)
            values = self._line_values(order, line, product, listing)
            values["name"] = self._line_name(connection, context["partners"], order, line)
            commands.append(
                Command.create(
                    {**values, "tax_ids": [Command.set(taxes.ids)], "sequence": sequence}
                )
            )
        return commands

    def _line_values(self, order, line, product, listing):
        price, discount = solve(line.quantity, line.unit_price, line.total, order.currency)
        return {
            "product_id": product.id,
            "product_uom_qty": float(line.quantity),
            "price_unit": float(price),
            "technical_price_unit": float(price),
            "discount": float(discount),
            "is_delivery": line.kind == "shipping",
            "omni_external_id": line.external_id,
            "omni_listing_id": listing.id,
            "omni_total": float(line.total),
            "omni_discount": float(line.discount),
            "omni_tax": float(sum(tax.amount for tax in line.taxes)),
        }

    def _line_name(self, connection, partners, order, line):
        """The shop's words, or ours (“Tip”) in the language of who reads the order."""
        name = line.name
        if isinstance(name, Text):
            customer = partners[order.external_id][0]
            name = connection.with_context(lang=customer.lang or connection.env.lang)._say(name)
        return "\n".join(filter(None, [name, line.note]))
