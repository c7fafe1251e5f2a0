from odoo import api, fields, models
from odoo.addons.omni_channel.core.stock_rules import PERCENT, Choice
from odoo.exceptions import ValidationError

SHOWS = [
    ("number", "how many there are"),
    ("in_out", "only “in stock” or “sold out”"),
    ("always", "always available"),
]
UNITS = [("pieces", "pieces"), ("percent", "%")]
RULE_FIELDS = ("buffer", "buffer_unit", "shown_most", "shows", "shown_figure")


class StockRule(models.AbstractModel):
    """What of the stock is shown in a shop; what is left empty is decided further up."""

    _name = "omni.stock.rule"
    _description = "What of the stock is shown"

    buffer = fields.Integer(
        help="Held back from what is shown. Without a unit, 0 leaves it to the category, "
        "then to the connection."
    )
    buffer_unit = fields.Selection(
        UNITS, help="%: of what can be promised. Choose a unit to hold back 0 here."
    )
    shown_most = fields.Integer(
        string="Shown at most", help="0: as the category or the connection says, else no limit."
    )
    shows = fields.Selection(SHOWS, string="The shop shows")
    shown_figure = fields.Integer(
        string="Number shown", help="Shown instead of the real number while there is any. 0: 1"
    )

    @api.constrains("buffer", "buffer_unit", "shown_most", "shown_figure")
    def _check_stock_rule(self):
        for record in self:
            if min(record.buffer, record.shown_most, record.shown_figure) < 0:
                raise ValidationError(
                    self.env._("What is held back or shown cannot be below 0: type 0 or more.")
                )
            if record.buffer_unit == PERCENT and record.buffer > 100:
                raise ValidationError(
                    self.env._("More than 100 % cannot be held back: type 100 or less.")
                )

    def _choice(self):
        self.ensure_one()
        return Choice(
            buffer=self.buffer,
            unit=self.buffer_unit or "",
            most=self.shown_most,
            shows=self.shows or "",
            figure=self.shown_figure,
        )
