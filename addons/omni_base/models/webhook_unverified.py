from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

KIND, SUBJECT = "contract", "unverified"
HEARD = """EXISTS (SELECT FROM omni_payload p JOIN omni_message m ON m.payload_id = p.id
                    WHERE p.connection_id = %s AND p.stored_at >= %s AND m.origin = 'webhook')"""


class Connection(models.Model):
    """The warning that no delivery can be verified: it means that the remote is not heard.

    Anybody can send one that our program stumbles over. So one good delivery ends the warning, and
    none begins it within the hour after: it neither stays for what a stranger sent, nor comes and
    goes with it. Each is in the log.
    """

    _inherit = "omni.connection"

    def _note_unverified(self, words):
        since = fields.Datetime.now() - timedelta(hours=1)
        self.env.flush_all()
        self.env.cr.execute(SQL(f"SELECT {HEARD}", self.id, since))
        if not self.env.cr.fetchone()[0]:
            self.env["omni.notice"]._note_later(
                self, KIND, "bad", SUBJECT, what=SUBJECT, words=words
            )

    @api.model
    def _watch_health(self):
        self._end_unverified()
        return super()._watch_health()

    def _end_unverified(self):
        """End the warnings of those who were heard since: no delivery waits for it."""
        self.env.flush_all()
        heard = SQL(HEARD, SQL("n.connection_id"), SQL("n.last_seen"))
        self.env.cr.execute(
            SQL(
                """
                SELECT n.id FROM omni_notice n
                 WHERE n.kind = %s AND n.subject = %s AND n.state <> 'over' AND %s
                """,
                KIND,
                SUBJECT,
                heard,
            )
        )
        notices = self.env["omni.notice"]
        notices._finish(notices.browse(row[0] for row in self.env.cr.fetchall()))
