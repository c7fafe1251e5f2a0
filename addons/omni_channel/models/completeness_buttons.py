from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

SOON_SECONDS = 30
MESSAGES = ("parked", "ignored", "problem", "waiting", "missing")


class Completeness(models.Model):
    """What a person presses on a day, and where its numbers lead."""

    _inherit = "omni.completeness"

    def action_check_now(self):
        """List and count again in the background: the chosen days, or those of every hour."""
        self.check_access("read")
        self.sudo().is_due = True
        self._look_again()
        return self._told("info", self.env._("The orders are being counted again."))

    def action_fetch_missing(self):
        """Read from the shop what is missing on the chosen days, however old they are."""
        self.check_access("read")
        days = self.sudo()
        asked = days._ask_missing()
        if not asked:
            return self._told("info", self.env._("Nothing is missing on these days."))
        days.is_due = True
        self._look_again(fields.Datetime.now() + timedelta(seconds=SOON_SECONDS))
        said = self.env._(
            "Orders that are being fetched: %s. Then the days are counted again.", asked
        )
        return self._told("success", said)

    def action_open_orders(self):
        """What is behind a number: the orders, or the messages with their reasons.

        Which number, the button says in its context.
        """
        self.ensure_one()
        self.check_access("read")
        if not self.is_listed:
            raise UserError(
                self.env._(
                    "Which orders these were is not kept for ever: press “Check again” first."
                )
            )
        fate = self.env.context.get("omni_fate", "imported")
        found = self._places(self.connection_id, self.sudo().placed_ids or [])
        ids = [known for became, known in found.values() if became == fate]
        is_message = fate in MESSAGES
        name = "omni_base.action_message" if is_message else "omni_channel.action_order"
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return {**action, "domain": [("id", "in", ids)], "context": {}}

    @api.model
    def _told(self, kind, message):
        return self.env["omni.connection"]._notice(kind, message)

    @api.model
    def _want(self, connections, first, last):
        """Put every day of a period up for counting."""
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        for connection in connections:
            rows = self._rows(connection, days)
            self.browse([row.id for row in rows.values()]).is_due = True
        self._look_again()
