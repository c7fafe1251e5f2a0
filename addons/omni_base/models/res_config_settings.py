from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    omni_more_workers = fields.Integer(
        string="More workers",
        help="Beside the two that there always are. Each needs a scheduled-action thread of its "
        "own: max_cron_threads of all your servers together.",
    )

    @api.model
    def get_values(self):
        return {**super().get_values(), "omni_more_workers": self.env["omni.drain"]._more_workers()}

    def set_values(self):
        result = super().set_values()
        drain = self.env["omni.drain"]
        if self.omni_more_workers != drain._more_workers():
            drain._set_more_workers(self.omni_more_workers)
        return result
