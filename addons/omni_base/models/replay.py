from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .work import BACKFILL, LIVE

AT_ONCE = 50
PUT_UP = """
    INSERT INTO omni_message (connection_id, company_id, resource, external_id, state, priority,
           tries, origin, person_id, version, digest, payload_id, severity, reason, received_at)
    SELECT %(connection)s, %(company)s, %(code)s, s.external_id, 'new', %(priority)s,
           0, 'person', %(person)s, s.version, s.digest, s.payload_id, 'info', %(reason)s, %(now)s
      FROM (%(newest)s) s
     WHERE NOT EXISTS (
           SELECT FROM omni_message w
            WHERE w.connection_id = %(connection)s AND w.resource = %(code)s
              AND w.external_id = s.external_id AND w.state = 'new' AND w.origin = 'person'
              AND w.payload_id = s.payload_id AND w.lease_until IS NULL)
     ORDER BY s.id"""


class Message(models.Model):
    """Anything that came in can be processed again from its payload, in its newest state."""

    _inherit = "omni.message"

    person_id = fields.Many2one("res.users", string="Asked by", readonly=True)
    mapping_version = fields.Integer(
        string="Mapping", readonly=True, help="The version of the mapping that read it last"
    )

    @api.model
    def _newest_states(self, connection, code, limit=None, **scope):
        """Return SQL of the newest message with a payload of each thing in ``scope``.

        ``scope``: external_ids, since and until (when something was received of it), mapping (only
        what no mapping of this version or a later one has read), skipped (how many to leave out).
        """
        return SQL(
            """
            SELECT DISTINCT ON (n.external_id) n.id, n.external_id, n.version, n.digest,
                   n.payload_id
              FROM omni_message n
             WHERE n.connection_id = %(connection)s AND n.resource = %(code)s
               AND n.payload_id IS NOT NULL AND n.external_id IN (%(things)s)
             ORDER BY n.external_id, n.version COLLATE "C" DESC NULLS LAST, n.payload_id DESC
            """,
            connection=connection.id,
            code=code,
            things=self._things(connection, code, limit, **scope),
        )

    def _things(self, connection, code, limit=None, external_ids=None, skipped=0, **scope):
        """Return SQL of the external ids of what was received, the latest first."""
        since, until, mapping = (scope.get(name) for name in ("since", "until", "mapping"))
        older = SQL("HAVING COALESCE(max(m.mapping_version), 0) < %s", mapping)
        return SQL(
            """
            SELECT m.external_id FROM omni_message m
             WHERE m.connection_id = %s AND m.resource = %s AND m.payload_id IS NOT NULL %s %s %s
             GROUP BY m.external_id %s ORDER BY max(m.id) DESC LIMIT %s OFFSET %s
            """,
            connection.id,
            code,
            SQL() if external_ids is None else SQL("AND m.external_id = ANY(%s)", external_ids),
            SQL("AND m.received_at >= %s", since) if since else SQL(),
            SQL("AND m.received_at < %s", until) if until else SQL(),
            older if mapping else SQL(),
            limit,
            skipped,
        )

    @api.model
    def _count_things(self, connection, code, **scope):
        self.flush_model()
        things = self._things(connection, code, **scope)
        self.env.cr.execute(SQL("SELECT count(*) FROM (%s) t", things))
        return self.env.cr.fetchone()[0]

    @api.model
    def _newest_of(self, connection, code, limit, **scope):
        """Return the newest message of each of the first ``limit`` things."""
        self.flush_model()
        self.env.cr.execute(self._newest_states(connection, code, limit, **scope))
        return self.browse(sorted(row[0] for row in self.env.cr.fetchall()))

    @api.model
    def _replay(self, connection, code, **scope):
        """Put the newest state of each thing up to be processed again; return how many.

        One INSERT of narrow rows, which the workers take in slices as they take all else. What is
        under way already is not put up twice.
        """
        count = self._count_things(connection, code, **scope)
        priority = LIVE if count <= AT_ONCE else BACKFILL
        self.env.cr.execute(
            SQL(
                PUT_UP,
                connection=connection.id,
                company=connection.company_id.id,
                code=code,
                priority=priority,
                person=self.env.uid,
                reason=self.env._("Processed again by %s.", self.env.user.name),
                now=fields.Datetime.now(),
                newest=self._newest_states(connection, code, **scope),
            )
        )
        made = self.env.cr.rowcount
        self.env["omni.drain"]._wake(priority)
        return made

    def action_replay(self):
        """Show what processing these again would change, before anything does."""
        self.check_access("read")
        kinds = {(message.connection_id, message.resource) for message in self}
        if len(kinds) != 1:
            raise UserError(self.env._("Choose messages of one connection and one kind."))
        if not self.payload_id:
            raise UserError(self.env._("Their payloads are gone, so there is nothing to process."))
        connection, code = kinds.pop()
        wizard = self.env["omni.replay"].create(
            {
                "connection_id": connection.id,
                "resource": code,
                "external_ids": sorted(set(self.mapped("external_id"))),
            }
        )
        return wizard.action_preview()
