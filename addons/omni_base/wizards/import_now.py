from datetime import datetime, time, timedelta
from itertools import islice

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ..core.resource import resource

MOST_COUNTED = 5000


class ImportNow(models.TransientModel):
    """Choose what is read now: by the feeds, in the background, like all that comes in."""

    _name = "omni.import"
    _inherit = "omni.confined"
    _description = "Import now"

    connection_id = fields.Many2one("omni.connection", required=True, ondelete="cascade")
    line_ids = fields.One2many("omni.import.line", "wizard_id")
    can_list = fields.Boolean(compute="_compute_can_list")
    since = fields.Date(string="Placed from")
    until = fields.Date(string="Placed until")
    found = fields.Char(readonly=True)

    @api.depends("line_ids.is_chosen")
    def _compute_can_list(self):
        for wizard in self:
            lines = wizard.line_ids.filtered(lambda one: one.is_chosen and one.feed_id._can_list())
            wizard.can_list = bool(lines)

    @api.model
    def _open(self, connection):
        feeds = connection.with_context(active_test=False).feed_ids
        first = True
        lines = []
        for feed in feeds.filtered(lambda one: one.direction == "in"):
            lines.append(Command.create({"feed_id": feed.id, "is_chosen": feed.active and first}))
            first = first and not feed.active
        if not lines:
            raise UserError(self.env._("Nothing comes in over this connection."))
        return self.create({"connection_id": connection.id, "line_ids": lines})._again()

    def _again(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import now: %s", self.connection_id.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    def _period(self):
        """Return the first and the last moment of the period, None where none was chosen."""
        if not self.since and not self.until:
            return None
        zone = self.connection_id._zone()
        today = datetime.now(zone).date()
        first, last = self.since or self.until, min(self.until or today, today)
        if first > last:
            raise UserError(self.env._("The period ends before it begins."))
        ends = datetime.combine(last + timedelta(days=1), time(), zone)
        return datetime.combine(first, time(), zone), ends

    def action_count(self):
        """The button “How many?”: asks the remote what the period holds, without reading it."""
        self.ensure_one()
        feed = self.line_ids.filtered("is_chosen").feed_id.filtered(lambda one: one._can_list())[:1]
        period = self._period()
        if not feed or not period:
            raise UserError(self.env._("Choose a period first."))
        connection = self.connection_id
        with connection._person_waits(), connection.sudo()._session() as adapter:
            listed = getattr(adapter, resource(feed.resource).lists)(*period)
            ids = [key for key, _moment in islice(listed, MOST_COUNTED + 1)]
        self.found = self._count_words(feed, ids)
        return self._again()

    def _count_words(self, feed, ids):
        if len(ids) > MOST_COUNTED:
            most = formatLang(self.env, MOST_COUNTED, digits=0)
            return self.env._("More than %s. They are read in the background.", most)
        known = (
            self.env["omni.message"]
            .sudo()
            ._read_group(
                [
                    ("connection_id", "=", self.connection_id.id),
                    ("resource", "=", feed.resource),
                    ("external_id", "in", ids),
                ],
                ["external_id"],
            )
        )
        return self.env._(
            "%(count)s there; %(fresh)s of them were never read here.",
            count=formatLang(self.env, len(ids), digits=0),
            fresh=formatLang(self.env, len(ids) - len(known), digits=0),
        )

    def action_import(self):
        """Start the chosen feeds in the background, and lead to their executions."""
        self.ensure_one()
        connection, chosen = self.connection_id, self.line_ids.filtered("is_chosen")
        connection.check_access("read")
        if not chosen:
            raise UserError(self.env._("Choose what is to be imported."))
        period = self._period()
        for line in chosen:
            line.feed_id.action_run_now()
            if line.again:
                line.feed_id._ask_again()
            if period and line.feed_id._can_list():
                line.feed_id._ask_period(*period)
        names = ", ".join(chosen.mapped("label"))
        notice = connection._notice("success", self.env._("Read in the background now: %s.", names))
        notice["params"]["next"] = connection.action_open_runs()
        return notice


class ImportNowLine(models.TransientModel):
    _name = "omni.import.line"
    _description = "What can be imported now"
    _order = "id"

    wizard_id = fields.Many2one("omni.import", required=True, ondelete="cascade")
    feed_id = fields.Many2one("omni.feed", required=True, readonly=True, ondelete="cascade")
    is_chosen = fields.Boolean(string="Import")
    is_on = fields.Boolean(related="feed_id.active")
    label = fields.Char(related="feed_id.label")
    help = fields.Char(related="feed_id.help", string="What it does")
    again = fields.Boolean(
        string="All of it again",
        help="Else what is new or changed since the last time. What is unchanged stays as it is.",
    )
    last = fields.Char(string="Last time", compute="_compute_last")

    @api.depends("feed_id")
    @api.depends_context("lang")
    def _compute_last(self):
        for line in self:
            run = line.feed_id.last_run_id
            line.last = run and self.env._(
                "%(count)s read, %(when)s",
                count=formatLang(self.env, run.read_count, digits=0),
                when=run.connection_id._ago(run.started_at),
            )


class Connection(models.Model):
    _inherit = "omni.connection"

    def action_import_now(self):
        """The button “Import now…”: what, and of when."""
        self.ensure_one()
        self.feed_ids.check_access("read")
        if self.state != "connected":
            raise UserError(self.env._("Connect “%s” first: test its connection.", self.name))
        return self.env["omni.import"]._open(self)
