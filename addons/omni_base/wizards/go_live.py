from odoo import Command, api, fields, models
from odoo.addons.omni_base.core.errors import RemoteError
from odoo.exceptions import UserError

EMPTIED_LIMIT = 0.2
SHOWN = 200


class GoLive(models.TransientModel):
    """What must be right before a connection writes outside, and what it would write first."""

    _name = "omni.go.live"
    _description = "Go live"

    connection_id = fields.Many2one("omni.connection", required=True, readonly=True)
    check_ids = fields.One2many("omni.go.live.check", "wizard_id", readonly=True)
    difference_ids = fields.One2many("omni.go.live.difference", "wizard_id", readonly=True)
    difference_count = fields.Integer(readonly=True)
    can_compare = fields.Boolean(readonly=True)
    hidden_count = fields.Integer(compute="_compute_hidden_count")
    emptied_share = fields.Float(
        readonly=True, help="Of what is on sale there now, how much would be shown as sold out"
    )
    is_blocked = fields.Boolean(compute="_compute_is_blocked")
    needs_colleague = fields.Boolean(compute="_compute_needs_colleague")
    asked_by_id = fields.Many2one(related="connection_id.live_asked_by_id")

    @api.depends("difference_count", "difference_ids")
    def _compute_hidden_count(self):
        for wizard in self:
            wizard.hidden_count = wizard.difference_count - len(wizard.difference_ids)

    @api.depends("check_ids.state")
    def _compute_is_blocked(self):
        for wizard in self:
            wizard.is_blocked = "blocker" in wizard.check_ids.mapped("state")

    @api.depends("emptied_share", "asked_by_id")
    @api.depends_context("uid")
    def _compute_needs_colleague(self):
        for wizard in self:
            asked = wizard.asked_by_id and wizard.asked_by_id != self.env.user
            much = wizard.emptied_share > EMPTIED_LIMIT
            wizard.needs_colleague = much and not asked and bool(wizard._colleagues())

    def _colleagues(self):
        """Who else may agree; a merchant who works alone decides alone."""
        users = self.env.ref("omni_base.group_manager").sudo().all_user_ids
        company = self.connection_id.company_id
        own = users.filtered(lambda user: user.active and company in user.company_ids)
        return own - self.env.user - self.env.ref("base.user_root")

    @api.model
    def _open(self, connection):
        """Look at everything once and return the action that shows it."""
        differences = connection._live_differences()
        there = [row for row in differences if row["there"] > 0]
        emptied = [row for row in there if not row["here"]]
        changed = [row for row in differences if row["here"] != row["there"]]
        changed.sort(key=lambda row: -abs(row["here"] - row["there"]))
        wizard = self.create(
            {
                "connection_id": connection.id,
                "check_ids": [Command.create(check) for check in connection._live_checks()],
                "difference_ids": [Command.create(row) for row in changed[:SHOWN]],
                "difference_count": len(changed),
                "can_compare": connection._live_can_compare(),
                "emptied_share": len(emptied) / len(there) if there else 0,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Go live: %s", connection.name),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_go_live(self):
        self.ensure_one()
        if self.is_blocked:
            raise UserError(self.env._("First solve what the checks say."))
        if self.needs_colleague:
            raise UserError(
                self.env._("So much would be shown as sold out that a second person must agree.")
            )
        self.connection_id.sudo().live_asked_by_id = False
        self.connection_id.action_go_live()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_ask_colleague(self):
        """Note who wants it; another administrator can then go live."""
        self.ensure_one()
        connection = self.connection_id
        connection.check_access("write")
        connection.sudo().live_asked_by_id = self.env.user
        connection._message_log(
            body=self.env._(
                "%(name)s asks a colleague to go live: %(share)s %% of what is on sale would be "
                "shown as sold out.",
                name=self.env.user.name,
                share=round(100 * self.emptied_share),
            )
        )
        return {"type": "ir.actions.act_window_close"}


class GoLiveCheck(models.TransientModel):
    _name = "omni.go.live.check"
    _description = "Check before going live"
    _order = "id"

    wizard_id = fields.Many2one("omni.go.live", required=True, ondelete="cascade")
    state = fields.Selection(
        [("good", "Good"), ("warning", "Look at it"), ("blocker", "Must be solved")], required=True
    )
    label = fields.Char(required=True)
    text = fields.Char()


class GoLiveDifference(models.TransientModel):
    _name = "omni.go.live.difference"
    _description = "What going live would change there"
    _order = "id"

    wizard_id = fields.Many2one("omni.go.live", required=True, ondelete="cascade")
    label = fields.Char(required=True)
    there = fields.Float(string="Now there", digits=(12, 0))
    here = fields.Float(string="Would become", digits=(12, 0))
    change = fields.Float(compute="_compute_change", digits=(12, 0))

    @api.depends("there", "here")
    def _compute_change(self):
        for row in self:
            row.change = row.here - row.there


class Connection(models.Model):
    _inherit = "omni.connection"

    live_asked_by_id = fields.Many2one(
        "res.users", string="Asked to go live", readonly=True, copy=False
    )

    def action_open_go_live(self):
        """The button “Go live”: checks and differences first."""
        self.ensure_one()
        self.check_access("write")
        return self.env["omni.go.live"]._open(self)

    def _live_checks(self):
        """Return [{state, label, text}]; addons add what they know of their kind."""
        return [self._check_log_in()]

    def _check_log_in(self):
        label = self.env._("Log-in")
        try:
            with self._session() as adapter:
                account = adapter.check()
        except RemoteError as error:
            return {"state": "blocker", "label": label, "text": self._say(error.reason)}
        if account.missing:
            missing = ", ".join(account.missing)
            text = self.env._("Rights that are missing there: %s", missing)
            return {"state": "warning", "label": label, "text": text}
        return {"state": "good", "label": label, "text": self._say(account.name)}

    def _live_can_compare(self):
        """Whether what the remote shows is known already."""
        return True

    def _live_differences(self):
        """Return [{label, there, here}] of the numbers that this connection would write."""
        return []
