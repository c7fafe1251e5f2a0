from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.omni_base.models.release import NEVER
from odoo.addons.omni_base.models.work import LIVE
from odoo.addons.omni_channel.core.lag import within
from odoo.fields import Domain


class Connection(models.Model):
    """While a channel learns of changes late, it is shown less: the buffer widens by itself."""

    _inherit = "omni.connection"

    lag_buffer = fields.Integer(
        string="Buffer while slow",
        help="Held back besides from every product, while changes reach the channel late. "
        "0: nothing.",
    )
    lag_minutes = fields.Integer(
        string="Slow from",
        default=10,
        help="Minutes that a change of stock waits, or that 95 of 100 took, from which on the "
        "channel counts as slow.",
    )
    is_lagging = fields.Boolean(string="Slow now", readonly=True, copy=False)

    _lag_is_not_negative = models.Constraint(
        "CHECK (lag_buffer >= 0 AND lag_minutes >= 0)",
        "The buffer and the minutes of a slow channel cannot be below 0: type 0 or more.",
    )

    def _lag_buffer(self):
        """Return the pieces that are held back because the channel is slow now."""
        return self.lag_buffer if self.is_lagging else 0

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(("lag_buffer", "is_lagging")):
            slow = self.filtered(lambda one: one.is_lagging or "is_lagging" in values)
            self.env["omni.stock.change"]._note_all(slow)
        return result

    @api.model
    def _watch_health(self):
        result = super()._watch_health()
        channels = self.search([("state", "=", "connected"), ("kind", "=", "channel")])
        channels._watch_lag()
        return result

    def _watch_lag(self):
        """Widen the buffers of slow channels, give them back to fast ones, and tell of it."""
        lags = self._stock_lags()
        notices = self.env["omni.notice"]
        for connection in self:
            lag = lags.get(connection.id, 0)
            is_slow = bool(connection.lag_minutes) and lag >= connection.lag_minutes * 60
            if is_slow != connection.is_lagging:
                connection.sudo().is_lagging = is_slow
            if is_slow:
                held = connection.lag_buffer
                notices._note(connection, "lag", "warning", "", "stock", seconds=lag, held=held)
        notices._end(self.filtered(lambda one: not one.is_lagging), "lag")
        self._tell_health()

    def _stock_lags(self):
        """Return {connection id: seconds}: the oldest open change, or what 95 of 100 took lately.

        What is only compared, and what a person must solve, says nothing about the channel.
        """
        now = fields.Datetime.now()
        told = self.filtered(lambda one: one._tells_stock() and one._writes_outside())
        open_ones = self.env["omni.intent"]._read_group(
            [
                ("connection_id", "in", told.ids),
                ("resource", "=", "stock"),
                ("state", "=", "new"),
                ("priority", "=", LIVE),
                "|",
                ("not_before", "=", False),
                ("not_before", "<", NEVER),
            ],
            ["connection_id"],
            ["created_at:min"],
        )
        lags = told._took_lately(now)
        for connection, since in open_ones:
            waited = (now - since).total_seconds()
            lags[connection.id] = max(lags.get(connection.id, 0), waited)
        return lags

    def _took_lately(self, now):
        """Return {connection id: seconds within which 95 of 100 of the last minutes' changes were
        acknowledged}: one query.
        """
        lately = Domain.OR(
            Domain("connection_id", "=", one.id)
            & Domain("acknowledged_at", ">", now - timedelta(minutes=one.lag_minutes))
            for one in self
        )
        groups = self.env["omni.acknowledgement"]._read_group(
            lately & Domain("resource", "=", "stock"),
            ["connection_id", "seconds"],
            ["count:sum"],
        )
        counts = defaultdict(dict)
        for connection, seconds, count in groups:
            counts[connection.id][seconds] = count
        return {connection_id: within(own) for connection_id, own in counts.items()}


class Notice(models.Model):
    _inherit = "omni.notice"

    kind = fields.Selection(selection_add=[("lag", "Slow channel")], ondelete={"lag": "cascade"})

    def _text_lag(self):
        time = self.connection_id._duration(self.details.get("seconds", 0))
        held = self.details.get("held", 0)
        text = self.env._("Changes of stock reach the channel late: %s.", time)
        if not held:
            return text
        return f"{text} {self.env._('Meanwhile %s more of each product are held back.', held)}"
