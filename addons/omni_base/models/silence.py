from collections import defaultdict
from datetime import timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from odoo import api, fields, models

from ..core.silence import MOST_HOURS, WEEKS, silence

KNOWN_HOURS = MOST_HOURS + (WEEKS + 1) * 168


class Measure(models.Model):
    _inherit = "omni.measure"

    @api.model
    def _watched_kinds(self):
        """Return {kind: resource} of what should come regularly; addons add theirs."""
        return {}

    @api.model
    def _watch_silence(self, connections):
        """Tell where what usually comes does not come, and end it where it comes again."""
        kinds = self._watched_kinds()
        counts = self._counts(connections, list(kinds)) if kinds else {}
        now = fields.Datetime.now().replace(tzinfo=timezone.utc)
        notices = self.env["omni.notice"]
        heard = defaultdict(lambda: connections.browse())
        for (connection_id, kind), hours in counts.items():
            connection = connections.browse(connection_id)
            found = silence(hours, now, connection._zone())
            if found:
                details = {"hours": found.hours, "usual": round(found.usual, 1)}
                notices._note(connection, "silence", "bad", kind, kinds[kind], **details)
            else:
                heard[kind] |= connection
        for kind, those in heard.items():
            notices._end(those, "silence", [kind])

    def _counts(self, connections, kinds):
        """Return {(connection id, kind): {aware UTC hour: count}}: one query."""
        rows = self.search_fetch(
            [
                ("connection_id", "in", connections.ids),
                ("kind", "in", kinds),
                ("hour", ">=", fields.Datetime.now() - timedelta(hours=KNOWN_HOURS)),
            ],
            ["connection_id", "kind", "hour", "count"],
        )
        found = defaultdict(dict)
        for row in rows:
            hour = row.hour.replace(tzinfo=timezone.utc)
            found[row.connection_id.id, row.kind][hour] = row.count
        return found


class Connection(models.Model):
    _inherit = "omni.connection"

    def _zone(self):
        """Return where this connection's week is lived."""
        try:
            return ZoneInfo(self.user_id.tz or self.company_id.partner_id.tz or "UTC")
        except (ZoneInfoNotFoundError, ValueError):
            return timezone.utc


class Notice(models.Model):
    _inherit = "omni.notice"

    def _text_silence(self):
        hours, usual = self.details.get("hours", 0), self.details.get("usual", 0)
        words = {
            "what": self._resource_label(),
            "time": self.connection_id._duration(hours * 3600),
            "usual": round(usual),
            "rate": round(usual / hours) if hours else 0,
        }
        if words["rate"] >= 1:
            return self.env._("%(what)s: usually %(rate)s an hour, none for %(time)s.", **words)
        return self.env._("%(what)s: none for %(time)s; usually %(usual)s in such a time.", **words)
