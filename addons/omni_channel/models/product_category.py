from odoo import api, fields, models
from odoo.addons.omni_channel.core.stock_rules import PERCENT, Choice
from odoo.exceptions import ValidationError

from .stock_rule import SHOWS, UNITS

RULE_FIELDS = (
    "omni_buffer",
    "omni_buffer_unit",
    "omni_shown_most",
    "omni_shows",
    "omni_shown_figure",
)


class ProductCategory(models.Model):
    """What of the stock of a kind of products is shown in the company's shops."""

    _inherit = "product.category"

    omni_buffer = fields.Integer(
        string="Buffer",
        company_dependent=True,
        help="Held back from what shops show. Without a unit, 0 leaves it to the category above, "
        "then to the connection.",
    )
    omni_buffer_unit = fields.Selection(
        UNITS,
        string="Unit of the buffer",
        company_dependent=True,
        help="%: of what can be promised. Choose a unit to hold back 0 here.",
    )
    omni_shown_most = fields.Integer(
        string="Shown at most",
        company_dependent=True,
        help="0: as the category above or the connection says, else no limit.",
    )
    omni_shows = fields.Selection(SHOWS, string="Shops show", company_dependent=True)
    omni_shown_figure = fields.Integer(
        string="Number shown",
        company_dependent=True,
        help="Shown instead of the real number while there is any. 0: 1",
    )

    @api.constrains("omni_buffer", "omni_buffer_unit", "omni_shown_most", "omni_shown_figure")
    def _check_omni_stock_rule(self):
        for category in self:
            if min(category.omni_buffer, category.omni_shown_most, category.omni_shown_figure) < 0:
                raise ValidationError(
                    self.env._("What is held back or shown cannot be below 0: type 0 or more.")
                )
            if category.omni_buffer_unit == PERCENT and category.omni_buffer > 100:
                raise ValidationError(
                    self.env._("More than 100 % cannot be held back: type 100 or less.")
                )

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint({*RULE_FIELDS, "parent_id", "route_ids"}):
            below = self.env["product.product"].search([("categ_id", "child_of", self.ids)])
            self.env["omni.stock.change"]._note(below.ids)
        return result

    def _omni_choice(self):
        self.ensure_one()
        return Choice(
            buffer=self.omni_buffer,
            unit=self.omni_buffer_unit or "",
            most=self.omni_shown_most,
            shows=self.omni_shows or "",
            figure=self.omni_shown_figure,
        )

    def _omni_above(self):
        """Return {category: it and those above it, nearest first}, all of them read at once."""
        paths = {
            category: [int(part) for part in reversed(category.parent_path.split("/")) if part]
            for category in self
        }
        everything = self.browse({one for path in paths.values() for one in path})
        by_id = {category.id: category for category in everything}
        return {category: [by_id[one] for one in path] for category, path in paths.items()}
