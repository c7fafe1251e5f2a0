from odoo import api, fields, models
from odoo.tools import SQL

from ..core.resource import compares_at_start
from .checkpoint import CONFLICTS
from .work import BACKFILL

FIRST_LOOK_SECONDS = 10
LATER_LOOKS_SECONDS = (60, 600)
IS_OVER = SQL(
    """
    NOT EXISTS (SELECT FROM pg_stat_activity a
                 WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
                   AND a.backend_type = 'client backend' AND a.backend_xmin IS NOT NULL
                   AND age(a.backend_xmin) >= age(k.transaction::xid8::xid)
                   AND (k.seen_at IS NULL OR a.xact_start AT TIME ZONE 'UTC' <= k.seen_at))
    """
)
"""Whether every transaction that may not see the one of the row ``k`` has ended: what a transaction
sees does not change while it is open, and begins at its ``backend_xmin``. That is older than need
be where another database of the server is at work: then only who was open at the first look counts.
"""


class SecondLook(models.Model):
    """What was decided is looked at once more when all who could not see it are gone.

    A transaction that began before somebody went live (released a stage, chose a product …) and
    ends after it does not note its changes, and the decision does not see them. So what was decided
    about is offered for comparison anew, from a transaction that sees all of it. Nobody waits for
    that, and no clock decides when it is enough: the database knows who is still open.
    """

    _name = "omni.second.look"
    _description = "Second look"
    _log_access = False
    _order = "id"
    _rec_name = "resource"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    resource = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(
        string="Record", readonly=True, help="The record; 0: everything of this resource"
    )
    transaction = fields.Char(
        required=True, readonly=True, help="The number of the transaction that decided"
    )
    looks = fields.Integer(readonly=True)
    seen_at = fields.Datetime(readonly=True, help="When its transaction was surely over")
    next_at = fields.Datetime(required=True, readonly=True)

    @api.model
    def _note(self, source):
        """Remember what is decided in this transaction: one statement.

        ``source``: SQL that selects connection id, company id, resource, record id (0: everything).
        """
        at = fields.Datetime.add(fields.Datetime.now(), seconds=FIRST_LOOK_SECONDS)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO omni_second_look (connection_id, company_id, resource, res_id,
                                              transaction, looks, next_at)
                     SELECT s.*, pg_current_xact_id()::text, 0, %s FROM (%s) s
                """,
                at,
                source,
            )
        )
        if self.env.cr.rowcount:
            self._call(at)

    def _call(self, at):
        """Have it looked at then; one trigger that waits is enough."""
        cron = self.env.ref("omni_base.cron_second_look").sudo()
        waits = [("cron_id", "=", cron.id), ("call_at", "<=", at)]
        if not self.env["ir.cron.trigger"].sudo().search_count(waits, limit=1):
            cron._trigger(at=at)

    @api.model
    def _cron_look(self):
        """Offer what is due anew; forget it where everybody who could not see it was gone before.

        Who is still open is asked first, in a transaction of its own: whoever ends in between is
        seen by the one that offers.
        """
        checkpoint = self.env["omni.checkpoint"]
        checkpoint._commit(0, remaining=0)
        due, over = self._due()
        checkpoint._commit(0, remaining=len(due))
        rows = self.browse(due).exists()
        for own in rows.grouped(lambda row: (row.connection_id, row.resource)).values():
            own._look(over)
        checkpoint._commit(0, remaining=0)

    def _look(self, over):
        """Look at one resource of one connection; what meets another worker's is looked at soon."""
        try:
            first, whole = self[0], any(not row.res_id for row in self)
            ids = [] if whole else sorted(set(self.mapped("res_id")))
            self.env["omni.drain"]._as_company(first.connection_id)._look_again(first.resource, ids)
            over = self.filtered(lambda row: row.id in over)
            (self - over)._wait_longer()
            over.unlink()
            self.env["omni.checkpoint"]._commit(len(self), remaining=0)
        except CONFLICTS:
            self.env["omni.checkpoint"]._undo()
            self._call(fields.Datetime.add(fields.Datetime.now(), seconds=FIRST_LOOK_SECONDS))

    def _due(self):
        """Return (ids of what is due, those of them that need no further look)."""
        self.env.cr.execute(
            SQL(
                "SELECT k.id, %s FROM omni_second_look k WHERE k.next_at <= %s",
                IS_OVER,
                fields.Datetime.now(),
            )
        )
        found = dict(self.env.cr.fetchall())
        return list(found), {row_id for row_id, is_over in found.items() if is_over}

    def _wait_longer(self):
        """Somebody is open for long: look again, ever less often."""
        self.flush_model()
        self.env.cr.execute(
            """
            UPDATE omni_second_look SET seen_at = clock_timestamp() AT TIME ZONE 'UTC'
             WHERE id = ANY(%s) AND seen_at IS NULL
            """,
            [self.ids],
        )
        self.invalidate_recordset(["seen_at"])
        for row in self:
            seconds = LATER_LOOKS_SECONDS[min(row.looks, len(LATER_LOOKS_SECONDS) - 1)]
            row.looks += 1
            row.next_at = fields.Datetime.add(fields.Datetime.now(), seconds=seconds)
        if self:
            self._call(min(self.mapped("next_at")))


class Connection(models.Model):
    _inherit = "omni.connection"

    def _note_second_look(self, codes):
        """What was decided about everything of these resources is looked at again in a while;
        not where going live compares nothing by itself.
        """
        codes = [code for code in codes if compares_at_start(code)]
        self.env["omni.second.look"].sudo()._note(
            SQL(
                """
                SELECT c.id, c.company_id, r.code, 0 FROM omni_connection c
                 CROSS JOIN unnest(%s::varchar[]) AS r (code) WHERE c.id = ANY(%s)
                """,
                sorted(set(codes)),
                self.ids,
            )
        )

    def _look_again(self, code, record_ids):
        """Offer everything of a resource anew, or these records, if it may still be written."""
        feed = self._out_feeds().filtered(lambda feed: feed.resource == code and not feed.is_held)
        if not feed or not self._writes_outside():
            return
        if record_ids:
            getattr(self, f"_offer_some_{code}")(record_ids)
            self.env["omni.drain"]._wake(BACKFILL)
        else:
            self.env["omni.intent"]._let_go(self, [code])
            feed._offer()

    def write(self, values):
        """A live connection that was archived for a while has told nothing meanwhile."""
        woken = self.filtered(lambda one: values.get("active") and not one.active)
        result = super().write(values)
        for connection in woken.sudo().filtered(lambda one: one._writes_outside()):
            connection._after_live()
        return result

    def _after_live(self):
        result = super()._after_live()
        released = self._out_feeds().filtered(lambda feed: not feed.is_held)
        self._note_second_look(released.mapped("resource"))
        return result


class Feed(models.Model):
    _inherit = "omni.feed"

    def write(self, values):
        """What changed while a released feed was off was not noted: all of it is compared."""
        woken = self.filtered(
            lambda feed: values.get("active") and not feed.active and feed.direction == "out"
        ).filtered(lambda feed: compares_at_start(feed.resource))
        result = super().write(values)
        for feed in woken.sudo().filtered(lambda feed: not feed.is_held):
            connection = feed.connection_id
            if connection._writes_outside():
                feed._offer()
                connection._note_second_look([feed.resource])
        return result
