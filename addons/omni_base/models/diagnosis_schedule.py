from datetime import timedelta

from odoo import fields, models
from odoo.tools import config

from .drain import LANES

LATE_MINUTES = 15


class Connection(models.Model):
    """Whether Odoo's scheduled actions run at all: without them nothing comes and nothing goes."""

    _inherit = "omni.connection"

    def _diagnose_schedule(self):
        label = self.env._("Scheduled actions")
        crons = self._own_crons()
        stopped = crons.filtered(lambda cron: not cron.active)
        if stopped:
            names = ", ".join(stopped.mapped("cron_name"))
            text = self.env._("Switched off: %s. “Go there” starts them again.", names)
            return [self._finding("blocker", label, text, "action_restart_schedule")]
        late = fields.Datetime.now() - timedelta(minutes=LATE_MINUTES)
        overdue = crons.filtered(lambda cron: cron.nextcall < late)
        if overdue:
            return [self._finding("blocker", label, self._said_of_late(overdue))]
        runs = [feed.last_at for feed in self.feed_ids if feed.last_at]
        text = self.env._("They run.")
        if runs:
            text = self.env._("They run; last asked: %s", self._in_words(max(runs)))
        return [self._finding("good", label, text)]

    def _own_crons(self):
        """Return the workers' scheduled actions, and those of the feeds that are on."""
        workers = (
            self.env["ir.cron"].sudo().browse(self.env.ref(lane).id for lane in LANES.values())
        )
        feeds = self.sudo().feed_ids.filtered(lambda feed: feed.active and feed.minutes)
        return workers | feeds.cron_id

    def _said_of_late(self, overdue):
        since = self._in_words(min(overdue.mapped("nextcall")))
        if not config["max_cron_threads"]:
            return self.env._(
                "None has run since %s: this server starts none (max_cron_threads is 0).", since
            )
        return self.env._(
            "“%(name)s” should have run at %(since)s: no worker is free, or none is running. "
            "Restart Odoo if its database was restarted; give it max_cron_threads of 2 or more.",
            name=overdue[0].cron_name,
            since=since,
        )

    def action_restart_schedule(self):
        """Switch on what should run, as it was before it was stopped."""
        self.ensure_one()
        self.check_access("write")
        stopped = self._own_crons().filtered(lambda cron: not cron.active)
        stopped.write({"active": True, "nextcall": fields.Datetime.now()})
        return self._notice("success", self.env._("The scheduled actions run again."))
