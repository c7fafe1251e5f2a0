from odoo import fields, models


class Notice(models.Model):
    """A job that failed is told where all else about a connection is."""

    _inherit = "omni.notice"

    kind = fields.Selection(selection_add=[("job", "Job queue")], ondelete={"job": "cascade"})

    def _text_job(self):
        return self.env._(
            "A job of the job queue failed: %s. What it worked on is free again; Job Queue > Jobs "
            "says more.",
            (self.details or {}).get("reason", ""),
        )
