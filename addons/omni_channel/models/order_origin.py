from odoo import Command, fields, models
from odoo.fields import Domain

from .order_partner import folded

MARKS = {"utm.source": "source_id", "utm.medium": "medium_id", "utm.campaign": "campaign_id"}
TAG = "crm.tag"


class SaleOrder(models.Model):
    """Where an order came from, as the channel knows it."""

    _inherit = "sale.order"

    omni_source = fields.Char(
        string="Placed by", copy=False, readonly=True, help="How it came into the channel"
    )
    omni_discount_codes = fields.Char(string="Discount codes", copy=False, readonly=True)
    omni_transactions = fields.Char(
        string="Transaction numbers",
        copy=False,
        readonly=True,
        help="By these numbers the payment is found where it was made.",
    )


class OrderImport(models.AbstractModel):
    """Tags, source, medium and campaign are Odoo's own records; a missing one is made."""

    _inherit = "omni.order.import"

    def _context_of(self, connection, pairs, partners=None):
        context = super()._context_of(connection, pairs, partners)
        names = {}
        for _message, order in pairs:
            for model, name in self._marks_of(order):
                names.setdefault(model, {})[folded(name)] = name
        context["marks"] = {model: self._marks(model, found) for model, found in names.items()}
        return context

    def _order_values(self, connection, message, order, context):
        values = super()._order_values(connection, message, order, context)
        tags = []
        for model, name in self._marks_of(order):
            mark = context["marks"][model][folded(name)]
            if model == TAG:
                tags.append(mark)
            else:
                values[MARKS[model]] = mark
        if tags:
            values["tag_ids"] = [Command.set(tags)]
        return values

    def _channel_values(self, connection, message, order):
        return {
            **super()._channel_values(connection, message, order),
            "omni_source": order.source,
            "omni_discount_codes": ", ".join(order.discount_codes),
            "omni_transactions": ", ".join(order.transactions),
        }

    def _marks_of(self, order):
        """Return [(model, name)] of what an order is marked with."""
        utm = (
            ("utm.source", order.utm_source),
            ("utm.medium", order.utm_medium),
            ("utm.campaign", order.utm_campaign),
        )
        marks = [*((TAG, tag) for tag in order.tags), *utm]
        return [(model, name.strip()) for model, name in marks if name and name.strip()]

    def _marks(self, model, names):
        """Return {folded name: id} of {folded name: name}: one search, and what is missing made."""
        table = self.env[model].sudo().with_context(active_test=False)
        field = table._rec_name
        domain = Domain.OR(Domain(field, "=ilike", escaped(name)) for name in names.values())
        found = {folded(one[field]): one.id for one in table.search(domain, order="id desc")}
        missing = [name for key, name in names.items() if key not in found]
        made = table.create([{field: name} for name in missing])
        return found | {folded(name): one.id for name, one in zip(missing, made, strict=True)}


def escaped(name):
    """Return a name without the signs that stand for others in a search."""
    return name.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
