from odoo import fields, models
from odoo.addons.omni_base.core.times import naive

STATES = [
    ("published", "Published"),
    ("scheduled", "Scheduled"),
    ("draft", "Draft"),
    ("pending", "To be reviewed"),
    ("private", "Private"),
    ("unlisted", "Not listed"),
    ("archived", "Archived"),
    ("other", "Another"),
]


class Listing(models.Model):
    """What buyers see of it, and what it costs them, when it was last read."""

    _inherit = "omni.listing"

    shop_state = fields.Selection(
        STATES,
        string="Status there",
        readonly=True,
        help="“Another”: a word of the shop's own, by which buyers do not see it",
    )
    regular_price = fields.Float(
        string="Regular price there", readonly=True, min_display_digits="Product Price"
    )
    sale_price = fields.Float(
        string="Sale price there",
        readonly=True,
        min_display_digits="Product Price",
        help="Asked instead of the regular one, between its dates where it has any",
    )
    sale_from = fields.Datetime(string="Sale from", readonly=True)
    sale_to = fields.Datetime(string="Sale until", readonly=True)


class Connection(models.Model):
    _inherit = "omni.connection"

    def _listing_values(self, document):
        return {
            **super()._listing_values(document),
            "shop_state": document.state or False,
            "regular_price": float(document.regular_price or 0),
            "sale_price": float(document.sale_price or 0),
            "sale_from": document.sale_from and naive(document.sale_from),
            "sale_to": document.sale_to and naive(document.sale_to),
        }
