import time

from odoo import models

JOB_ENDS = "omni_job_ends"


class Checkpoint(models.AbstractModel):
    _inherit = "omni.checkpoint"

    def _commit(self, processed=0, remaining=1):
        """A job has an end too, although no scheduled action counts its seconds."""
        seconds = super()._commit(processed, remaining)
        ends = self.env.context.get(JOB_ENDS)
        return seconds if ends is None else max(ends - time.monotonic(), 0)
