from odoo import api, models

from .drain import LANES
from .work import BACKFILL

PARAMETER = "omni_base.more_workers"
MOST = 16


class Drain(models.AbstractModel):
    """More workers for what may take long: a scheduled action never runs twice at once, however
    many servers there are, so that each further worker needs one of its own.
    """

    _inherit = "omni.drain"

    @api.model
    def _lane_crons(self, lane):
        """Return the scheduled actions that work on a lane, the more workers included.

        There are none while this addon is uninstalled. No query where that is known.
        """
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(LANES[lane])
        crons = self.env["ir.cron"].browse(cron_id and [cron_id])
        number = self._more_workers() if lane == BACKFILL else 0
        return crons | self._more_crons()[:number] if number else crons

    @api.model
    def _more_workers(self):
        kept = self.env["ir.config_parameter"].sudo().get_param(PARAMETER) or ""
        return min(int(kept), MOST) if kept.isdigit() else 0

    @api.model
    def _more_crons(self):
        """Return the scheduled actions of all more workers that there ever were, in order."""
        crons = self.env["ir.cron"].sudo().with_context(active_test=False)
        return crons.search([("code", "=like", "model.\\_cron\\_drain\\_more(%)")], order="id")

    @api.model
    def _set_more_workers(self, number):
        """Have so many more workers from now on; one that runs ends its slice first."""
        number = max(0, min(number, MOST))
        self.env["ir.config_parameter"].sudo().set_param(PARAMETER, number or False)
        have = self._more_crons()
        for position in range(len(have), number):
            have |= have.create(self._more_cron(position + 1))
        surplus = have[number:].try_lock_for_update()
        actions = surplus.ir_actions_server_id
        surplus.unlink()
        actions.unlink()
        self._wake(BACKFILL)

    def _more_cron(self, position):
        return {
            "name": f"Omni: work on everything that waits ({position + 1})",
            "model_id": self.env["ir.model"]._get_id(self._name),
            "state": "code",
            "code": f"model._cron_drain_more({position})",
            "user_id": self.env.ref("base.user_root").id,
            "interval_number": 1,
            "interval_type": "minutes",
            "priority": 1,
        }

    @api.model
    def _cron_drain_more(self, position):
        """Work as long as so many are wanted: one that could not be deleted yet does nothing."""
        if position <= self._more_workers():
            self._cron_drain(BACKFILL)
