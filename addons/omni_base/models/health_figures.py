import json
from datetime import timedelta

from odoo import api, fields, models

from ..core.spread import percentile
from .measure import SLOW, USUAL

PERIODS = {"day": 1, "week": 7}
DRAWN_HOURS = 24


class Connection(models.Model):
    """The figures of the health page: how fast things come and go, and what waits."""

    _inherit = "omni.connection"

    health_speed = fields.Char(string="Speed (24 h)", compute="_compute_health_figures")
    health_waiting = fields.Char(string="Oldest waiting", compute="_compute_health_figures")
    health_figures = fields.Html(compute="_compute_health_page", sanitize=False)
    health_graph = fields.Text(compute="_compute_health_page")

    @api.depends_context("lang")
    def _compute_health_figures(self):
        since = fields.Datetime.now() - timedelta(days=PERIODS["day"])
        spreads = self.env["omni.measure"]._spreads(self, since)
        waiting = self._oldest_waiting()
        for connection in self:
            kind = connection._main_kind()
            _count, spread = spreads.get((connection.id, kind), (0, {}))
            connection.health_speed = connection._speed_words(spread)
            own = [since for (one, _code), since in waiting.items() if one == connection.id]
            age = (fields.Datetime.now() - min(own)).total_seconds() if own else 0
            connection.health_waiting = self._duration(age) if own else ""

    def _main_kind(self):
        """Return the kind of figure that matters most to this kind of connection, or ""."""
        return ""

    def _speed_words(self, spread):
        usual, slow = percentile(spread, USUAL), percentile(spread, SLOW)
        if usual is None:
            return ""
        return self.env._(
            "%(usual)s, at most %(slow)s",
            usual=self._duration(usual),
            slow=self._duration(slow),
        )

    @api.depends_context("lang")
    def _compute_health_page(self):
        now = fields.Datetime.now()
        measures = self.env["omni.measure"]
        periods = {
            name: measures._spreads(self, now - timedelta(days=days))
            for name, days in PERIODS.items()
        }
        drawn = self._drawn(now)
        waiting = self._oldest_waiting()
        for connection in self:
            values = {
                "rows": connection._figure_rows(periods),
                "waiting": connection._waiting_rows(waiting, now),
            }
            connection.health_figures = self.env["ir.qweb"]._render(
                "omni_base.health_figures", values
            )
            connection.health_graph = connection._graph(drawn.get(connection.id, {}), now)

    def _figure_rows(self, periods):
        """Return one row a kind of figure: label, count and both speeds of each period."""
        kinds = sorted({kind for one, kind in periods["week"] if one == self.id}, reverse=True)
        rows = []
        for kind in kinds:
            row = {"label": self.env["omni.measure"]._label_of(kind)}
            for name, spreads in periods.items():
                count, spread = spreads.get((self.id, kind), (0, {}))
                row[name] = {
                    "count": count,
                    "usual": self._duration_or_dash(percentile(spread, USUAL)),
                    "slow": self._duration_or_dash(percentile(spread, SLOW)),
                }
            rows.append(row)
        return rows

    def _duration_or_dash(self, seconds):
        return "–" if seconds is None else self._duration(seconds)

    def _waiting_rows(self, waiting, now):
        labels = {feed.resource: feed.label for feed in self.feed_ids}
        return [
            self.env._(
                "%(what)s: the oldest change has waited for %(time)s.",
                what=labels.get(code, code),
                time=self._duration((now - since).total_seconds()),
            )
            for (connection_id, code), since in waiting.items()
            if connection_id == self.id
        ]

    def _drawn(self, now):
        """Return {connection id: {hour: count}} of the main kind in the last day: one query."""
        kinds = list(filter(None, {connection._main_kind() for connection in self}))
        rows = self.env["omni.measure"].search(
            [
                ("connection_id", "in", self.ids),
                ("kind", "in", kinds),
                ("hour", ">", now - timedelta(hours=DRAWN_HOURS)),
            ]
        )
        found = {}
        for row in rows:
            found.setdefault(row.connection_id.id, {})[row.hour] = row.count
        return found

    def _graph(self, counts, now):
        """Return the last day's hours as the data of Odoo's own small graph, or nothing."""
        if not counts:
            return False
        running = now.replace(minute=0, second=0)
        hours = [running - timedelta(hours=back) for back in reversed(range(DRAWN_HOURS))]
        values = [
            {
                "label": fields.Datetime.context_timestamp(self, hour).strftime("%H:00"),
                "value": counts.get(hour, 0),
                "type": "past",
            }
            for hour in hours
        ]
        key = self.env["omni.measure"]._label_of(self._main_kind())
        return json.dumps([{"values": values, "title": "", "key": key}])
