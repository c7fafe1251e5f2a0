from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core.machine import is_another, marks
from ..core.resource import compares_at_start


class Connection(models.Model):
    """Test mode and live mode. Only the database that a person made live writes to the outside."""

    _inherit = "omni.connection"

    mode = fields.Selection(
        [("test", "Test"), ("live", "Live")],
        default="test",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        help="In test mode everything is read, and nothing is written outside.",
    )
    live_since = fields.Datetime(readonly=True, copy=False)
    live_identity = fields.Char(readonly=True, copy=False, groups="base.group_system")
    is_copy = fields.Boolean(
        compute="_compute_is_copy",
        help="Live, but not in this database: it is a copy, and it writes nothing outside.",
    )

    @api.depends("mode", "live_identity")
    def _compute_is_copy(self):
        identity, here = self._whereabouts()
        for connection in self.sudo():
            kept, _at, known = (connection.live_identity or "").partition("@")
            elsewhere = kept != identity or is_another(set(known.split()), here)
            connection.is_copy = connection.mode == "live" and elsewhere

    @api.model
    def _database_identity(self):
        """Return what no dump or duplicate shares: the cluster's and the database's numbers."""
        return self._whereabouts()[0]

    @api.model
    def _whereabouts(self):
        """Return (the database's identity, the machine's marks): one query.

        The database is on this machine where both ends of our connection to it are a socket's.
        """
        self.env.cr.execute(
            """
            SELECT system_identifier || '/' || d.oid, inet_server_addr() IS NULL
              FROM pg_control_system(), pg_database d WHERE d.datname = current_database()
            """
        )
        identity, is_near = self.env.cr.fetchone()
        session = getattr(self.env.cr, "_cnx", None)
        is_near = is_near and session and (session.info.host or "/").startswith("/")
        return identity, marks(is_near)

    @api.model
    def _here(self):
        """Return what is kept with live mode: where it was that a person went live."""
        identity, here = self._whereabouts()
        return f"{identity}@{' '.join(sorted(here))}"

    def _writes_outside(self):
        """Whether this connection may change anything at the remote from this database."""
        self.ensure_one()
        return self.mode == "live" and not self.is_copy

    def _go_live(self):
        """Write outside from now on. The wizard is the only way here: it checks and compares."""
        self.check_access("write")
        for connection in self:
            if connection.state != "connected":
                raise UserError(
                    self.env._("Test the connection “%s” before you go live.", connection.name)
                )
        self.sudo().write(
            {
                "mode": "live",
                "live_identity": self._here(),
                "live_since": fields.Datetime.now(),
            }
        )
        for connection in self:
            connection._after_live()
        self.env["omni.drain"]._wake()

    def action_back_to_test(self):
        self.check_access("write")
        self.sudo().write({"mode": "test", "live_identity": False})

    def _after_live(self):
        """A hook: offer everything for comparison once the remote may be written to."""
        for feed in self._out_feeds().filtered(lambda feed: not feed.is_held):
            if compares_at_start(feed.resource):
                feed._offer()
