from odoo import api, fields, models

from .omni_label_tracking import TRACKING


class StockPicking(models.Model):
    """Where the parcels of a transfer are, in the carrier's words of now."""

    _inherit = "stock.picking"

    omni_tracking_state = fields.Selection(
        TRACKING, string="Parcel", compute="_compute_omni_tracking", compute_sudo=True
    )
    omni_tracking_news = fields.Char(
        string="Carrier's news", compute="_compute_omni_tracking", compute_sudo=True
    )
    omni_expected_on = fields.Date(
        string="Delivery expected on", compute="_compute_omni_tracking", compute_sudo=True
    )

    @api.depends("omni_label_reference", "omni_label_ids.tracking_state")
    def _compute_omni_tracking(self):
        for picking in self:
            label = picking.omni_label_ids.filtered(
                lambda label, picking=picking: label.reference == picking.omni_label_reference
            )[:1]
            state = label.tracking_state
            parcel = label.parcel_ids.filtered(lambda row, state=state: row.tracking_state == state)
            picking.omni_tracking_state = state
            picking.omni_tracking_news = parcel[:1].tracking_text
            picking.omni_expected_on = label.expected_on
