from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..core.resource import offered

SHOWN = 25


class Replay(models.TransientModel):
    """Process again what came in: first it is shown what that would change, then it is done."""

    _name = "omni.replay"
    _inherit = "omni.confined"
    _description = "Process again"

    connection_id = fields.Many2one("omni.connection", required=True, readonly=True)
    company_id = fields.Many2one(related="connection_id.company_id")
    resource = fields.Selection("_selection_resource", string="What", required=True)
    external_ids = fields.Json(readonly=True)
    since = fields.Date(string="Received from")
    until = fields.Date(string="Received until")
    is_older_only = fields.Boolean(
        string="Only what an older mapping read",
        help="What was read before the way of reading it was corrected",
    )
    skipped_count = fields.Integer(readonly=True)
    first_shown = fields.Integer(compute="_compute_shown")
    last_shown = fields.Integer(compute="_compute_shown")
    count = fields.Integer(compute="_compute_count")
    shown_count = fields.Integer(readonly=True)
    same_count = fields.Integer(readonly=True)
    is_previewed = fields.Boolean(readonly=True)
    row_ids = fields.One2many("omni.replay.row", "wizard_id", readonly=True)

    @api.model
    def _selection_resource(self):
        """The kinds that come in over any connection, in the user's words."""
        connections = self.env["omni.connection"].search([])
        found = {}
        for connection in connections:
            for known in offered(connection._adapter_class()) if connection.kind else ():
                if known.direction == "in" and known.read:
                    found.setdefault(known.code, connection._say(known.label))
        return list(found.items())

    @api.depends("skipped_count", "shown_count")
    def _compute_shown(self):
        for wizard in self:
            wizard.first_shown = wizard.skipped_count + 1
            wizard.last_shown = wizard.skipped_count + wizard.shown_count

    @api.depends("resource", "external_ids", "since", "until", "is_older_only", "connection_id")
    def _compute_count(self):
        for wizard in self:
            wizard.count = (
                wizard.env["omni.message"]._count_things(
                    wizard.connection_id, wizard.resource, **wizard._scope()
                )
                if wizard.resource
                else 0
            )

    @api.onchange("resource", "since", "until", "is_older_only")
    def _onchange_scope(self):
        self.is_previewed = False

    def _scope(self):
        if self.external_ids:
            return {"external_ids": self.external_ids}
        until = self.until and fields.Datetime.to_datetime(self.until + timedelta(days=1))
        since = self.since and fields.Datetime.to_datetime(self.since)
        version = self.connection_id._adapter_class().mapping_version
        return {"since": since, "until": until, "mapping": self.is_older_only and version}

    def _check_allowed(self):
        """The wizard's own rights are not enough: the connection must be one that the user sees."""
        self.ensure_one()
        self.connection_id.check_access("read")
        if not self.external_ids and not self.env.user.has_group("omni_base.group_manager"):
            raise AccessError(self.env._("Only an administrator processes a whole period again."))

    def action_preview(self):
        """Process the first of them for show, and say what would have changed."""
        return self._preview_page(0)

    def action_next(self):
        """Show what would change of the next page."""
        return self._preview_page(self.skipped_count + SHOWN)

    def action_previous(self):
        return self._preview_page(max(self.skipped_count - SHOWN, 0))

    def _preview_page(self, skipped):
        self._check_allowed()
        if self.since and self.until and self.since > self.until:
            raise UserError(self.env._("The period ends before it begins."))
        message = self.env["omni.message"].sudo()
        scope = {**self._scope(), "skipped": skipped}
        page = message._newest_of(self.connection_id, self.resource, SHOWN, **scope)
        found = self.env["omni.drain"]._preview(self.connection_id, page) if page else []
        rows = [row for one in found for row in self._rows(one)]
        told = {one["external_id"] for one in found if self._rows(one)}
        self.row_ids = [Command.clear(), *(Command.create(row) for row in rows)]
        self.shown_count, self.skipped_count = len(found), skipped
        self.same_count = len(found) - len(told)
        self.is_previewed = True
        return self._again()

    def _rows(self, one):
        """Return the rows of one thing: its differences, and why something is not done."""
        kind = "new" if one["is_new"] else "changed"
        rows = [
            {"name": one["name"], "kind": kind, "what": what, "now": now, "then": then}
            for what, now, then in one["changes"]
        ]
        stays = one["state"] != "done"
        if stays or one["is_kept"]:
            kind = {"dead": "problem"}.get(one["state"], "kept")
            rows.append({"name": one["name"], "kind": kind, "then": one["reason"]})
        return rows

    def action_apply(self):
        """Put all of them up for the workers, in the user's name."""
        self._check_allowed()
        if not self.is_previewed:
            raise UserError(self.env._("Look at the preview first."))
        message = self.env["omni.message"].sudo()
        count = message._replay(self.connection_id, self.resource, **self._scope())
        notice = self.connection_id._notice(
            "info", self.env._("Processed again in the background now: %s.", count)
        )
        notice["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return notice

    def _again(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Process again: %s", self.connection_id.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }


class ReplayRow(models.TransientModel):
    _name = "omni.replay.row"
    _description = "What processing again would change"
    _order = "id"

    wizard_id = fields.Many2one("omni.replay", required=True, ondelete="cascade")
    name = fields.Char(string="Record")
    kind = fields.Selection(
        [
            ("new", "New"),
            ("changed", "Changed"),
            ("kept", "Not applied"),
            ("problem", "Problem"),
        ],
        string="Result",
    )
    what = fields.Char(string="Field")
    now = fields.Text(string="Now")
    then = fields.Text(string="Would become")


class Connection(models.Model):
    _inherit = "omni.connection"

    def action_replay(self):
        """Process a period again, or all that is kept: after a change of how things are read."""
        self.ensure_one()
        self.check_access("write")
        kinds = [known.code for known in offered(self._adapter_class()) if known.read]
        if not kinds:
            raise UserError(self.env._("Nothing comes in over this connection."))
        wizard = self.env["omni.replay"].create({"connection_id": self.id, "resource": kinds[0]})
        return wizard._again()
