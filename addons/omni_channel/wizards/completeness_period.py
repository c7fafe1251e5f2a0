from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

MOST_DAYS = 366


class CompletenessPeriod(models.TransientModel):
    """Any period can be counted; a year of it at once."""

    _name = "omni.completeness.period"
    _inherit = "omni.confined"
    _description = "Count the orders of a period"

    connection_id = fields.Many2one(
        "omni.connection",
        string="Shop",
        ondelete="cascade",
        domain="[('kind', '=', 'channel'), ('state', '=', 'connected')]",
        help="Empty: every shop that is connected",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self) - timedelta(days=30),
    )
    date_to = fields.Date(string="To", required=True, default=fields.Date.context_today)

    def action_count(self):
        """Count each day of the period in the background, and show the days."""
        self.ensure_one()
        self._refuse()
        shops = self._shops()
        days = self.env["omni.completeness"].sudo()
        days._want(shops.sudo(), self.date_from, self.date_to)
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_channel.action_completeness")
        domain = [
            ("connection_id", "in", shops.ids),
            ("day", ">=", self.date_from),
            ("day", "<=", self.date_to),
        ]
        return {**action, "name": self._name_of_days(), "domain": domain, "context": {}}

    def _name_of_days(self):
        first, last = (format_date(self.env, day) for day in (self.date_from, self.date_to))
        return f"{first} – {last}"

    def _refuse(self):
        if self.date_to < self.date_from:
            raise UserError(self.env._("The period ends before it begins: change one of the days."))
        if self.date_to > fields.Date.context_today(self):
            raise UserError(self.env._("Nothing can be counted of days to come: end it today."))
        if (self.date_to - self.date_from).days >= MOST_DAYS:
            raise UserError(self.env._("Count a year at most at once: choose a shorter period."))

    @api.model
    def _countable(self):
        connections = self.env["omni.connection"].search(
            [("kind", "=", "channel"), ("state", "=", "connected")]
        )
        return connections.filtered(lambda one: one._can("pull_placed"))

    def _shops(self):
        """Return the chosen shop, or all of them; UserError where none can be counted."""
        shops = self._countable()
        if self.connection_id:
            shops &= self.connection_id
        if not shops:
            raise UserError(
                self.env._(
                    "No shop can be counted: it must be connected, and its connector able to ask "
                    "which orders were placed."
                )
            )
        return shops
