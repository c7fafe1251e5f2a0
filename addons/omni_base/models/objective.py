from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from ..core.objective import budget

DAYS = 30
NOTICE = "objective"


class Measure(models.Model):
    _inherit = "omni.measure"

    @api.model
    def _spreads_of_kinds(self, connections, kinds, since):
        """Return {(connection id, kind): spread} since then, added up by the database."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT m.connection_id, m.kind, s.key::int, sum(s.value::int)::int
                  FROM omni_measure m, jsonb_each_text(m.spread) s
                 WHERE m.connection_id = ANY(%s) AND m.kind = ANY(%s) AND m.hour >= %s
                 GROUP BY 1, 2, 3
                """,
                connections.ids,
                kinds,
                since,
            )
        )
        found = defaultdict(dict)
        for connection_id, kind, number, count in self.env.cr.fetchall():
            found[connection_id, kind][number] = count
        return found


class Connection(models.Model):
    """Objectives: what a merchant may rely on, and how much of the error budget is used."""

    _inherit = "omni.connection"

    health_objectives = fields.Html(compute="_compute_health_objectives", sanitize=False)

    def _objectives(self):
        """A hook: return the Objectives of this connection."""
        self.ensure_one()
        return []

    def _budgets(self):
        """Return {connection id: [(Objective, Budget or None)]} of the last 30 days: one query."""
        wanted = {connection.id: connection._objectives() for connection in self}
        kinds = sorted({one.kind for objectives in wanted.values() for one in objectives})
        if not kinds or not self.env["omni.measure"].has_access("read"):
            return {}
        since = fields.Datetime.now() - timedelta(days=DAYS)
        spreads = self.env["omni.measure"]._spreads_of_kinds(self, kinds, since)
        return {
            known: [(one, budget(one, spreads.get((known, one.kind), {}))) for one in objectives]
            for known, objectives in wanted.items()
        }

    @api.depends_context("lang")
    def _compute_health_objectives(self):
        budgets = self._budgets()
        for connection in self:
            rows = [connection._objective_row(*pair) for pair in budgets.get(connection.id, [])]
            connection.health_objectives = rows and self.env["ir.qweb"]._render(
                "omni_base.health_objectives", {"rows": rows}
            )

    def _objective_row(self, objective, spent):
        """Return what is shown of an objective: what it is, whether it was kept, what is used."""
        return {
            "label": self._objective_words(objective),
            "text": self._budget_words(spent),
            "used": round(100 * spent.used) if spent else 0,
            "tone": self._budget_tone(spent),
        }

    def _budget_tone(self, spent):
        if not spent or spent.used <= 0.75:
            return "success"
        return "warning" if spent.is_kept else "danger"

    def _objective_words(self, objective):
        return self.env._(
            "%(what)s: %(share)s of 100 within %(time)s",
            what=objective.label,
            share=objective.share,
            time=self._duration(objective.seconds),
        )

    def _budget_words(self, spent):
        _ = self.env._
        if not spent:
            return _("Nothing was measured in the last 30 days.")
        words = {
            "share": formatLang(self.env, int(10 * spent.share) / 10, digits=1),
            "count": formatLang(self.env, spent.count, digits=0),
            "used": round(100 * spent.used),
        }
        if spent.is_kept:
            return _(
                "Kept: %(share)s of 100 in the last 30 days (of %(count)s). "
                "Error budget used: %(used)s%%.",
                **words,
            )
        return _(
            "Missed: only %(share)s of 100 in the last 30 days (of %(count)s). "
            "The error budget is used up (%(used)s%%).",
            **words,
        )

    @api.model
    def _watch_health(self):
        """Also tell where an error budget is used up, and end it where it no longer is."""
        connections = self.search([("state", "=", "connected")])
        notices = self.env["omni.notice"]
        for connection_id, pairs in connections._budgets().items():
            connection = connections.browse(connection_id)
            for objective, spent in pairs:
                if spent and spent.is_missed:
                    connection._note_missed(objective, spent)
                else:
                    notices._end(connection, NOTICE, [objective.kind])
        return super()._watch_health()

    def _note_missed(self, objective, spent):
        """The text is made when it is read, in the reader's language."""
        details = {"share": int(10 * spent.share) / 10, "used": round(100 * spent.used)}
        self.env["omni.notice"]._note(self, NOTICE, "warning", objective.kind, **details)


class Notice(models.Model):
    _inherit = "omni.notice"

    kind = fields.Selection(selection_add=[(NOTICE, "Objective")], ondelete={NOTICE: "cascade"})

    def _text_objective(self):
        found = [one for one in self.connection_id._objectives() if one.kind == self.subject]
        return self.env._(
            "The error budget is used up (%(used)s%%). %(objective)s; it was %(share)s.",
            objective=self.connection_id._objective_words(found[0]) if found else "",
            share=formatLang(self.env, self.details.get("share", 0), digits=1),
            used=self.details.get("used", 0),
        )
