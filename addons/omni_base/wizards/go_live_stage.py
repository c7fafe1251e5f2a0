from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class GoLiveStage(models.TransientModel):
    """Which part is released now; the rest stays held until a later stage."""

    _inherit = "omni.go.live"

    feed_ids = fields.One2many("omni.go.live.feed", "wizard_id")
    feed_count = fields.Integer(compute="_compute_feed_count")
    is_next_stage = fields.Boolean(readonly=True, help="The connection is live in part already")

    @api.depends("feed_ids")
    def _compute_feed_count(self):
        for wizard in self:
            wizard.feed_count = len(wizard.feed_ids)

    @api.model
    def _start(self, connection):
        is_live = connection._writes_outside()
        waiting = self._waiting(connection)
        rows = [
            {
                "feed_id": feed.id,
                "is_chosen": not feed.is_held or not is_live,
                "was_released": is_live and not feed.is_held,
                "waiting_count": waiting.get(feed.resource, 0),
            }
            for feed in connection._out_feeds()
        ]
        return {
            **super()._start(connection),
            "is_next_stage": is_live,
            "feed_ids": [Command.create(row) for row in rows],
        }

    def _waiting(self, connection):
        """Return {resource: how many changes wait to be told}."""
        groups = self.env["omni.intent"]._read_group(
            [("connection_id", "=", connection.id), ("state", "=", "new")],
            ["resource"],
            ["__count"],
        )
        return dict(groups)

    def _releases(self, code):
        """Whether this stage, or one before, releases the feed of a resource."""
        return any(row.feed_id.resource == code and row._is_released() for row in self.feed_ids)

    @api.onchange("feed_ids")
    def _onchange_stage(self):
        self.update(self._compared())

    def action_go_live(self):
        """Release the chosen part, if nothing stands against it."""
        self.ensure_one()
        connection = self.connection_id
        connection.check_access("write")
        self._refuse()
        rows = self.feed_ids.filtered(lambda row: row._is_released())
        if self.feed_ids and not rows:
            raise UserError(self.env._("Choose at least one kind of thing to release."))
        connection._forget_request()
        self._choose()
        connection._release(rows.feed_id & connection._out_feeds())
        connection._message_log(body=self._said())
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _choose(self):
        """A hook: write down which records this stage releases."""

    def _said(self):
        """What this stage released, for the connection's history."""
        released = self.feed_ids.filtered(lambda row: row._is_released())
        held = self.feed_ids - released
        said = [self.env._("Released: %s.", ", ".join(released.mapped("label")) or "-")]
        if held:
            said.append(self.env._("Held for later: %s.", ", ".join(held.mapped("label"))))
        if self.difference_count:
            said.append(self.env._("Numbers that change there: %s.", self.difference_count))
        return " ".join(said)


class GoLiveFeed(models.TransientModel):
    _name = "omni.go.live.feed"
    _description = "What is released when going live"
    _order = "id"

    wizard_id = fields.Many2one("omni.go.live", required=True, ondelete="cascade")
    feed_id = fields.Many2one("omni.feed", required=True, readonly=True, ondelete="cascade")
    label = fields.Char(related="feed_id.label")
    help = fields.Char(related="feed_id.help")
    is_chosen = fields.Boolean(string="Now")
    was_released = fields.Boolean(string="Live already", readonly=True)
    waiting_count = fields.Integer(string="Waiting", readonly=True)

    def _is_released(self):
        return self.is_chosen or self.was_released


class Connection(models.Model):
    """The buttons that lead to the wizard, and what it asks of a connection."""

    _inherit = "omni.connection"

    def action_open_go_live(self):
        """The buttons “Go live” and “Release more”: checks and differences first."""
        self.ensure_one()
        self.check_access("write")
        return self.env["omni.go.live"]._open(self)

    def _live_can_compare(self):
        """Whether what the remote shows is known already."""
        return True

    def _live_differences(self):
        """Return [{label, there, here}] of the numbers that this connection would write."""
        return []
