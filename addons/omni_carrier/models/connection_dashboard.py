from odoo import models
from odoo.addons.omni_base.core.figure import Figure, Series

BOUGHT = ("state", "=", "bought")
TROUBLED = [BOUGHT, ("tracking_state", "in", ("exception", "returned", "unknown"))]


class Connection(models.Model):
    """What a packer wants to know of a carrier: labels of today, and those that need a look."""

    _inherit = "omni.connection"

    def _dashboard_figures(self):
        found = super()._dashboard_figures()
        carriers = self.filtered(lambda connection: connection.kind == "carrier")
        if carriers:
            carriers._add_label_figures(found)
        return found

    def _add_label_figures(self, found):
        today = self._counted("omni.label", self._bought_since(1))
        silent = self._counted("omni.label", [("state", "in", ("asked", "unknown"))])
        unused = self._counted("omni.label", [("is_unused", "=", True)])
        trouble = self._counted("omni.label", TROUBLED)
        for connection in self.filtered(lambda one: one.state not in ("draft", "waiting")):
            known = connection.id
            found[known].append(self._today_figure(today.get(known, 0)))
            counts = [rows.get(known) for rows in (silent, unused, trouble)]
            found[known] += self._label_problems(*counts)

    def _today_figure(self, count):
        return Figure(
            code="labels_today",
            label=self.env._("Labels today"),
            value=str(count),
            opens="action_open_labels_today",
            sequence=10,
        )

    def _label_problems(self, silent, unused, trouble):
        rows = zip((silent, unused, trouble), self._problem_words(), strict=True)
        return [
            Figure(
                code=opens,
                label=label,
                value=str(count),
                tone="warning",
                opens=opens,
                hint=hint,
                sequence=40,
            )
            for count, (label, opens, hint) in rows
            if count
        ]

    def _problem_words(self):
        """Return (what, the action that opens them, what to do) of each kind of problem."""
        _ = self.env._
        return (
            (
                _("Labels without an answer"),
                "action_open_silent_labels",
                _("Asked for, and the carrier has not said whether it made them: look again."),
            ),
            (
                _("Labels not used"),
                "action_open_unused_labels",
                _("Bought, but no transfer carries them: validate it, or cancel the label."),
            ),
            (
                _("Parcels to look at"),
                "action_open_troubled_labels",
                _("Their carrier reports an exception or a return, or a word we do not know."),
            ),
        )

    def _dashboard_series(self):
        found = super()._dashboard_series()
        carriers = self.filtered(lambda connection: connection.kind == "carrier")
        if carriers:
            counts = carriers._labels_per_day()
            label = self.env._("Labels per day, last 14 days")
            for connection in carriers:
                points = self._points(counts.get(connection.id, {}))
                found[connection.id] = Series(label=label, points=points)
        return found

    def _labels_per_day(self):
        """Return {connection id: {day: labels}} of the days of the small graph: one query."""
        groups = (
            self.env["omni.label"]
            .with_context(tz=str(self.env.tz))
            ._read_group(
                [
                    ("connection_id", "in", self.ids),
                    *self._bought_since(len(self._dashboard_days())),
                ],
                ["connection_id", "requested_at:day"],
                ["__count"],
            )
        )
        found = {}
        for connection, day, count in groups:
            found.setdefault(connection.id, {})[day.date()] = count
        return found

    def _bought_since(self, days):
        """Return the domain of the labels of the last so many days, today included."""
        return [BOUGHT, ("requested_at", ">=", self._start_of(self._dashboard_days()[-days]))]

    def action_open_labels_today(self):
        return self._open_labels(self._bought_since(1))

    def action_open_silent_labels(self):
        return self._open_labels([("state", "in", ("asked", "unknown"))])

    def action_open_unused_labels(self):
        return self._open_labels([("is_unused", "=", True)])

    def action_open_troubled_labels(self):
        return self._open_labels(TROUBLED)

    def _open_labels(self, domain):
        action = self.action_open_labels()
        action["domain"] = [*action["domain"], *domain]
        return action
