from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..core.drift import UNTIL, level_of
from ..core.text import _

ONCE_IN_HOURS = 20
FORMS = {
    "text": _("a text"),
    "number": _("a number"),
    "yes or no": _("yes or no"),
    "list": _("a list"),
    "group": _("a group of fields"),
    "empty": _("empty"),
}


class Connection(models.Model):
    """Whether the remote's answers still are as the adapter knows them."""

    _inherit = "omni.connection"

    def _note_drift(self, drift):
        """Note what one session noticed; the same things again are noted once an hour."""
        for sign in drift.signs.values():
            self._note_sign(sign, sign.level(fields.Date.today()))

    def _note_sign(self, sign, level):
        self.env["omni.notice"]._note_later(
            self,
            "contract",
            level,
            subject_of(sign, level),
            sign.resource,
            what=sign.what,
            words=sign.words,
            form=sign.form,
            resources=[sign.resource] if sign.resource else [],
        )

    def _watch_versions(self):
        """Tell where the version of the API that is asked for ends soon, a level worse each time.

        Each level is a warning of its own: who has seen one is told the next.
        """
        today = fields.Date.today()
        lately = fields.Datetime.now() - timedelta(hours=ONCE_IN_HOURS)
        known = self.env["omni.notice"].search(
            [
                ("connection_id", "in", self.ids),
                ("kind", "=", "contract"),
                ("subject", "like", f"{UNTIL}:%"),
                ("state", "!=", "over"),
            ]
        )
        for connection in self:
            cls = connection._adapter_class()
            level = cls and cls.api_until and level_of(cls.api_until, today)
            own = known.filtered(lambda one, connection=connection: one.connection_id == connection)
            same = own.filtered(lambda one, level=level: one.level == level)
            own._finish(own - same)
            if level and not (same and same.last_seen > lately):
                connection._note_version(cls, level)

    def _note_version(self, cls, level):
        self.env["omni.notice"]._note(
            self,
            "contract",
            level,
            f"{UNTIL}:{level}",
            what=UNTIL,
            words=cls.api_until.isoformat(),
            version=cls.api_version,
            resources=self.feed_ids.mapped("resource"),
        )

    def _adapter_label(self):
        cls = self._adapter_class()
        return self._say(cls.label) if cls else self.name

    @api.model
    def _watch_health(self):
        self.search([("state", "=", "connected")])._watch_versions()
        return super()._watch_health()


class Notice(models.Model):
    _inherit = "omni.notice"

    def _note_found(self, connection_id, what, level, details):
        """What was noticed on other feeds before stays named."""
        if details.get("resources"):
            kind, subject, _resource = what
            known = self.search(
                [
                    ("connection_id", "=", connection_id),
                    ("kind", "=", kind),
                    ("subject", "=", subject),
                    ("state", "!=", "over"),
                ]
            )
            before = known.details.get("resources", []) if known else []
            details["resources"] = sorted({*before, *details["resources"]})
        return super()._note_found(connection_id, what, level, details)

    def _resource_label(self):
        codes = (self.details or {}).get("resources")
        if not codes:
            return super()._resource_label()
        feeds = self.connection_id.with_context(active_test=False).feed_ids
        return ", ".join(feeds.filtered(lambda feed: feed.resource in codes).mapped("label"))

    def _text_contract(self):
        details = self.details or {}
        words = {
            "remote": self.connection_id._adapter_label(),
            "what": self._resource_label() or self.resource or "",
            "words": details.get("words", ""),
            "version": details.get("version", ""),
            "form": self.connection_id._say(FORMS.get(details.get("form"), "")),
        }
        return getattr(self, f"_text_contract_{details.get('what')}")(words)

    def _text_contract_unknown(self, words):
        return self.env._(
            "%(what)s: there is a new field, “%(words)s” (%(form)s). It is kept and not used.",
            **words,
        )

    def _text_contract_missing(self, words):
        return self.env._(
            "%(what)s: the field “%(words)s” is missing, which is read here. Look for a newer "
            "version of this addon.",
            **words,
        )

    def _text_contract_gone(self, words):
        return self.env._(
            "%(what)s: %(remote)s no longer knows “%(words)s”, which is asked for. A newer version "
            "of this addon is needed.",
            **words,
        )

    def _text_contract_deprecated(self, words):
        if not words["words"]:
            return self.env._(
                "%(remote)s says that something that is used here will end. Look for a newer "
                "version of this addon.",
                **words,
            )
        return self.env._(
            "%(remote)s says that something that is used here will end (%(words)s). Look for a "
            "newer version of this addon.",
            **words,
        )

    def _text_contract_sunset(self, words):
        return self.env._(
            "%(remote)s ends something that is used here on %(date)s: a newer version of this "
            "addon is needed by then.",
            **words,
            date=self._day(words),
        )

    def _text_contract_until(self, words):
        return self.env._(
            "%(remote)s ends the version %(version)s of its API on %(date)s: a newer version of "
            "this addon is needed by then.",
            **words,
            date=self._day(words),
        )

    def _text_contract_version(self, words):
        return self.env._(
            "%(remote)s answers by the version %(words)s of its API, which was not asked for: the "
            "one that is used here has ended. A newer version of this addon is needed.",
            **words,
        )

    def _text_contract_delivery(self, words):
        return self.env._(
            "%(remote)s rings in a form that is not understood (%(words)s). Those deliveries are "
            "kept under “Messages”, filter “Not understood”.",
            **words,
        )

    def _text_contract_unverified(self, words):
        return self.env._(
            "%(remote)s rings, and a fault of the program (%(words)s) keeps its deliveries from "
            "being verified. None is stored; it is asked to ring again. Meanwhile news come by the "
            "schedule. Look for a newer version of this addon; the server's log has the traceback.",
            **words,
        )

    def _day(self, words):
        return format_date(self.env, date.fromisoformat(words["words"]))


def subject_of(sign, level):
    """What has a subject of its own is told, seen and ended on its own."""
    if sign.what in ("unknown", "missing", "gone"):
        return f"{sign.resource}:{sign.words}"
    return f"{sign.what}:{sign.words[:80]}:{level}"
