import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.omni_base.models.drain import LANES

from .checkpoint import JOB_ENDS

JOB_SECONDS = 10
OVERDUE_SECONDS = 30


class Drain(models.AbstractModel):
    """The same leased slices, taken by the workers of the job queue.

    The two scheduled actions go on to look once a minute, should no job runner be there.
    """

    _inherit = "omni.drain"

    def _is_called(self, lane):
        return False

    def _trigger_lane(self, lane):
        """Leave at most one job that has not begun; one that has may have looked too early."""
        key = f"omni_drain_{lane}"
        waiting = self.env["queue.job"].search(
            [("identity_key", "=", key), ("state", "in", ("pending", "enqueued"))], limit=1
        )
        if not waiting:
            name = self.env.ref(LANES[lane]).name
            self.with_delay(
                priority=lane, identity_key=key, description=name, max_retries=1
            )._job_drain(lane)
        elif waiting.date_created < fields.Datetime.now() - timedelta(seconds=OVERDUE_SECONDS):
            super()._trigger_lane(lane)

    @api.model
    def _job_drain(self, lowest_priority):
        """Work for a while; what is left then is another job's, so that none holds its worker."""
        ends = time.monotonic() + JOB_SECONDS
        self.with_context(**{JOB_ENDS: ends})._cron_drain(lowest_priority)
