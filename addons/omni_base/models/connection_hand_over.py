from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import request

from ..core.hand_over import obstacle


class Connection(models.Model):
    """The button that fetches the log-in from the remote's own page."""

    _inherit = "omni.connection"

    hand_over_label = fields.Char(compute="_compute_hand_over")
    hand_over_help = fields.Char(compute="_compute_hand_over")
    hand_over_obstacle = fields.Char(compute="_compute_hand_over")
    wants_keys = fields.Boolean(compute="_compute_hand_over")
    hand_over_words = fields.Char(compute="_compute_hand_over_words")

    @api.depends("adapter_code", "credential_ids.value", "credential_ids.is_filled")
    @api.depends_context("lang")
    def _compute_hand_over(self):
        for connection in self:
            cls = connection._adapter_class()
            declared = cls.hand_over if cls else None
            connection.hand_over_label = connection._say(declared.label) if declared else ""
            connection.hand_over_help = connection._say(declared.help) if declared else ""
            why = connection._hand_over_obstacle() if declared else ""
            connection.hand_over_obstacle = connection._say(why)
            connection.wants_keys = declared and not why and connection._lacks(declared.brings)

    def _lacks(self, names):
        rows = self.sudo().credential_ids.filtered(lambda row: row.name in names)
        return not all(row.value or row.is_filled for row in rows)

    def _hand_over_obstacle(self):
        rows = self.sudo().credential_ids.filtered(lambda row: not row.is_secret)
        return obstacle(self.get_base_url(), [text for text in rows.mapped("value") if text])

    @api.depends("state")
    @api.depends_context("uid", "lang")
    def _compute_hand_over_words(self):
        """What became of the last question, while it is not over, for whoever asked it."""
        asked = self.env["omni.hand.over"].sudo()
        domain = [("connection_id", "in", self.ids), ("user_id", "=", self.env.uid)]
        last = {}
        for row in asked.search(domain):
            last.setdefault(row.connection_id.id, row)
        for connection in self:
            row = last.get(connection.id, asked)
            is_over = connection.state == "connected" or not row
            connection.hand_over_words = "" if is_over else row._in_words()

    def action_ask_for_keys(self):
        """Open the remote's page on which a person approves."""
        self.ensure_one()
        self.check_access("write")
        cls = self._adapter_class()
        if not cls.hand_over:
            raise UserError(self.env._("This connector has no page that hands its log-in over."))
        why = self._hand_over_obstacle()
        if why:
            raise UserError(self._say(why))
        asked = self.env["omni.hand.over"].sudo()
        with self._person_waits(), self._session() as adapter:
            offer = asked._offer(self, self._browsed_at())
            page = adapter.approval_page(offer)
        if page.corrected:
            self._correct_credentials(page.corrected)
            asked._bind_again(self)
        return {"type": "ir.actions.act_url", "url": page.url, "target": "self"}

    def _browsed_at(self):
        """Return the address at which this person uses Odoo: there he is logged in."""
        return request.httprequest.url_root if request else self.get_base_url()

    def _tell_of_keys(self, handed):
        """Note in the chatter that keys came, and with which rights they did not."""
        words = [self.env._("The keys came from the remote's own page, as you asked.")]
        if handed.missing:
            rights = ", ".join(self._say(right) for right in handed.missing)
            words.append(self.env._("They lack: %s.", rights))
        self.message_post(body=" ".join(words))
