from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from odoo import fields, models

from ..core.errors import AuthError, RemoteError
from .authorisation import NOT_YET

CLOCK_MINUTES = 5


class Connection(models.Model):
    """What is looked at, in order, when somebody asks why it does not work."""

    _inherit = "omni.connection"

    def action_diagnose(self):
        """The button “Diagnosis”: runs the checks and says which one fails and what to do."""
        self.ensure_one()
        self.check_access("read")
        return self.env["omni.diagnosis"]._open(self)

    def _diagnose(self):
        """Return findings {state, label, text, mend}, the first thing to mend first."""
        return [
            *self._diagnose_log_in(),
            *self._diagnose_schedule(),
            *self._check_webhooks(),
            *self._diagnose_feeds(),
            *self._diagnose_work(),
        ]

    def _diagnose_log_in(self):
        label = self.env._("Log-in")
        if not self.active:
            text = self.env._("The connection is archived: nothing runs.")
            return [self._finding("blocker", label, text)]
        missing = self._missing_log_in()
        if missing:
            return [self._finding("blocker", label, missing, "action_open_self")]
        try:
            with self._session() as adapter:
                account = adapter.check()
                more = list(self._diagnose_clock(adapter)) + self._diagnose_there(adapter)
        except AuthError as error:
            return [self._finding("blocker", label, self._say(error.reason), "action_open_self")]
        except RemoteError as error:
            return [self._finding("blocker", label, self._say(error.reason))]
        return [*self._diagnose_account(account), *self._diagnose_mode(), *more]

    def _diagnose_account(self, account):
        """The log-in is good: but is it in use, and is it still the same account?"""
        label = self.env._("Log-in")
        name = self._say(account.name)
        if self.state in NOT_YET or self.state == "suspended":
            text = self.env._("%s answers: press “Test connection”, and the work goes on.", name)
            yield self._finding("blocker", label, text, "action_test")
        elif self.account_url and account.url and account.url != self.account_url:
            text = self.env._(
                "It is now the log-in of %(new)s; it was that of %(old)s. Is this the right "
                "account?",
                new=account.url,
                old=self.account_url,
            )
            yield self._finding("warning", label, text, "action_open_self")
        else:
            yield self._finding("good", label, self.env._("Valid, of %s", name))
        label = self.env._("Rights")
        if account.missing:
            text = self.env._("Missing there: %s", ", ".join(account.missing))
            yield self._finding("warning", label, text)
        else:
            yield self._finding("good", label, self.env._("All that is needed"))

    def _diagnose_clock(self, adapter):
        """Clocks that differ make the remote refuse us, and make us read too much or too little."""
        try:
            there = parsedate_to_datetime(adapter.http.remote_date)
        except (TypeError, ValueError):
            return
        minutes = round((there - datetime.now(timezone.utc)).total_seconds() / 60)
        if abs(minutes) >= CLOCK_MINUTES:
            text = self.env._("The clocks differ by %s min: set the right time.", minutes)
            yield self._finding("warning", self.env._("Clock"), text)

    def _diagnose_there(self, adapter):
        """What only the adapter can tell; its own failure is a finding like another."""
        adapter.wanted = self._wanted_resources()
        try:
            found = list(adapter.diagnose(self._rings_at()))
        except RemoteError as error:
            return [self._finding("warning", self.env._("Remote"), self._say(error.reason))]
        return [
            self._finding(one.state, self._say(one.label), self._say(one.text)) for one in found
        ]

    def _diagnose_mode(self):
        label = self.env._("Mode")
        if self.is_copy:
            text = self.env._("This database is a copy: it reads, and writes nothing outside.")
            yield self._finding("warning", label, text)
        elif self.mode == "test" and self._out_feeds():
            text = self.env._("Test mode: nothing is written there until you go live.")
            yield self._finding("warning", label, text, "action_open_go_live")
        elif self._out_feeds():
            yield self._finding("good", label, self.env._("Live"))

    def _diagnose_feeds(self):
        label = self.env._("Feeds")
        off = self.with_context(active_test=False).feed_ids.filtered(lambda feed: not feed.active)
        unused = off.filtered(lambda feed: feed._is_optional())
        off -= unused
        held = self._out_feeds().filtered("is_held")
        failed = self.feed_ids.filtered(lambda feed: feed.last_state == "failed")
        if off:
            text = self.env._("Switched off: %s", ", ".join(off.mapped("label")))
            yield self._finding("warning", label, text, "action_open_self")
        if held:
            text = self.env._("Held for a later stage: %s", ", ".join(held.mapped("label")))
            yield self._finding("warning", label, text, "action_open_go_live")
        for feed in failed:
            reason = feed.last_run_id.reason or ""
            text = self.env._("%(what)s could not be read. %(why)s", what=feed.label, why=reason)
            yield self._finding("warning", label, text, "action_open_self")
        if not off and not held and not failed:
            text = self.env._("All are on")
            if unused:
                text = self.env._("On; not used: %s", ", ".join(unused.mapped("label")))
            yield self._finding("good", label, text)

    def _diagnose_work(self):
        """What waits here, and why nothing may be moving."""
        label = self.env._("Work")
        now = fields.Datetime.now()
        if self.paused_until and self.paused_until > now:
            until = self._in_words(self.paused_until)
            text = self.env._("The remote asked us to wait until %s.", until)
            yield self._finding("warning", label, text)
        if self.problem_count:
            text = self.env._(
                "Messages that wait for a person or for a payment: %s.", self.problem_count
            )
            yield self._finding("warning", label, text, "action_open_problems")
        else:
            yield self._finding("good", label, self.env._("No problem is open"))
