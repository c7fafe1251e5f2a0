from fractions import Fraction

from odoo import api, fields, models
from odoo.addons.omni_channel.core.sharing import FIXED, PERCENT, SALES
from odoo.addons.omni_channel.core.sharing import Share as Rule
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class Share(models.Model):
    """What one channel gets of a pool."""

    _name = "omni.share"
    _inherit = "omni.confined"
    _description = "Share of a stock"
    _order = "pool_id, sequence, id"
    _rec_name = "connection_id"
    _check_company_auto = True

    pool_id = fields.Many2one("omni.pool", required=True, ondelete="cascade", check_company=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="pool_id.company_id", store=True)
    connection_id = fields.Many2one(
        "omni.connection",
        string="Channel",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        domain="[('kind', '=', 'channel'), ('company_id', '=', company_id)]",
    )
    rule = fields.Selection(
        [(FIXED, "Pieces"), (PERCENT, "Percent"), (SALES, "By its sales")],
        default=SALES,
        required=True,
        help="Pieces come first, then percents of the whole; what is left then is shared out by "
        "sales. Without a channel by sales it is left to others.",
    )
    pieces = fields.Integer()
    percent = fields.Float(digits=(5, 2))
    days = fields.Integer(string="Of the last days", default=30)

    _one_per_channel = models.Constraint(
        "UNIQUE (pool_id, connection_id)", "A channel has one share of each stock."
    )
    _numbers_are_possible = models.Constraint(
        "CHECK (pieces >= 0 AND percent >= 0 AND percent <= 100 AND days BETWEEN 1 AND 366)",
        "A share has 0 pieces or more, 0 to 100 percent, and looks back 1 to 366 days.",
    )

    @api.constrains("rule", "percent")
    def _check_percents(self):
        for pool in self.pool_id:
            percents = pool.share_ids.filtered(lambda share: share.rule == PERCENT)
            if sum(percents.mapped("percent")) > 100 + 1e-6:
                raise ValidationError(
                    self.env._("The percents of “%s” are more than 100: lower one.", pool.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        shares = super().create(vals_list)
        shares._tell()
        return shares

    def write(self, values):
        result = super().write(values)
        self._tell()
        return result

    def unlink(self):
        connections = self.pool_id._connections()
        result = super().unlink()
        self.env["omni.stock.change"].sudo()._note_all(connections)
        return result

    def _tell(self):
        self.env["omni.stock.change"].sudo()._note_all(self.pool_id._connections())

    def _rules(self, products):
        """Return {product id: [Rule]} of all channels; at most one query."""
        sold = self._sold(products)
        return {
            product.id: [
                Rule(
                    share.connection_id.id,
                    share.rule,
                    share._value(),
                    sold.get((share.connection_id.id, product.id), 0),
                )
                for share in self
            ]
            for product in products
        }

    def _value(self):
        return self.pieces if self.rule == FIXED else Fraction(round(self.percent * 100), 100)

    def _sold(self, products):
        """Return {(connection id, product id): pieces sold there in the share's days}."""
        by_sales = self.filtered(lambda share: share.rule == SALES)
        if len(by_sales) < 2 or not products:
            return {}
        rows = [(share.connection_id.id, share.days) for share in by_sales]
        self.env["sale.order.line"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT s.omni_connection_id, l.product_id, sum(l.product_uom_qty)::int
                  FROM sale_order_line l JOIN sale_order s ON s.id = l.order_id
                  JOIN (VALUES %s) AS d (id, days) ON d.id = s.omni_connection_id
                 WHERE l.product_id = ANY(%s) AND s.state = 'sale'
                   AND s.date_order > %s - d.days * interval '1 day'
                 GROUP BY 1, 2
                """,
                SQL(", ").join(SQL("(%s, %s)", *row) for row in rows),
                products.ids,
                fields.Datetime.now(),
            )
        )
        return {(row[0], row[1]): row[2] for row in self.env.cr.fetchall()}
