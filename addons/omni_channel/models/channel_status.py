from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import RemoteError
from odoo.addons.omni_base.core.verdict import Verdict

MEANINGS = [
    ("paid", "paid: it is imported"),
    ("pending", "not paid yet: it waits"),
    ("fulfilled", "paid, and everything has left"),
    ("cancelled", "cancelled"),
    ("refunded", "all was given back"),
    ("voided", "the payment failed"),
    ("ignored", "is left out"),
]


class ChannelStatus(models.Model):
    """What a word of the shop says of an order: the connector's meaning, or a person's."""

    _name = "omni.channel.status"
    _inherit = ["omni.confined", "omni.kept"]
    _description = "Order status of a channel"
    _order = "connection_id, id"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    code = fields.Char(string="Word", required=True, readonly=True)
    name = fields.Char(string="In the shop", required=True, readonly=True)
    meaning = fields.Selection(
        MEANINGS, help="Empty: nobody knows. Such an order waits until it is said."
    )

    _one_per_code = models.Constraint(
        "UNIQUE (connection_id, code)", "A connection has each status once."
    )

    def write(self, values):
        changed = self.filtered(lambda row: values.get("meaning", row.meaning) != row.meaning)
        result = super().write(values)
        for row in changed.filtered("meaning"):
            row.sudo()._settle()
        return result

    def _settle(self):
        """What was asked about it is answered, and what waits for it is looked at again."""
        asked = [("connection_id", "=", self.connection_id.id), ("kind", "=", "status")]
        asked += [("key", "=", self.code), ("state", "!=", "answered")]
        for question in self.env["omni.question"].search(asked):
            question.status_meaning = self.meaning
            question.write({"state": "answered", "note": False, **question._closing()})
        self._parked().action_retry()

    def _parked(self):
        return self.env["omni.message"].search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("mend", "=", f"status:{self.code}"),
                ("state", "=", "parked"),
            ]
        )


class Connection(models.Model):
    _inherit = "omni.connection"

    status_ids = fields.One2many("omni.channel.status", "connection_id")

    def _prepare_adapter(self, adapter):
        """Tell the adapter what people said of the shop's statuses."""
        super()._prepare_adapter(adapter)
        if getattr(adapter, "order_statuses", ()):
            rows = self.sudo().status_ids.filtered("meaning")
            adapter.meanings = {row.code: row.meaning for row in rows}

    def _after_connected(self, account):
        super()._after_connected(account)
        if self.kind == "channel" and self._adapter_class().order_statuses:
            self._learn_statuses()

    def _learn_statuses(self):
        """Keep the shop's statuses, its own ones where the log-in may see them."""
        cls = self._adapter_class()
        found = list(cls.order_statuses)
        if cls.can("pull_statuses"):
            try:
                with self._session() as adapter:
                    found = adapter.pull_statuses() + found
            except RemoteError:
                pass
        self._add_statuses(found)

    def _add_statuses(self, statuses):
        """Make a row of each OrderStatus that has none; what people said stays."""
        known = set(self.sudo().status_ids.mapped("code"))
        fresh = {}
        for one in statuses:
            if one.code not in known:
                fresh.setdefault(one.code, one)
        self.env["omni.channel.status"].sudo().create(
            [
                {
                    "connection_id": self.id,
                    "code": one.code,
                    "name": self._say(one.name) or one.code,
                    "meaning": one.meaning or False,
                }
                for one in fresh.values()
            ]
        )


class OrderImport(models.AbstractModel):
    """A status that nobody has explained is asked once; new orders in it wait."""

    _inherit = "omni.order.import"

    @api.model
    def _import(self, connection, pairs):
        unknown = {order.status: message for message, order in pairs if order.is_status_unknown}
        if unknown:
            self._ask_statuses(connection, unknown)
        return super()._import(connection, pairs)

    def _ask_statuses(self, connection, unknown):
        """Ask what these words mean; ``unknown``: {word: a message in which it is}."""
        _ = self.env._
        words = {row.code: row.name for row in connection.sudo().status_ids}
        rows = [
            {
                "kind": "status",
                "key": code,
                "name": words.get(code, code),
                "reason": _("Orders are in the status “%s”. Say what it means.", code),
                "message_id": message.id,
            }
            for code, message in unknown.items()
        ]
        self.env["omni.question"]._ask(connection, rows)

    def _screen(self, connection, order, usable):
        _ = self.env._
        if order.is_ignored:
            return Verdict("ignored", self._left_out(order))
        if order.is_status_unknown:
            return Verdict(
                "parked",
                _(
                    "Nobody has said what the shop's status “%s” means: answer the question, or "
                    "say it on the connection.",
                    order.status,
                ),
                severity="error",
                mend=f"status:{order.status}",
            )
        return super()._screen(connection, order, usable)

    def _seen_again(self, connection, known, message, order):
        if order.is_ignored:
            return Verdict("ignored", self._left_out(order), known[order.external_id][0])
        return super()._seen_again(connection, known, message, order)

    def _left_out(self, order):
        return self.env._("Orders in the status “%s” are left out.", order.status)
