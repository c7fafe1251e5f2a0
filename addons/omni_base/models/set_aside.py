from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..core.verdict import Verdict
from .message import OPEN

DECIDED = "ignored_by_id IS NOT NULL OR origin = 'person'"


class Message(models.Model):
    """What a person has ignored stays ignored, until a person has it processed again."""

    _inherit = "omni.message"

    ignored_by_id = fields.Many2one(
        "res.users", string="Ignored by", readonly=True, index="btree_not_null"
    )

    _decided = models.Index(f"(connection_id, resource, external_id, id DESC) WHERE {DECIDED}")

    def action_ignore(self):
        return self.env["omni.ignore"]._open(self)

    def _ignore(self, reason):
        if any(message.state not in OPEN for message in self):
            raise UserError(self.env._("Only what waits or is a problem can be ignored."))
        text = self.env._("Ignored by %(name)s: %(reason)s", name=self.env.user.name, reason=reason)
        for message in self:
            before = [message.reason and self.env._("Before: %s", message.reason), message.detail]
            message.sudo().write(
                {
                    "state": "ignored",
                    "severity": "info",
                    "reason": text,
                    "detail": "\n\n".join(filter(None, before)),
                    "ignored_by_id": self.env.uid,
                    "not_before": False,
                    "lease_until": False,
                    "done_at": fields.Datetime.now(),
                }
            )

    @api.model
    def _ignored_by_person(self, connection, code, external_ids):
        """Return {external id: reason} of what a person decided to ignore: one query a slice."""
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT ON (external_id) external_id, ignored_by_id, reason
                  FROM omni_message
                 WHERE connection_id = %s AND resource = %s AND external_id = ANY(%s) AND (%s)
                 ORDER BY external_id, id DESC
                """,
                connection.id,
                code,
                list(external_ids),
                SQL(DECIDED),
            )
        )
        return {row[0]: row[2] for row in self.env.cr.fetchall() if row[1]}


class Drain(models.AbstractModel):
    _inherit = "omni.drain"

    @api.model
    def _outdated(self, connection, pairs):
        """Also take out what a person has decided to ignore."""
        verdicts = super()._outdated(connection, pairs)
        if not pairs:
            return verdicts
        code = next(iter(pairs.values()))[0].resource
        ignored = self.env["omni.message"]._ignored_by_person(connection, code, pairs)
        for external_id, reason in ignored.items():
            verdicts[pairs.pop(external_id)[0]] = Verdict("ignored", reason)
        return verdicts


class Intent(models.Model):
    _inherit = "omni.intent"

    def action_ignore(self):
        return self.env["omni.ignore"]._open(self)

    def _ignore(self, reason):
        """It is not told; the connection's chatter keeps who decided that and why."""
        for connection in self.connection_id:
            own = self.filtered(lambda row, connection=connection: row.connection_id == connection)
            connection.sudo()._message_log(
                body=self.env._(
                    "Not told, ignored by %(name)s: %(reason)s (%(what)s)",
                    name=self.env.user.name,
                    reason=reason,
                    what=", ".join(own._names()),
                )
            )
        self.env["omni.bell"]._ring(self.connection_id)
        self.sudo().unlink()

    def _names(self):
        """Return what these are about, as a person calls it: a query for each kind of record."""
        names = []
        for model in sorted(set(self.mapped("res_model"))):
            ids = self.filtered(lambda row, model=model: row.res_model == model).mapped("res_id")
            names += self.env[model].sudo().browse(set(ids)).exists().mapped("display_name")
        return names
