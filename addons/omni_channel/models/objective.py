from odoo import fields, models
from odoo.addons.omni_base.core.objective import Objective

from .health import PLACED

TOLD = "out.stock"


class Connection(models.Model):
    """What a shop's merchant may rely on: how soon orders are here, how soon stock is there."""

    _inherit = "omni.connection"

    order_share = fields.Integer(
        string="Orders in time", default=95, help="Of 100 orders; 0 for no objective."
    )
    order_minutes = fields.Integer(string="Orders within (minutes)", default=5)
    stock_share = fields.Integer(
        string="Stock in time", default=95, help="Of 100 changes of stock; 0 for no objective."
    )
    stock_minutes = fields.Integer(string="Stock within (minutes)", default=2)

    _shares_of_100 = models.Constraint(
        "CHECK (order_share BETWEEN 0 AND 100 AND stock_share BETWEEN 0 AND 100)",
        "An objective is a number of 100.",
    )

    def _objectives(self):
        found = super()._objectives()
        if self.kind != "channel":
            return found
        _ = self.env._
        wanted = [
            (PLACED, _("Orders are here"), self.order_share, self.order_minutes),
            (TOLD, _("Changed stock is shown"), self.stock_share, self.stock_minutes),
        ]
        return found + [
            Objective(kind=kind, label=label, share=share, seconds=minutes * 60)
            for kind, label, share, minutes in wanted
            if share > 0 and minutes > 0
        ]
