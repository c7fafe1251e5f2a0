from markupsafe import escape

from odoo import fields, models


class Connection(models.Model):
    """A log-in that reads and may not write: one problem of the connection, none of each change."""

    _inherit = "omni.connection"

    is_read_only = fields.Boolean(
        string="Only reads",
        readonly=True,
        copy=False,
        help="The log-in may not write there: what is to be told is held until it may.",
    )

    def _holds(self, code):
        if self.is_read_only:
            return self.env._("Held: the log-in may read there, but not write.")
        return super()._holds(code)

    def _cannot_write(self, reason):
        """Ask a person once; reading goes on."""
        if self.is_read_only:
            return
        self.sudo().write({"is_read_only": True, "problem": reason})
        self.sudo().activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("The log-in may not write"),
            note=escape(reason),
            user_id=self.user_id.id or self.env.uid,
        )

    def _after_connected(self, account):
        result = super()._after_connected(account)
        was_held = self.is_read_only
        self.sudo().is_read_only = not account.may_write
        if was_held and account.may_write:
            released = self._out_feeds().filtered(lambda feed: not feed.is_held)
            self.env["omni.intent"].sudo()._let_go(self, released.mapped("resource"))
            self._note_second_look(released.mapped("resource"))
        return result
