from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.omni_base.core.spread import percentile
from odoo.tools import SQL

PLACED = "placed.order"
SLOW, SLOW_SECONDS, LEAST_ORDERS = 0.95, 3600, 5
REMEMBERED_DAYS = 60


class Measure(models.Model):
    """Orders: how long from the buyer's click to the sale order, and how many in each hour."""

    _inherit = "omni.measure"

    @api.model
    def _label_of(self, kind):
        if kind == PLACED:
            return self.env._("Orders: placed there until confirmed here")
        return super()._label_of(kind)

    @api.model
    def _watched_kinds(self):
        return {**super()._watched_kinds(), PLACED: "order"}

    @api.model
    def _sources(self, since):
        return [*super()._sources(since), self._placed(since)]

    def _placed(self, since):
        """Orders by the hour in which they were placed, all those of each hour that got another.

        Not timed: what was placed before the shop was connected, or waited for its payment.
        """
        return SQL(
            """
            SELECT o.omni_connection_id AS connection_id, o.company_id, %(kind)s AS kind,
                   t.hour, 1 AS weight,
                   CASE WHEN o.date_order >= c.create_date AND NOT EXISTS (
                             SELECT FROM omni_message m
                              WHERE m.connection_id = c.id AND m.resource = 'order'
                                AND m.external_id = o.omni_external_id AND m.has_waited)
                        THEN GREATEST(extract(epoch FROM o.create_date - o.date_order), 0)
                        END AS seconds
              FROM (SELECT DISTINCT o.omni_connection_id,
                                    date_trunc('hour', o.date_order) AS hour
                      FROM omni_message m JOIN sale_order o ON o.id = m.res_id
                     WHERE m.state = 'done' AND m.done_at >= %(since)s
                       AND m.res_model = 'sale.order' AND o.create_date >= %(since)s
                       AND o.omni_connection_id IS NOT NULL AND o.date_order >= %(oldest)s) t
              JOIN omni_connection c ON c.id = t.omni_connection_id
              JOIN sale_order o ON o.omni_connection_id = t.omni_connection_id
               AND o.date_order >= t.hour AND o.date_order < t.hour + interval '1 hour'
            """,
            kind=PLACED,
            since=since,
            oldest=fields.Datetime.now() - timedelta(days=REMEMBERED_DAYS),
        )


class Connection(models.Model):
    _inherit = "omni.connection"

    def _main_kind(self):
        return PLACED if self.kind == "channel" else super()._main_kind()

    def _health_faults(self):
        """Orders that take longer than an hour are told."""
        found = super()._health_faults()
        since = fields.Datetime.now() - timedelta(days=1)
        spreads = self.env["omni.measure"]._spreads(self, since)
        for connection_id, own in found.items():
            count, spread = spreads.get((connection_id, PLACED), (0, {}))
            slow = percentile(spread, SLOW)
            if slow and slow >= SLOW_SECONDS and count >= LEAST_ORDERS:
                time = self._duration(slow)
                text = self.env._("Orders come late: up to %s after they were placed.", time)
                own.append(("warning", text))
        return found
