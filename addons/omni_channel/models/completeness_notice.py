from odoo import fields, models
from odoo.tools import format_date

MISSING, UNCOUNTED, PLACES = "missing", "uncounted", "places"


class Notice(models.Model):
    """What the count warns of. All of it ends by itself: with the next count that goes well."""

    _inherit = "omni.notice"

    kind = fields.Selection(
        selection_add=[
            (MISSING, "Missing orders"),
            (UNCOUNTED, "Orders not counted"),
            (PLACES, "Locations not read"),
        ],
        ondelete={MISSING: "cascade", UNCOUNTED: "cascade", PLACES: "cascade"},
    )

    def _text_missing(self):
        day = format_date(self.env, self.details.get("day"))
        words = {"count": self.details.get("missing", 0), "day": day}
        return self.env._(
            "Orders of %(day)s that are missing, although they were asked for again: %(count)s.",
            **words,
        )

    def _text_uncounted(self):
        reason = self.details.get("reason", "")
        return self.env._("The orders could not be counted. %s", reason)

    def _text_places(self):
        reason = self.details.get("reason", "")
        return self.env._("The shop's locations could not be read. %s", reason)


class Connection(models.Model):
    """What the count of a shop tells the people who are responsible for it."""

    _inherit = "omni.connection"

    def _counted_again(self, stay):
        """The shop could be counted; ``stay``: {day: how many were missing last time as well}."""
        notices = self.env["omni.notice"]
        for day, count in stay.items():
            if count:
                subject = day.isoformat()
                notices._note(self, MISSING, "bad", subject, "order", day=subject, missing=count)
        over = [day.isoformat() for day, count in stay.items() if not count]
        notices._end(self, MISSING, over)
        notices._end(self, UNCOUNTED)
        self._tell_health()

    def _not_counted(self, reason):
        self.env["omni.notice"]._note(self, UNCOUNTED, "warning", "", "order", reason=reason)
        self._tell_health()
