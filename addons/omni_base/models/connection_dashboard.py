from collections import defaultdict
from datetime import datetime, time, timedelta

import msgspec
import pytz
from babel.dates import format_timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date
from odoo.tools.misc import babel_locale_parse, get_lang

from ..core.figure import Figure

DAYS = 14


class Connection(models.Model):
    """The card that a merchant reads in the morning: how each connection is doing.

    However many connections are shown, the number of queries is the same: the hooks are given all
    of them at once.
    """

    _inherit = "omni.connection"

    dashboard = fields.Json(compute="_compute_dashboard", groups="omni_base.group_user")

    @api.depends_context("lang", "tz", "uid", "allowed_company_ids")
    def _compute_dashboard(self):
        figures = self._dashboard_figures()
        series = self._dashboard_series()
        runs = self._newest_runs()
        for connection in self:
            rows = sorted(figures[connection.id], key=lambda row: row.sequence)
            drawn = series.get(connection.id)
            connection.dashboard = {
                "figures": msgspec.to_builtins(rows),
                "series": msgspec.to_builtins(drawn) if drawn else False,
                "last": connection._shown_run(runs.get(connection.id)),
                "can_run": connection.state == "connected" and bool(connection._reading_feeds()),
            }

    def _dashboard_figures(self):
        """A hook: return {connection id: [Figure]}, of all these connections at once."""
        found = defaultdict(list)
        problems, waiting = self._counted_problems(), self._counted_waiting()
        for connection in self:
            known = connection.id
            found[known] += connection._problem_figures(**problems[known])
            if waiting.get(known):
                found[known].append(connection._waiting_figure(*waiting[known]))
        return found

    def _dashboard_series(self):
        """A hook: return {connection id: Series}, of all these connections at once."""
        return {}

    def _counted_problems(self):
        """Return {connection id: {severity: count}} of all that is not in order: one query."""
        found = defaultdict(dict)
        groups = self.env["omni.problem"]._read_group(
            [("connection_id", "in", self.ids)], ["connection_id", "severity"], ["__count"]
        )
        for connection, severity, count in groups:
            found[connection.id][severity or "error"] = count
        return found

    def _counted_waiting(self):
        """Return {connection id: (how many changes wait to be told, since when)}: one query."""
        groups = self.env["omni.intent"]._read_group(
            [("connection_id", "in", self.ids), ("state", "=", "new")],
            ["connection_id"],
            ["__count", "created_at:min"],
        )
        return {connection.id: (count, since) for connection, count, since in groups}

    def _problem_figures(self, error=0, retry=0, info=0):
        _ = self.env._
        rows = []
        if error + info:
            hint = _("A person must act: each says why, with the button that mends it.")
            rows.append(("action_open_errors", _("To solve"), error + info, "bad", hint))
        if retry:
            hint = _("Parked: looked at again every hour, or at once if you say so.")
            rows.append(("action_open_retries", _("Tried again by itself"), retry, "warning", hint))
        if rows or self.state != "connected":
            return [self._problem_figure(*row) for row in rows]
        return [
            Figure(code="problems", label=_("Problems"), value=_("None"), tone="good", sequence=90)
        ]

    def _problem_figure(self, opens, label, count, tone, hint):
        return Figure(
            code=opens,
            label=label,
            value=str(count),
            tone=tone,
            opens=opens,
            hint=hint,
            sequence=90,
        )

    def _waiting_figure(self, count, since):
        if self._writes_outside():
            label, hint = (
                self.env._("To be told"),
                self.env._("Waiting for %s.", self._ago(since, direction=False)),
            )
        else:
            label = self.env._("Held back")
            hint = self.env._("Nothing is written outside from here: go live to send it.")
        return Figure(
            code="waiting", label=label, value=str(count), opens="action_open_intents", hint=hint
        )

    def _newest_runs(self):
        """Return {connection id: its newest run}: one probe of an index for each connection."""
        self.env["omni.run"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT c.id, r.id FROM unnest(%s) AS c(id)
                 CROSS JOIN LATERAL (SELECT id FROM omni_run WHERE connection_id = c.id
                                      ORDER BY id DESC LIMIT 1) r
                """,
                self.ids,
            )
        )
        found = dict(self.env.cr.fetchall())
        runs = self.env["omni.run"].browse(found.values())
        return {known: run.with_prefetch(runs.ids) for known, run in zip(found, runs, strict=True)}

    def _shown_run(self, run):
        if not run:
            return False
        labels = dict(run._fields["state"]._description_selection(self.env))
        return {
            "text": self.env._(
                "%(what)s: %(when)s", what=run.feed_id.label, when=self._ago(run.started_at)
            ),
            "state": run.state,
            "word": labels[run.state],
            "reason": run.reason or "",
        }

    def _reading_feeds(self):
        return self.feed_ids.filtered(lambda feed: feed.active and feed.direction == "in")

    def action_run_now(self):
        """Ask the remote for everything new, in the background: “Run now” on the card."""
        self.ensure_one()
        if self.state != "connected":
            raise UserError(self.env._("Connect “%s” first: test its connection.", self.name))
        feeds = self._reading_feeds()
        if not feeds:
            raise UserError(self.env._("Nothing is read from “%s”: switch a feed on.", self.name))
        for feed in feeds:
            feed.action_run_now()
        return self._notice("info", self.env._("“%s” is asked for its news now.", self.name))

    def action_open_runs(self):
        return self._open("omni_base.action_run")

    def action_open_errors(self):
        return self._open_filtered("omni_base.action_problem", "error")

    def action_open_retries(self):
        return self._open_filtered("omni_base.action_problem", "retry")

    def _open_filtered(self, action_id, *filters):
        """Open a list of this connection's rows with some of its search filters switched on."""
        action = self._open(action_id)
        action["context"] = {f"search_default_{name}": 1 for name in filters}
        return action

    def _ago(self, moment, direction=True):
        """Return how long ago a moment was, in the reader's words: “3 minutes ago”.

        ``direction``: False leaves “ago” out.
        """
        return self._in_time(moment - fields.Datetime.now(), direction)

    def _in_time(self, delta, direction=False):
        """Return a length of time in the reader's words: “3 minutes”."""
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_timedelta(delta, add_direction=direction, locale=locale)

    @api.model
    def _dashboard_days(self):
        """Return the days of the small graph as the reader counts them, the oldest first."""
        today = fields.Date.context_today(self)
        return [today - timedelta(days=back) for back in reversed(range(DAYS))]

    @api.model
    def _start_of(self, day):
        """Return when a day of the reader begins, as the database counts time."""
        begin = self.env.tz.localize(datetime.combine(day, time()))
        return begin.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _points(self, counts):
        """Return the points of a Series from {day: number}."""
        return tuple(
            (format_date(self.env, day, date_format="EEE d MMM"), counts.get(day, 0))
            for day in self._dashboard_days()
        )
