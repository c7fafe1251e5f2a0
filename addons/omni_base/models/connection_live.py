from odoo import api, fields, models
from odoo.exceptions import UserError


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
        identity = self._database_identity()
        for connection in self.sudo():
            connection.is_copy = connection.mode == "live" and connection.live_identity != identity

    @api.model
    def _database_identity(self):
        """Return what no copy of this database shares: the cluster's and the database's numbers."""
        self.env.cr.execute(
            """
            SELECT system_identifier || '/' || d.oid
              FROM pg_control_system(), pg_database d WHERE d.datname = current_database()
            """
        )
        return self.env.cr.fetchone()[0]

    def _writes_outside(self):
        """Whether this connection may change anything at the remote from this database."""
        self.ensure_one()
        return self.mode == "live" and not self.is_copy

    def action_go_live(self):
        self.check_access("write")
        for connection in self:
            if connection.state != "connected":
                raise UserError(
                    self.env._("Test the connection “%s” before you go live.", connection.name)
                )
        self.sudo().write(
            {
                "mode": "live",
                "live_identity": self._database_identity(),
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
            feed._offer()
