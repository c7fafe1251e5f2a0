from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

TURN_SECONDS = 2


class Intent(models.Model):
    """One push of a record at a time: what another worker sends cannot overtake what is newer."""

    _inherit = "omni.intent"

    def _first_of_each(self):
        """Return the intents whose record no other worker is telling; the rest waits a moment.

        Of two workers that took the same record at once, the one with the older intent goes on.
        """
        busy = self._told_by_others()
        waiting = self.filtered(lambda intent: intent.res_id in busy)
        if waiting:
            later = fields.Datetime.now() + timedelta(seconds=TURN_SECONDS)
            waiting.write({"not_before": later, "lease_until": False})
        return self - waiting

    def _told_by_others(self):
        """Return the ids of the records that a living worker took with an older intent."""
        if not self:
            return set()
        first = self[0]
        oldest = {}
        for intent in self:
            oldest[intent.res_id] = min(intent.id, oldest.get(intent.res_id, intent.id))
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT res_id, min(id) FROM omni_intent
                 WHERE connection_id = %s AND resource = %s AND res_id = ANY(%s)
                   AND state = 'new' AND lease_until > %s AND lease_backend <> pg_backend_pid()
                   AND lease_backend IN (SELECT a.pid FROM pg_stat_activity a
                                          WHERE a.datname = current_database())
                 GROUP BY res_id
                """,
                first.connection_id.id,
                first.resource,
                list(oldest),
                fields.Datetime.now(),
            )
        )
        return {res_id for res_id, other in self.env.cr.fetchall() if other < oldest[res_id]}
