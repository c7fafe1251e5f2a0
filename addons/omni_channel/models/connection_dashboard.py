from datetime import timedelta

from odoo import fields, models
from odoo.addons.omni_base.core.figure import Figure, Series

SLOW, TOO_SLOW = timedelta(minutes=15), timedelta(hours=1)


class Connection(models.Model):
    """What a merchant wants to know of a shop in the morning: orders, what is late, the stock."""

    _inherit = "omni.connection"

    def _dashboard_figures(self):
        found = super()._dashboard_figures()
        channels = self.filtered(lambda connection: connection.kind == "channel")
        if not channels:
            return found
        if self.env["sale.order"].has_access("read"):
            channels._add_order_figures(found)
        channels._add_stock_figures(found)
        return found

    def _add_order_figures(self, found):
        _ = self.env._
        today = self._counted("sale.order", self._placed_since(1), "omni_connection_id")
        late = self._counted("sale.order", [("omni_is_late", "=", True)], "omni_connection_id")
        for connection in self.filtered(lambda one: one.state not in ("draft", "waiting")):
            orders, behind = today.get(connection.id, 0), late.get(connection.id, 0)
            found[connection.id].append(
                Figure(
                    code="orders_today",
                    label=_("Orders today"),
                    value=str(orders),
                    opens="action_open_orders_today",
                    sequence=10,
                )
            )
            found[connection.id].append(
                Figure(
                    code="orders_late",
                    label=_("Late orders"),
                    value=str(behind),
                    tone="bad" if behind else "",
                    opens="action_open_late_orders",
                    hint=_("Their transfer should have left before today, and has not."),
                    sequence=20,
                )
            )

    def _add_stock_figures(self, found):
        """Add how far the shop's stock is behind Odoo's, in words."""
        waiting = self.env["omni.intent"]._read_group(
            [
                ("connection_id", "in", self.ids),
                ("resource", "=", "stock"),
                ("state", "=", "new"),
            ],
            ["connection_id"],
            ["created_at:min"],
        )
        oldest = {connection.id: since for connection, since in waiting}
        for connection in self:
            figure = connection._stock_figure(oldest.get(connection.id))
            if figure:
                found[connection.id].append(figure)

    def _stock_figure(self, oldest):
        feed = self.with_context(active_test=False).feed_ids.filtered(
            lambda feed: feed.resource == "stock"
        )
        if not feed:
            return None
        value, tone = self._stock_lag(feed.active, oldest)
        return Figure(
            code="stock_lag",
            label=self.env._("Stock in the shop"),
            value=value,
            tone=tone,
            opens="action_open_listings",
            hint=self.env._("How long the oldest change of stock has been waiting to be told."),
            sequence=30,
        )

    def _stock_lag(self, is_on, oldest):
        _ = self.env._
        if self.stock_master != "odoo":
            return _("Not sent: not kept by Odoo"), "muted"
        if not is_on:
            return _("Not sent: switched off"), "muted"
        if self.mode == "test" or self.is_copy:
            return _("Not sent: test mode"), "muted"
        if not oldest:
            return _("Up to date"), "good"
        lag = fields.Datetime.now() - oldest
        tone = "bad" if lag > TOO_SLOW else "warning" if lag > SLOW else ""
        return _("%s behind", self._ago(oldest, direction=False)), tone

    def _dashboard_series(self):
        found = super()._dashboard_series()
        channels = self.filtered(lambda connection: connection.kind == "channel")
        if not channels or not self.env["sale.order"].has_access("read"):
            return found
        counts = channels._orders_per_day()
        label = self.env._("Orders per day, last 14 days")
        for connection in channels:
            points = self._points(counts.get(connection.id, {}))
            found[connection.id] = Series(label=label, points=points)
        return found

    def _orders_per_day(self):
        """Return {connection id: {day: orders}} of the days of the small graph: one query."""
        days = len(self._dashboard_days())
        groups = (
            self.env["sale.order"]
            .with_context(tz=str(self.env.tz))
            ._read_group(
                [("omni_connection_id", "in", self.ids), *self._placed_since(days)],
                ["omni_connection_id", "date_order:day"],
                ["__count"],
            )
        )
        found = {}
        for connection, day, count in groups:
            found.setdefault(connection.id, {})[day.date()] = count
        return found

    def _placed_since(self, days):
        """Return the domain of the orders of the last so many days, today included."""
        first = self._dashboard_days()[-days]
        return [("date_order", ">=", self._start_of(first)), ("state", "!=", "cancel")]

    def action_open_orders_today(self):
        return self._open_orders(self._placed_since(1))

    def action_open_late_orders(self):
        return self._open_orders([("omni_is_late", "=", True)])

    def _open_orders(self, domain):
        action = self.action_open_orders()
        action["domain"] = [*action["domain"], *domain]
        return action
