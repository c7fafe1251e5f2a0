from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

NEVER_MONTHS = 120
FIT_AGAIN_SECONDS = 30


class Feed(models.Model):
    """The scheduled action of a feed follows its switch and its minutes, also while it runs.

    Odoo lets nobody write a scheduled action that runs. So what a person changes meanwhile counts
    for the feed at once, and its scheduled action is made to fit when it has ended.
    """

    _inherit = "omni.feed"

    @api.model_create_multi
    def create(self, vals_list):
        feeds = super().create(vals_list)
        feeds._schedule()
        return feeds

    def write(self, values):
        result = super().write(values)
        if {"active", "minutes"} & values.keys():
            self._say_what_runs(self._schedule())
        return result

    def unlink(self):
        crons = self.sudo().cron_id
        running = self._running()
        if running:
            raise UserError(
                self.env._(
                    "%s: being read right now. Try again in a few minutes.",
                    ", ".join(running.mapped("label")),
                )
            )
        result = super().unlink()
        crons.unlink()
        return result

    def _schedule(self):
        """Give a feed that pulls a scheduled action of its own, with its own interval.

        Return the feeds that run right now: their scheduled actions are made to fit later.
        """
        running = self._running()
        for feed in self.sudo().filtered(lambda feed: feed.direction == "in") - running.sudo():
            if feed.cron_id:
                feed.cron_id.write(feed._schedule_values())
            else:
                feed.cron_id = self.env["ir.cron"].sudo().create(feed._new_schedule())
        if running:
            soon = fields.Datetime.now() + timedelta(seconds=FIT_AGAIN_SECONDS)
            self.env.ref("omni_base.cron_fit_schedules").sudo()._trigger(at=soon)
        return running

    def _running(self):
        """Return the feeds whose scheduled action is taken by a worker."""
        crons = self.sudo().cron_id
        busy = crons - crons.try_lock_for_update(allow_referencing=True)
        return self.filtered(lambda feed: feed.sudo().cron_id in busy)

    def _schedule_values(self):
        values = {
            "active": self.active,
            "interval_number": self.minutes or NEVER_MONTHS,
            "interval_type": "minutes" if self.minutes else "months",
        }
        if not self.minutes:
            values["nextcall"] = fields.Datetime.now() + relativedelta(months=NEVER_MONTHS)
        return values

    def _new_schedule(self):
        return {
            "name": f"Omni: {self.connection_id.name}, {self.label}",
            "model_id": self.env["ir.model"]._get_id("omni.feed"),
            "state": "code",
            "code": f"model._cron_pull({self.id})",
            "user_id": self.env.ref("base.user_root").id,
            **self._schedule_values(),
        }

    def _fits(self):
        """Whether the scheduled action is as the feed wants it."""
        wanted = self._schedule_values()
        wanted.pop("nextcall", None)
        return all(self.cron_id[name] == value for name, value in wanted.items())

    def _say_what_runs(self, running):
        """Tell who changed a feed that runs from when on it counts."""
        _ = self.env._
        for feed in running:
            text = _("“%s” is being read right now: the change counts after that.", feed.label)
            if not feed.active:
                text = _(
                    "“%s” is being read right now. It is off: what was read is kept, and nothing "
                    "is asked any more.",
                    feed.label,
                )
            told = {"type": "info", "message": text}
            self.env.user._bus_send("simple_notification", told)

    def _is_on(self):
        """Whether nobody has switched the feed off since it was started."""
        self.invalidate_recordset(["active"])
        return self.active

    def _why_stopped(self):
        return "" if self._is_on() else self.env._("It was switched off meanwhile.")

    @api.model
    def _cron_fit_schedules(self):
        """Make scheduled actions fit that ran while their feeds were changed."""
        feeds = self.with_context(active_test=False).search([("cron_id", "!=", False)])
        feeds.filtered(lambda feed: not feed._fits())._schedule()


class Connection(models.Model):
    _inherit = "omni.connection"

    every_feed_ids = fields.One2many(
        "omni.feed",
        "connection_id",
        string="Feeds, also those that are off",
        context={"active_test": False},
        help="As a person sees them: what is off is switched on here.",
    )
