from datetime import timedelta

from odoo import api, fields, models

from .authorisation import NOT_YET
from .release import NEVER

LATE_MINUTES = 15
MUCH_TOO_LATE_MINUTES = 60
SCHEDULE_MINUTES = 30
RANK = ("off", "good", "info", "warning", "bad")
DAY = 86400


class Connection(models.Model):
    """Whether a connection still works: one word, and the sentence why."""

    _inherit = "omni.connection"

    health = fields.Selection(
        [("off", "Not connected"), ("good", "Good"), ("warning", "Look at it"), ("bad", "Act now")],
        compute="_compute_health",
    )
    health_reason = fields.Char(compute="_compute_health")
    health_reasons = fields.Text(compute="_compute_health")
    notice_ids = fields.One2many(
        "omni.notice", "connection_id", domain=[("state", "=", "open")], string="Warnings"
    )

    @api.depends("state", "problem", "paused_until", "mode")
    @api.depends_context("lang")
    def _compute_health(self):
        found = self._health_faults()
        for connection in self:
            if connection.state in NOT_YET:
                connection.health = "off"
                begin = self.env._("Test the connection to begin.")
                connection.health_reason = connection.next_step or begin
                connection.health_reasons = connection.health_reason
                continue
            faults = sorted(found.get(connection.id, []), key=lambda one: -RANK.index(one[0]))
            loud = [text for level, text in faults if level in ("bad", "warning")]
            connection.health = faults[0][0] if loud else "good"
            connection.health_reason = self._health_words(loud)
            connection.health_reasons = "\n".join(loud) or connection.health_reason

    def _health_words(self, texts):
        if not texts:
            return self.env._("Everything works.")
        if len(texts) == 1:
            return texts[0]
        return self.env._("%(first)s (and %(more)s more)", first=texts[0], more=len(texts) - 1)

    def _health_faults(self):
        """Return {connection id: [(level, sentence)]}; addons add what they know of.

        The number of queries does not grow with the connections.
        """
        known = self.filtered("id")
        found = {connection.id: connection._own_faults() for connection in known}
        for more in (known._notice_faults(), known._waiting_faults(), known._feed_faults()):
            for connection_id, level, text in more:
                found[connection_id].append((level, text))
        return found

    def _own_faults(self):
        found = []
        now = fields.Datetime.now()
        if self.state == "suspended":
            found.append(("bad", self.problem or self.env._("The connection is suspended.")))
        elif self.problem:
            found.append(("warning", self.problem))
        if self.paused_until and self.paused_until > now + timedelta(minutes=LATE_MINUTES):
            wait = self._duration((self.paused_until - now).total_seconds())
            text = self.env._("The remote asks us to wait another %s.", wait)
            found.append(("warning", text))
        if self.problem_count:
            text = self.env._("Problems to look at: %s", self.problem_count)
            found.append(("warning", text))
        return found

    def _notice_faults(self):
        notices = self.env["omni.notice"].search(
            [("connection_id", "in", self.ids), ("state", "=", "open")]
        )
        return [(notice.connection_id.id, notice.level, notice.text) for notice in notices]

    def _waiting_faults(self):
        """What waits for the remote's acknowledgement for too long."""
        now = fields.Datetime.now()
        labels = {(feed.connection_id.id, feed.resource): feed.label for feed in self.feed_ids}
        for (connection_id, code), since in self._oldest_waiting().items():
            seconds = (now - since).total_seconds()
            if seconds < LATE_MINUTES * 60:
                continue
            level = "bad" if seconds >= MUCH_TOO_LATE_MINUTES * 60 else "warning"
            label = labels.get((connection_id, code), code)
            time = self._duration(seconds)
            text = self.env._("%(what)s: a change has waited for %(time)s.", what=label, time=time)
            yield connection_id, level, text

    def _oldest_waiting(self):
        """Return {(connection id, resource): when the oldest open change was made}; live ones."""
        live = self.filtered(lambda one: one.state == "connected" and one._writes_outside())
        groups = self.env["omni.intent"]._read_group(
            [
                ("connection_id", "in", live.ids),
                ("state", "=", "new"),
                "|",
                ("not_before", "=", False),
                ("not_before", "<", NEVER),
            ],
            ["connection_id", "resource"],
            ["created_at:min"],
        )
        return {(connection.id, code): since for connection, code, since in groups if since}

    def _feed_faults(self):
        """Feeds that failed, and feeds that nobody started."""
        late = fields.Datetime.now() - timedelta(minutes=SCHEDULE_MINUTES)
        for feed in self.feed_ids:
            connection = feed.connection_id
            if connection.state != "connected" or not connection.active:
                continue
            words = {"what": feed.label, "reason": feed.last_run_id.reason or ""}
            if feed.last_state == "failed":
                text = self.env._("%(what)s could not be read. %(reason)s", **words)
                yield connection.id, "warning", text
            elif feed.next_at and feed.next_at < late:
                time = self._duration((fields.Datetime.now() - feed.next_at).total_seconds())
                text = self.env._(
                    "%(what)s should have been read %(time)s ago: are scheduled actions running?",
                    what=feed.label,
                    time=time,
                )
                yield connection.id, "bad", text

    def _duration(self, seconds):
        """Return a duration as a person says it: 40 s, 3 min, 2 h, 4 days."""
        if seconds < 60:
            return self.env._("%s s", round(seconds))
        if seconds < 3600:
            return self.env._("%s min", round(seconds / 60))
        if seconds < 2 * DAY:
            return self.env._("%s h", round(seconds / 3600))
        return self.env._("%s days", round(seconds / DAY))

    @api.model
    def _watch_health(self):
        """Look for what nobody reports: the scheduled part of it."""
        connections = self.search([("state", "=", "connected")])
        self.env["omni.measure"]._watch_silence(connections)
        connections._tell_health()

    def _tell_health(self):
        """One activity for the responsible person while there are warnings, and the bell's news."""
        open_ones = self.env["omni.notice"]._read_group(
            [
                ("connection_id", "in", self.ids),
                ("state", "=", "open"),
                ("level", "!=", "info"),
            ],
            ["connection_id"],
            ["__count"],
        )
        counts = {connection.id: count for connection, count in open_ones}
        known = self.activity_search(["omni_base.activity_health"])
        told = {activity.res_id: activity for activity in known}
        for connection in self:
            own = connection.with_context(lang=connection.user_id.lang or "en_US")
            own._keep_health_activity(counts.get(connection.id, 0), told.get(connection.id))

    def _keep_health_activity(self, count, activity):
        if not count and activity:
            activity.action_feedback(feedback=self.env._("No warning is left."))
        elif count and not activity:
            self.activity_schedule(
                "omni_base.activity_health",
                summary=self.env._("Is it still working? Look at its health."),
                user_id=(self.user_id or self.env.user).id,
            )
        else:
            return
        self.env["omni.bell"]._ring(self)

    def action_open_health(self):
        """The smart button: the connection's health page."""
        self.ensure_one()
        self.env["omni.measure"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_base.action_health")
        form = self.env.ref("omni_base.view_health_form")
        return {**action, "views": [(form.id, "form")], "res_id": self.id, "context": {}}

    def action_open_connection(self):
        self.ensure_one()
        self.feed_ids.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_base.action_connection")
        return {**action, "views": [(False, "form")], "res_id": self.id, "context": {}}

    def action_measure_now(self):
        """Measure again, in the background."""
        self.check_access("read")
        self.env.ref("omni_base.cron_measure").sudo()._trigger()
        return self._notice("info", self.env._("The figures are being counted again."))


class Bell(models.AbstractModel):
    _inherit = "omni.bell"

    @api.model
    def problems(self):
        """Warnings that a person must act on are shown with the problems."""
        found = super().problems()
        notices = self.env["omni.notice"].search([("state", "=", "open"), ("level", "=", "bad")])
        shown = [
            self._shown(notice, notice.connection_id.name, notice.text, "error")
            for notice in notices[:3]
        ]
        return {
            **found,
            "error": found["error"] + len(notices),
            "newest": shown + found["newest"],
        }
