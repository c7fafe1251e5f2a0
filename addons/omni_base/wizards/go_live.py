from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.release import EMPTIED_LIMIT

SHOWN = 200


class GoLive(models.TransientModel):
    """What must be right before a connection writes outside, and what it would write first."""

    _name = "omni.go.live"
    _inherit = "omni.confined"
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
    is_unknown = fields.Boolean(
        readonly=True, help="What is shown there now could not be read: there is nothing to compare"
    )
    is_blocked = fields.Boolean(compute="_compute_is_blocked")

    @api.depends("difference_count", "difference_ids")
    def _compute_hidden_count(self):
        for wizard in self:
            wizard.hidden_count = wizard.difference_count - len(wizard.difference_ids)

    @api.depends("check_ids.state")
    def _compute_is_blocked(self):
        for wizard in self:
            wizard.is_blocked = "blocker" in wizard.check_ids.mapped("state")

    @api.model
    def _open(self, connection):
        """Look at everything once and return the action that shows it."""
        wizard = self.create(self._start(connection))
        wizard._look()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Go live: %s", connection.name),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _start(self, connection):
        """A hook: the values that the wizard begins with."""
        return {"connection_id": connection.id, "can_compare": connection._live_can_compare()}

    def _look(self):
        """Make the checks, and compare with what is there now."""
        checks = [Command.create(check) for check in self.connection_id._live_checks()]
        self.check_ids = [Command.clear(), *checks]
        self.update(self._compared())

    def _differences(self):
        """A hook: return [{label, there, here}] of what this stage would write.

        ``there`` is None where nobody knows what is shown now.
        """
        return self.connection_id._live_differences()

    def _cannot_compare(self):
        """A hook: whether this stage writes numbers to where nothing was ever read."""
        return not self.connection_id._live_can_compare()

    def _compared(self):
        """Return the values of the fields that say what this stage would change."""
        differences = self._differences()
        known = [row for row in differences if row["there"] is not None]
        unknown = len(differences) - len(known)
        there = [row for row in known if row["there"] > 0]
        emptied = [row for row in there if not row["here"]]
        changed = [row for row in known if row["here"] != row["there"]]
        changed.sort(key=lambda row: -abs(row["here"] - row["there"]))
        shown = [{key: row[key] for key in ("label", "there", "here")} for row in changed[:SHOWN]]
        return {
            "difference_ids": [Command.clear(), *(Command.create(row) for row in shown)],
            "difference_count": len(changed) + unknown,
            "emptied_share": len(emptied) / len(there) if there else 0,
            "is_unknown": bool(unknown) or self._cannot_compare(),
        }


class GoLiveLimits(models.TransientModel):
    """How much a stage may change, and who must agree to more."""

    _inherit = "omni.go.live"

    emptied_limit = fields.Float(related="connection_id.emptied_limit", readonly=False)
    change_limit = fields.Integer(related="connection_id.change_limit", readonly=False)
    is_emptying = fields.Boolean(compute="_compute_is_emptying")
    is_over_limit = fields.Boolean(compute="_compute_is_over_limit")

    @api.depends("emptied_share", "emptied_limit")
    @api.depends_context("uid")
    def _compute_is_emptying(self):
        """Whoever raised the limit cannot be the second person as well."""
        for wizard in self:
            kept = wizard.connection_id._origin
            changed = wizard.emptied_limit != kept.emptied_limit
            own = changed or kept.sudo().emptied_limit_by_id == self.env.user
            limit = min(wizard.emptied_limit, EMPTIED_LIMIT) if own else wizard.emptied_limit
            wizard.is_emptying = wizard.emptied_share > limit

    def _changes_much(self):
        """A hook: whether it changes so much that a second person must agree."""
        return self.is_unknown or self.is_emptying

    @api.depends("difference_count", "change_limit")
    def _compute_is_over_limit(self):
        for wizard in self:
            wizard.is_over_limit = 0 < wizard.change_limit < wizard.difference_count

    def _refuse(self):
        """Raise what stands against this stage, with the checks and the numbers of now."""
        self._look()
        blockers = self.check_ids.filtered(lambda check: check.state == "blocker")
        if blockers:
            said = " ".join(f"{check.label}: {check.text}" for check in blockers)
            raise UserError(self.env._("First solve what the checks say. %s", said))
        if self.is_over_limit:
            raise UserError(
                self.env._(
                    "This would change %(count)s numbers there, and one stage may change "
                    "%(limit)s: release fewer products first.",
                    count=self.difference_count,
                    limit=self.change_limit,
                )
            )
        if self.needs_colleague:
            raise UserError(self._why_two())

    def _why_two(self):
        """A hook: return why a second person must agree."""
        if self.is_unknown:
            return self.env._(
                "What is shown there now could not be read, so nobody can say how much would "
                "be shown as sold out. Try again in a moment, or ask a colleague: a second "
                "person must agree."
            )
        return self.env._("So much would be shown as sold out that a second person must agree.")


class GoLiveCheck(models.TransientModel):
    _name = "omni.go.live.check"
    _description = "Check before going live"
    _inherit = "omni.finding"

    wizard_id = fields.Many2one("omni.go.live", required=True, ondelete="cascade")

    def _finding_connection(self):
        return self.wizard_id.connection_id


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
