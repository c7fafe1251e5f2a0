import logging

from odoo import api, fields, models

from .checkpoint import CONFLICTS
from .work import BACKFILL, LIVE

_logger = logging.getLogger(__name__)

LANES = {LIVE: "omni_base.cron_drain_live", BACKFILL: "omni_base.cron_drain_all"}
MAX_CONFLICTS = 20


class Drain(models.AbstractModel):
    """The workers: they take leased slices of any connection's work, the most urgent first."""

    _name = "omni.drain"
    _description = "Worker"

    @api.model
    def _wake(self, priority=LIVE):
        """Make a worker start as soon as this transaction is committed.

        Leaves at most one pending trigger per lane, however often it is called.
        """
        cron = self.env.ref(LANES[LIVE if priority <= LIVE else BACKFILL]).sudo()
        woken = self.env.cr.precommit.data.setdefault("omni.woken", set())
        if cron.id in woken:
            return
        woken.add(cron.id)
        self.env.cr.execute(
            "SELECT 1 FROM ir_cron_trigger WHERE cron_id = %s AND call_at <= %s LIMIT 1",
            [cron.id, fields.Datetime.now()],
        )
        if not self.env.cr.fetchone():
            cron._trigger()

    @api.model
    def _cron_drain(self, lowest_priority):
        """Work until nothing is left or the time of this job is up."""
        checkpoint = self.env["omni.checkpoint"]
        conflicts = 0
        seconds = checkpoint._commit(0, remaining=0)
        while seconds and conflicts < MAX_CONFLICTS:
            try:
                worked = self._drain_slice(lowest_priority)
            except CONFLICTS as error:
                self.env.cr.rollback()
                self.env.invalidate_all()
                conflicts += 1
                _logger.info(
                    "A slice met another worker's and is taken anew: %s", type(error).__name__
                )
                continue
            if not worked:
                break
            conflicts = 0
            seconds = checkpoint._commit(1, remaining=1)
        checkpoint._commit(0, remaining=0 if not conflicts and seconds else 1)

    @api.model
    def _drain_slice(self, lowest_priority):
        """Take one slice, what goes out first, and return whether there was one."""
        return self._drain_out(lowest_priority) or self._drain_in(lowest_priority)

    @api.model
    def _as_company(self, connection):
        """Return the connection as the scheduled work sees it: its own company and no other."""
        return connection.with_company(connection.company_id).with_context(
            allowed_company_ids=connection.company_id.ids, lang=connection.user_id.lang or "en_US"
        )
