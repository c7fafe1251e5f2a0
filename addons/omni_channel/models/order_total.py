from decimal import Decimal

from odoo import Command, models
from odoo.addons.omni_base.core.money import rounded
from odoo.addons.omni_base.core.verdict import Verdict


class OrderImport(models.AbstractModel):
    """The shop's total is the truth: its taxes first, then cents get a line of their own, and more
    than that waits.
    """

    _inherit = "omni.order.import"

    def _settle_totals(self, connection, sales, orders):
        """Add rounding lines where needed; return {sale order: Verdict} of those that must wait."""
        refused = {}
        for sale, order in zip(sales, orders, strict=True):
            if not self._has_exact_taxes(sale, order):
                self._tell_exact_taxes(connection, sale, order)
            limit = self._rounding_limit(connection, sale.currency_id)
            difference = self._missing(sale, order.total)
            if difference and abs(difference) <= limit:
                self._fit_lines(connection, sale, order, order.total)
                difference = self._missing(sale, order.total)
            if abs(difference) > limit:
                refused[sale] = self._too_far(order, order.total - difference, difference)
            elif difference:
                self._add_rounding(sale, difference)
        return refused

    def _missing(self, sale, total):
        """Return what an order is short of a total, the rounding line that it may have included."""
        return total - rounded(Decimal(str(sale.amount_total)), sale.currency_id.name)

    def _rounding_limit(self, connection, currency):
        """Return how far the totals may be apart: the limit, or as many of the currency's coins."""
        own = connection.company_id.currency_id
        coins = connection.rounding_limit * max(currency.rounding / own.rounding, 1)
        return rounded(Decimal(str(coins)), currency.name)

    def _too_far(self, order, have, difference):
        return Verdict(
            "parked",
            self.env._(
                "The shop's total is %(shop)s %(currency)s, Odoo's would be %(odoo)s: a difference "
                "of %(difference)s, more than the limit set on the connection. Check the taxes, "
                "then try again.",
                shop=order.total,
                odoo=have,
                currency=order.currency,
                difference=difference,
            ),
            severity="error",
        )

    def _rounding_line(self, sale):
        service = self.env["omni.order.product"]._service("rounding")
        return sale.order_line.filtered(lambda one: one.product_id == service)[:1]

    def _add_rounding(self, sale, difference):
        product = self.env["omni.order.product"]._service("rounding")
        sale.order_line = [
            Command.create(
                {
                    "product_id": product.id,
                    "name": product.with_context(lang=sale.partner_id.lang).name,
                    "product_uom_qty": 1,
                    "price_unit": float(difference),
                    "technical_price_unit": float(difference),
                    "tax_ids": [Command.clear()],
                    "sequence": 900,
                    "omni_total": float(difference),
                }
            )
        ]
