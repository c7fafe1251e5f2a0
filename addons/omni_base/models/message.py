from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..core.auth import digest
from ..core.resource import resource
from .window import form_of
from .work import BACKFILL, DUE_INDEX, LIVE

STATES = [
    ("rung", "To be read"),
    ("new", "To be processed"),
    ("parked", "Parked"),
    ("done", "Done"),
    ("ignored", "Ignored"),
    ("dead", "Problem"),
]
OPEN = ("rung", "new", "parked", "dead")
PROBLEMS = {"parked", "dead"}

INSERT = """
    INSERT INTO omni_message (connection_id, company_id, resource, external_id, state, priority,
                              tries, origin, version, digest, payload_id, event_id, run_id,
                              severity, reason, received_at)
         VALUES %s RETURNING id"""


class Message(models.Model):
    """One thing that came in, and what became of it."""

    _name = "omni.message"
    _inherit = "omni.work"
    _description = "Message"
    _order = "id desc"
    _rec_name = "external_id"
    _log_access = False
    _claimable = ("rung", "new", "parked")
    _needs_no_remote = SQL("w.state = 'new'")

    external_id = fields.Char(readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True)
    origin = fields.Selection(
        [("webhook", "Webhook"), ("feed", "Feed"), ("person", "By hand")], readonly=True
    )
    version = fields.Char(readonly=True)
    digest = fields.Char(readonly=True)
    event_id = fields.Char(readonly=True)
    payload_id = fields.Many2one(
        "omni.payload", readonly=True, index="btree_not_null", ondelete="set null"
    )
    payload_text = fields.Text(related="payload_id.text", string="Content")
    run_id = fields.Many2one("omni.run", readonly=True, index="btree_not_null", ondelete="set null")
    received_at = fields.Datetime(readonly=True)
    done_at = fields.Datetime(readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", string="Record", readonly=True)
    resource_label = fields.Char(string="Kind", compute="_compute_resource_label")

    _newest = models.Index("(connection_id, resource, external_id, id DESC)")
    _open_work = models.Index(f"{DUE_INDEX} WHERE state IN ('rung', 'new', 'parked')")
    _problems = models.Index("(connection_id) WHERE state IN ('parked', 'dead')")

    @api.model
    def _store(self, connection, rows):
        """Insert messages in one statement and return them.

        ``rows``: dicts of resource, external_id, state and optionally priority, origin, version,
        digest, payload_id, event_id, run_id, severity, reason.
        """
        now = fields.Datetime.now()
        optional = ("version", "digest", "payload_id", "event_id", "run_id", "severity", "reason")
        values = [
            (
                connection.id,
                connection.company_id.id,
                row["resource"],
                row["external_id"],
                row["state"],
                row.get("priority", LIVE),
                0,
                row.get("origin", "feed"),
                *(row.get(name) or None for name in optional),
                now,
            )
            for row in rows
        ]
        ids = self.env.cr.execute_values(INSERT, values, page_size=500, fetch=True)
        return self.browse(row[0] for row in ids)

    @api.model
    def _store_page(self, connection, code, items, run):
        """Keep the items of a page that are new or changed; return how many there were."""
        known = self._known_digests(connection, code, [item.external_id for item in items])
        fresh = {
            item.external_id: (item, mark)
            for item in items
            for mark in [digest(item.body)]
            if known.get(item.external_id) != mark
        }
        if not fresh:
            return 0
        payloads = self.env["omni.payload"]._keep(
            connection, "in", [(code, key, item.body) for key, (item, mark) in fresh.items()]
        )
        rows = [
            {
                "resource": code,
                "external_id": key,
                "state": "new",
                "priority": BACKFILL,
                "version": item.version,
                "digest": mark,
                "payload_id": payload_id,
                "run_id": run.id,
            }
            for (key, (item, mark)), payload_id in zip(fresh.items(), payloads.ids, strict=True)
        ]
        self._store(connection, rows)
        return len(rows)

    def _known_digests(self, connection, code, external_ids):
        """Return {external id: digest of the newest payload seen of it}: one query a page."""
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT ON (external_id) external_id, digest FROM omni_message
                 WHERE connection_id = %s AND resource = %s AND external_id = ANY(%s)
                   AND digest IS NOT NULL
                 ORDER BY external_id, id DESC
                """,
                connection.id,
                code,
                list(external_ids),
            )
        )
        return dict(self.env.cr.fetchall())

    def _newest_read(self, connection, pairs):
        """Return {external id: (version, payload id)} of the newest state read so far.

        Remotes tell times in whole seconds: of equal versions, what was read later is newer.
        """
        first = next(iter(pairs.values()))[0]
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT ON (external_id) external_id, version, payload_id FROM omni_message
                 WHERE connection_id = %s AND resource = %s AND external_id = ANY(%s)
                   AND version IS NOT NULL AND payload_id IS NOT NULL
                 ORDER BY external_id, version COLLATE "C" DESC, payload_id DESC
                """,
                connection.id,
                first.resource,
                list(pairs),
            )
        )
        return {row[0]: row[1:] for row in self.env.cr.fetchall()}

    def _supersede(self, external_ids):
        """Close older open messages about the same things: what they said is outdated."""
        first = self[:1]
        self.env.cr.execute(
            SQL(
                """
                UPDATE omni_message m
                   SET state = 'done', severity = 'info', lease_until = NULL,
                       done_at = %s, reason = %s
                 WHERE m.connection_id = %s AND m.resource = %s AND m.external_id = ANY(%s)
                   AND m.state IN %s AND m.id < %s AND NOT m.id = ANY(%s)
                   AND (m.lease_until IS NULL OR m.lease_until < %s)
             RETURNING (SELECT o.state FROM omni_message o WHERE o.id = m.id)
                """,
                fields.Datetime.now(),
                self.env._("A newer state of it was processed."),
                first.connection_id.id,
                first.resource,
                list(external_ids),
                OPEN,
                max(self.ids),
                self.ids,
                fields.Datetime.now(),
            )
        )
        were = {row[0] for row in self.env.cr.fetchall()}
        if were:
            self.invalidate_model()
        if were & PROBLEMS:
            self.env["omni.bell"]._ring(first.connection_id)

    def action_retry(self):
        """Process again now; what has no payload is read from the remote again."""
        self.check_access("read")
        known = {message: resource(message.resource) for message in self}
        if any(message.state in ("done", "ignored") for message in self):
            raise UserError(self.env._("Only parked messages and problems can be tried again."))
        for message in self:
            reread = not message.payload_id or (known[message] and known[message].by_id)
            message.sudo().write(
                {
                    "state": "rung" if reread else "new",
                    "not_before": False,
                    "lease_until": False,
                    "priority": LIVE,
                    "tries": 0,
                    "reason": self.env._("Tried again by %s.", self.env.user.name),
                    "severity": "retry",
                }
            )
        self.env["omni.drain"]._wake(LIVE)

    def action_open_record(self):
        self.ensure_one()
        return form_of(self.res_model, self.res_id)
