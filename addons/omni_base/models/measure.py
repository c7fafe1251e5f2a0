import json
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..core.resource import resource
from ..core.spread import GROWTH, added, percentile
from ..core.text import _

KEEP_DAYS = 100
FIRST_DAYS = 7
USUAL, SLOW = 0.5, 0.95
DIRECTIONS = {"in": _("%s: received until done"), "out": _("%s: changed until acknowledged")}


class Measure(models.Model):
    """How many of a kind there were in an hour, and how long they took: one narrow row."""

    _name = "omni.measure"
    _description = "Hourly figure"
    _order = "hour desc, id desc"
    _rec_name = "kind"
    _log_access = False

    connection_id = fields.Many2one(
        "omni.connection", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    kind = fields.Char(required=True, readonly=True)
    hour = fields.Datetime(required=True, readonly=True, index=True)
    count = fields.Integer(readonly=True, aggregator="sum")
    p50 = fields.Float(string="Usually (seconds)", readonly=True, aggregator="avg")
    p95 = fields.Float(string="95 of 100 within (seconds)", readonly=True, aggregator="max")
    spread = fields.Json(readonly=True)
    label = fields.Char(string="What", compute="_compute_label")

    _one_per_hour = models.Constraint(
        "UNIQUE (connection_id, kind, hour)", "An hour of a kind is measured once."
    )

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_label(self):
        for measure in self:
            measure.label = self._label_of(measure.kind)

    @api.model
    def _label_of(self, kind):
        """Return what a kind is called; addons name those that they measure."""
        say = self.env["omni.connection"]._say
        direction, _dot, code = kind.partition(".")
        known = resource(code)
        if not known or direction not in DIRECTIONS:
            return kind
        return say(DIRECTIONS[direction]) % say(known.label)

    @api.model
    def _cron_measure(self):
        """Measure the hours that changed since the last time; what is unusual is told."""
        self._measure(self._since())
        self.env["omni.connection"]._watch_health()

    @api.model
    def _since(self):
        """Return the hour from which on everything is measured anew."""
        self.env.cr.execute("SELECT max(hour) FROM omni_measure")
        newest = self.env.cr.fetchone()[0]
        first = fields.Datetime.now() - timedelta(days=FIRST_DAYS)
        since = max(newest - timedelta(hours=1), first) if newest else first
        return since.replace(minute=0, second=0, microsecond=0)

    @api.model
    def _measure(self, since):
        """Write the hours of every source: one query each, and one statement for all of them."""
        self.env.flush_all()
        spreads, counts = defaultdict(dict), defaultdict(int)
        for source in self._sources(since):
            for *hour, number, count in self._classes(source):
                counts[tuple(hour)] += count
                if number is not None:
                    spreads[tuple(hour)][number] = count
        rows = [
            (*hour, count, *self._percentiles(spreads[hour]), json.dumps(spreads[hour]))
            for hour, count in sorted(counts.items())
        ]
        if rows:
            self._keep(rows)

    def _percentiles(self, spread):
        return percentile(spread, USUAL), percentile(spread, SLOW)

    def _classes(self, source):
        """Return [(connection, company, kind, hour, class of duration or None, count)]."""
        self.env.cr.execute(
            SQL(
                """
                SELECT s.connection_id, s.company_id, s.kind, s.hour,
                       CASE WHEN s.seconds IS NULL THEN NULL WHEN s.seconds <= 1 THEN 0
                            ELSE ceil(ln(s.seconds) / ln(%s) - 1e-9)::int END AS number,
                       sum(s.weight)::int
                  FROM (%s) s GROUP BY 1, 2, 3, 4, 5
                """,
                GROWTH,
                source,
            )
        )
        return self.env.cr.fetchall()

    def _keep(self, rows):
        self.env.cr.execute_values(
            """
            INSERT INTO omni_measure
                   (connection_id, company_id, kind, hour, count, p50, p95, spread)
            VALUES %s
            ON CONFLICT (connection_id, kind, hour) DO UPDATE
               SET count = EXCLUDED.count, p50 = EXCLUDED.p50, p95 = EXCLUDED.p95,
                   spread = EXCLUDED.spread
            """,
            rows,
            template="(%s, %s, %s, %s, %s, %s, %s, %s::jsonb)",
        )
        self.invalidate_model()

    @api.model
    def _sources(self, since):
        """Return SELECTs of connection_id, company_id, kind, hour, weight, seconds (or NULL).

        Each tells whole hours, all of those in which something has changed since ``since``.
        """
        return [self._messages(since), self._acknowledgements(since)]

    def _messages(self, since):
        """What waited for a payment or a person took their time, not ours."""
        return SQL(
            """
            SELECT connection_id, company_id, 'in.' || resource AS kind,
                   date_trunc('hour', done_at) AS hour, 1 AS weight,
                   CASE WHEN has_waited IS NOT TRUE
                        THEN extract(epoch FROM done_at - received_at) END AS seconds
              FROM omni_message WHERE state = 'done' AND done_at >= %s
            """,
            since,
        )

    def _acknowledgements(self, since):
        return SQL(
            """
            SELECT connection_id, company_id, 'out.' || resource AS kind,
                   date_trunc('hour', acknowledged_at) AS hour, count AS weight, seconds
              FROM omni_acknowledgement WHERE acknowledged_at >= %s
            """,
            since,
        )

    @api.model
    def _spreads(self, connections, since):
        """Return {(connection id, kind): (count, spread)} since then: one query."""
        rows = self.search([("connection_id", "in", connections.ids), ("hour", ">=", since)])
        found = defaultdict(list)
        for row in rows:
            found[row.connection_id.id, row.kind].append(row)
        return {
            key: (sum(row.count for row in rows), added(row.spread or {} for row in rows))
            for key, rows in found.items()
        }

    @api.autovacuum
    def _gc_measures(self):
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        self.env.cr.execute(SQL("DELETE FROM omni_measure WHERE hour < %s", limit))


class Message(models.Model):
    _inherit = "omni.message"

    has_waited = fields.Boolean(
        readonly=True, help="It waited for a payment or for a person: how long is not measured."
    )

    _done = models.Index("USING brin (done_at)")
