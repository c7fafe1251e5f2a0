from odoo import fields, models
from odoo.addons.omni_base.core.text import Text

from .order_partner import folded


class SaleOrder(models.Model):
    _inherit = "sale.order"

    omni_delivery = fields.Char(string="Delivery in the channel", copy=False, readonly=True)
    omni_question_id = fields.Many2one(
        "omni.question", copy=False, readonly=True, index="btree_not_null", ondelete="set null"
    )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    omni_question_id = fields.Many2one(
        "omni.question", copy=False, readonly=True, index="btree_not_null", ondelete="set null"
    )


class OrderImport(models.AbstractModel):
    """What an order says that only a person can interpret is asked once, and never stops it."""

    _inherit = "omni.order.import"

    def _context_of(self, connection, pairs, partners=None):
        context = super()._context_of(connection, pairs, partners)
        rows = self._product_rows(pairs, context["products"]) | self._delivery_rows(
            connection, pairs
        )
        found = self.env["omni.question"]._ask(connection, list(rows.values()))
        context["questions"] = {key: found[row["kind"], row["key"]] for key, row in rows.items()}
        for key, question in context["questions"].items():
            if question.kind == "product" and question.state == "answered" and question.product_id:
                context["products"][key] = question.product_id, context["products"][key][1], ""
        return context

    def _product_rows(self, pairs, products):
        """Return {(order id, line id): what is to be asked} of goods without a product."""
        rows = {}
        unknown = self.env["omni.order.product"]._service("product")
        for message, order in pairs:
            for line in order.lines:
                product, listing, remark = products[order.external_id, line.external_id]
                if line.kind != "product" or product != unknown:
                    continue
                rows[order.external_id, line.external_id] = {
                    "kind": "product",
                    "key": self._product_key(line, listing),
                    "name": line.name,
                    "listing_id": listing.id,
                    "reason": self.env._("%s Choose the product that it is.", remark),
                    "message_id": message.id,
                }
        return rows

    def _product_key(self, line, listing):
        if listing:
            return f"listing:{listing.external_id}"
        return f"sku:{line.sku}" if line.sku else f"name:{folded(line.name)}"

    def _delivery_rows(self, connection, pairs):
        """Return {order id: what is to be asked} of the ways of delivery that buyers chose."""
        rows = {}
        for message, order in pairs:
            name = delivery_name(order)
            if name and not order.fulfilled:
                rows[order.external_id] = {
                    "kind": "delivery",
                    "key": folded(name),
                    "name": name,
                    "reason": self.env._(
                        "Buyers choose “%s” in the shop. Choose the shipping method that it is "
                        "here, and it is set on their transfers.",
                        name,
                    ),
                    "message_id": message.id,
                }
        if rows and not self._has_carriers(connection):
            return {}
        return rows

    def _has_carriers(self, connection):
        carriers = self.env["delivery.carrier"]
        domain = carriers._check_company_domain(connection.company_id)
        return bool(carriers.search_count(domain, limit=1))

    def _order_values(self, connection, message, order, context):
        values = super()._order_values(connection, message, order, context)
        question = context["questions"].get(order.external_id, self.env["omni.question"])
        values["omni_delivery"] = delivery_name(order)
        values["omni_question_id"] = question.id
        if question.state == "answered":
            values["carrier_id"] = question.carrier_id.id
        for _command, _id, row in values["order_line"]:
            asked = context["questions"].get((order.external_id, row["omni_external_id"]))
            row["omni_question_id"] = asked and asked.id
        return values


def delivery_name(order):
    """Return what the shop calls the way of delivery that the buyer chose, or nothing."""
    names = [line.name for line in order.lines if line.kind == "shipping"]
    return next((name for name in names if name and not isinstance(name, Text)), False)
