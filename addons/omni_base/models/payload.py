import contextlib
import zlib

import msgspec

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import sql

from ..core.auth import digest

LEVEL = 3

INSERT = """
    INSERT INTO omni_payload (connection_id, company_id, direction, resource, external_id, digest,
                              packed, size, stored_at, res_model, res_ids)
         VALUES %s RETURNING id"""

TOLD_INDEX = """
    CREATE INDEX IF NOT EXISTS omni_payload_told ON omni_payload
     USING gin (res_ids) WHERE direction = 'out'"""


class Payload(models.Model):
    """What came or went, verbatim. Rows are never changed."""

    _name = "omni.payload"
    _description = "Payload"
    _order = "id desc"
    _log_access = False

    connection_id = fields.Many2one(
        "omni.connection", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    direction = fields.Selection([("in", "In"), ("out", "Out")], required=True, readonly=True)
    resource = fields.Char(readonly=True)
    external_id = fields.Char(readonly=True)
    digest = fields.Char(required=True, readonly=True, help="SHA-256 of the verbatim bytes")
    size = fields.Integer(help="Bytes before compression", readonly=True)
    stored_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    res_model = fields.Char(readonly=True, help="What a call that went out tells")
    text = fields.Text(compute="_compute_text", string="Content")

    _by_age = models.Index("(connection_id, stored_at)")

    def init(self):
        """The bytes live in a column of their own: the ORM would keep them as base64 text.

        So do the numbers of the records that a call tells: a row a call, not an item.
        """
        if not sql.column_exists(self.env.cr, self._table, "packed"):
            self.env.cr.execute("ALTER TABLE omni_payload ADD COLUMN packed bytea")
            self.env.cr.execute("ALTER TABLE omni_payload ALTER packed SET STORAGE EXTERNAL")
        if not sql.column_exists(self.env.cr, self._table, "res_ids"):
            self.env.cr.execute("ALTER TABLE omni_payload ADD COLUMN res_ids integer[]")
        self.env.cr.execute(TOLD_INDEX)

    @api.depends("digest")
    def _compute_text(self):
        bodies = self._bodies()
        for payload in self:
            payload.text = _readable(bodies.get(payload.id, b""))

    def _bodies(self):
        """Return {id: verbatim bytes}."""
        if not self.ids:
            return {}
        self.env.cr.execute("SELECT id, packed FROM omni_payload WHERE id = ANY(%s)", [self.ids])
        return {row[0]: zlib.decompress(row[1]) for row in self.env.cr.fetchall() if row[1]}

    @api.model
    def _keep(self, connection, direction, bodies, res_model=None, res_ids=None):
        """Store ``bodies`` = [(resource, external id, bytes)] in one go and return the records.

        ``res_model``, ``res_ids``: the records here that they tell.
        """
        now = fields.Datetime.now()
        rows = [
            (
                connection.id,
                connection.company_id.id,
                direction,
                resource,
                external_id or None,
                digest(body),
                zlib.compress(body, LEVEL),
                len(body),
                now,
                res_model,
                res_ids,
            )
            for resource, external_id, body in bodies
        ]
        ids = self.env.cr.execute_values(INSERT, rows, page_size=500, fetch=True)
        return self.browse(row[0] for row in ids)

    def write(self, values):
        raise UserError(self.env._("A payload is kept as it came and cannot be changed."))


def _readable(body):
    """Return JSON with one value a line, digit by digit as it came; anything else as it is."""
    with contextlib.suppress(msgspec.DecodeError, RecursionError):
        body = msgspec.json.format(body, indent=2)
    return body.decode("utf-8", "replace")
