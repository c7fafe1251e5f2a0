from datetime import timedelta

from odoo import api, fields, models

from ..core.errors import AuthError, LimitReached, RemoteError, RetryableError
from ..core.resource import resource
from .checkpoint import CONFLICTS

AGAIN_AFTER_MINUTES = 50
FAULTS_UNTIL_BAD = 2
SHOWN = 3


class NoLongerLive(Exception):
    """A person went back to test mode while the remote was asked."""


class Connection(models.Model):
    """What a person made a remote ring for goes on ringing: looked at hourly, mended by itself."""

    _inherit = "omni.connection"

    subscribed_url = fields.Char(
        string="Rings at",
        readonly=True,
        copy=False,
        groups="omni_base.group_manager",
        help="The address at which the remote rings since somebody subscribed. It is kept so.",
    )
    webhooks_seen_at = fields.Datetime(string="Webhooks looked at", readonly=True, copy=False)
    webhook_faults = fields.Integer(
        readonly=True, copy=False, help="How many times in a row something was missing"
    )

    def action_subscribe(self):
        """From now on it is kept as it is made here, in live mode and in this database."""
        shown = super().action_subscribe()
        self.sudo().write({"subscribed_url": self.sudo().webhook_url, "webhook_faults": 0})
        self.env["omni.notice"].sudo()._end(self, "webhooks")
        self.sudo()._tell_health()
        return shown

    def _disconnect(self, keeps_links):
        self.sudo().subscribed_url = False
        return super()._disconnect(keeps_links)

    @api.model
    def _cron_webhooks(self):
        """Look at each connection that rings, those first that were not looked at for longest."""
        checkpoint = self.env["omni.checkpoint"]
        seconds = checkpoint._commit(0, remaining=1)
        left = self._to_look_at()
        while left and seconds:
            connection, left = left[:1], left[1:]
            self.env["omni.drain"]._as_company(connection)._keep_subscribed_alone()
            seconds = checkpoint._commit(1, remaining=len(left))
        checkpoint._commit(0, remaining=len(left))

    def _to_look_at(self):
        before = fields.Datetime.now() - timedelta(minutes=AGAIN_AFTER_MINUTES)
        known = self.sudo().search(
            [
                ("state", "=", "connected"),
                ("mode", "=", "live"),
                ("subscribed_url", "!=", False),
                "|",
                ("webhooks_seen_at", "=", False),
                ("webhooks_seen_at", "<", before),
            ],
            order="webhooks_seen_at NULLS FIRST, id",
        )
        return known.filtered(
            lambda one: one._writes_outside() and one._can("pull_missing_webhooks")
        )

    def _keep_subscribed_alone(self):
        """Another worker's change of the same rows costs this connection one hour."""
        try:
            self._keep_subscribed()
            self.env.flush_all()
        except CONFLICTS:
            self.env["omni.checkpoint"]._undo()

    def _keep_subscribed(self):
        """Ask what rings, subscribe anew where something is missing, and say so."""
        self.webhooks_seen_at = fields.Datetime.now()
        missing, failure = [], ""
        try:
            with self._session(scheduled=True) as adapter:
                adapter.wanted = self._wanted_resources()
                self._fit_subscription(adapter)
                missing = self._ask_missing(adapter)
                if missing:
                    failure = self._mend_webhooks(adapter)
        except (LimitReached, NoLongerLive):
            return
        except AuthError as error:
            self._suspend(self._say(error.reason))
            return
        except RemoteError as error:
            if isinstance(error, RetryableError) and not missing:
                return
            failure = self._say(error.reason)
        self._book_webhooks(missing, failure)

    def _ask_missing(self, adapter):
        url = self.subscribed_url
        self.env["omni.checkpoint"]._commit()
        return list(adapter.pull_missing_webhooks(url))

    def _mend_webhooks(self, adapter):
        """Subscribe, and look whether it helped; return what is wrong then, else an empty text."""
        if not self._writes_outside():
            raise NoLongerLive
        url = self.subscribed_url
        self.env["omni.checkpoint"]._commit()
        adapter.subscribe(url)
        left = self._ask_missing(adapter)
        return self.env._("It is still so: %s", shown_topics(left)) if left else ""

    def _book_webhooks(self, missing, failure):
        notices = self.env["omni.notice"]
        self.webhook_faults = self.webhook_faults + 1 if missing or failure else 0
        loud = [("connection_id", "=", self.id), ("kind", "=", "webhooks"), ("state", "!=", "over")]
        known = notices.search([*loud, ("level", "!=", "info")])
        level = self._webhook_level(failure) if self.webhook_faults else ""
        notices._finish(known.filtered(lambda one: one.level != level))
        if level:
            notices._note(
                self,
                "webhooks",
                level,
                level,
                missing=missing,
                failure=failure,
                again=self.webhook_faults >= FAULTS_UNTIL_BAD,
                resources=self._ringing_resources(),
            )
        self._tell_health()

    def _webhook_level(self, failure):
        if self.webhook_faults >= FAULTS_UNTIL_BAD:
            return "bad"
        return "warning" if failure else "info"

    def _ringing_resources(self):
        """Return the codes of what comes at once where the remote rings."""
        codes = self.feed_ids.mapped("resource")
        return [code for code in codes if resource(code) and resource(code).by_id]


class Notice(models.Model):
    _inherit = "omni.notice"

    def _text_webhooks(self):
        details = self.details or {}
        missing = details.get("missing") or []
        words = {
            "remote": self.connection_id._adapter_label(),
            "count": len(missing),
            "topics": shown_topics(missing),
            "reason": details.get("failure") or "",
        }
        if not missing:
            return self.env._(
                "Whether %(remote)s still rings here cannot be asked. %(reason)s", **words
            )
        if words["reason"]:
            return self.env._(
                "%(remote)s no longer rings here (%(count)s: %(topics)s), and subscribing again "
                "did not help. %(reason)s Meanwhile news come by the schedule.",
                **words,
            )
        return self._text_mended(words, details.get("again"))

    def _text_mended(self, words, again):
        if not again:
            return self.env._(
                "%(remote)s had stopped ringing here (%(count)s: %(topics)s). It was subscribed "
                "again by itself.",
                **words,
            )
        return self.env._(
            "%(remote)s has stopped ringing here once more (%(count)s: %(topics)s). It was "
            "subscribed again; see that it can reach %(address)s.",
            **words,
            address=self.get_base_url(),
        )


def shown_topics(topics):
    """Return the first of them, as the remote calls them."""
    return ", ".join([*topics[:SHOWN], *(["…"] if len(topics) > SHOWN else [])])
