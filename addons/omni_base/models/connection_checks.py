from odoo import models
from odoo.tools import format_datetime

from ..core.errors import RemoteError

RECENT_ROWS = 200_000


class Connection(models.Model):
    """What is looked at before going live; each check returns {state, label, text, mend}."""

    _inherit = "omni.connection"

    def _live_checks(self):
        """Return the checks in the order in which they are solved; addons add their own."""
        return [self._check_log_in(), *self._check_webhooks()]

    def action_open_self(self):
        """The connection's own form."""
        self.ensure_one()
        self.feed_ids.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _finding(self, state, label, text="", mend=""):
        return {"state": state, "label": label, "text": text, "mend": mend}

    def _check_log_in(self):
        label = self.env._("Log-in")
        try:
            with self._session() as adapter:
                account = adapter.check()
        except RemoteError as error:
            return self._finding("blocker", label, self._say(error.reason))
        if account.missing:
            missing = ", ".join(account.missing)
            text = self.env._("Rights that are missing there: %s", missing)
            is_useless = not account.may_write and self._out_feeds()
            return self._finding("blocker" if is_useless else "warning", label, text)
        return self._finding("good", label, self._say(account.name))

    def _check_webhooks(self):
        """Whether news can come at once: our address, and what has rung at it."""
        label = self.env._("Webhooks")
        if not self.can_subscribe:
            return []
        address = self.sudo().webhook_url
        if not address.startswith("https://") and not self._is_on_this_machine(address):
            text = self.env._(
                "Odoo's address %s is not https: news come by the schedule only. Set the system "
                "parameter web.base.url to the address at which others reach Odoo.",
                self.get_base_url(),
            )
            return [self._finding("warning", label, text)]
        last = self._last_rang_at()
        if not last:
            text = self.env._("Nothing has rung yet. Once live, subscribe: news then come at once.")
            return [self._finding("warning", label, text)]
        return [self._finding("good", label, self.env._("Last rang: %s", self._in_words(last)))]

    def _is_on_this_machine(self, address):
        return address.split("://", 1)[-1].startswith(("127.0.0.1", "localhost"))

    def _last_rang_at(self):
        """Return when the newest delivery arrived, or False; looks at the newest rows only."""
        newest = self.env["omni.message"].search([], order="id desc", limit=1).id
        last = self.env["omni.message"].search(
            [
                ("connection_id", "=", self.id),
                ("origin", "=", "webhook"),
                ("id", ">", newest - RECENT_ROWS),
            ],
            order="id desc",
            limit=1,
        )
        return last.received_at

    def _in_words(self, moment):
        """Return a moment in the reader's time zone and form."""
        return format_datetime(self.env, moment, dt_format="short")
