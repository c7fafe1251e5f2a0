from markupsafe import Markup

from odoo import api, fields, models

TRACKING = [
    ("exception", "Exception"),
    ("returned", "Returned"),
    ("unknown", "Not understood"),
    ("announced", "Announced"),
    ("in_transit", "In transit"),
    ("out_for_delivery", "Out for delivery"),
    ("at_pickup_point", "At the pick-up point"),
    ("delivered", "Delivered"),
    ("cancelled", "Cancelled"),
]
"""Of several parcels, the first in this order tells how a label is doing."""
TROUBLE = ("exception", "returned")
ARRIVED = ("delivered", "returned", "cancelled")


class LabelParcel(models.Model):
    """Where a parcel is, as its carrier says. Written by the connection's own work only."""

    _inherit = "omni.label.parcel"

    tracking_state = fields.Selection(TRACKING, string="Tracking", readonly=True, index=True)
    tracked_at = fields.Datetime(string="Last news", readonly=True)
    tracking_text = fields.Char(string="News", readonly=True, help="As the carrier wrote it")
    tracking_word = fields.Char(string="Carrier's word", readonly=True)
    expected_on = fields.Date(string="Expected on", readonly=True)

    def _take(self, event):
        """Keep the newest news; somebody is told once when it is bad."""
        self.ensure_one()
        was = self.tracking_state
        self.write(
            {
                "tracking_state": event.state,
                "tracked_at": event.at and event.at.replace(tzinfo=None),
                "tracking_text": event.text,
                "tracking_word": event.word,
                "expected_on": event.expected_on or self.expected_on,
            }
        )
        if event.state in TROUBLE and event.state != was:
            self._tell_trouble()

    def _tell_trouble(self):
        label = self.label_id
        picking, connection = label.picking_id, label.connection_id
        if not picking:
            return
        here = self.with_context(lang=connection.user_id.lang or self.env.lang)
        words = dict(here._fields["tracking_state"]._description_selection(here.env))
        picking.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=here.env._("Parcel: %s", words[self.tracking_state]),
            note=Markup("%s")
            % here.env._(
                "%(carrier)s says of the parcel %(number)s: “%(news)s”. Ask the carrier or the "
                "customer what to do.",
                carrier=label.carrier_name or connection.name,
                number=self.tracking_number,
                news=self.tracking_text or self.tracking_word,
            ),
            user_id=picking.user_id.id or connection.user_id.id or self.env.uid,
        )


class Label(models.Model):
    _inherit = "omni.label"

    tracking_state = fields.Selection(
        TRACKING,
        string="Tracking",
        compute="_compute_tracking_state",
        store=True,
        index=True,
        help="Of several parcels, the one that needs a look first",
    )
    tracked_at = fields.Datetime(string="Last news", compute="_compute_tracking_state", store=True)
    expected_on = fields.Date(string="Expected on", compute="_compute_tracking_state", store=True)

    @api.depends("parcel_ids.tracking_state", "parcel_ids.tracked_at", "parcel_ids.expected_on")
    def _compute_tracking_state(self):
        order = [state for state, _word in TRACKING]
        for label in self:
            parcels = label.parcel_ids
            states = [parcel.tracking_state for parcel in parcels if parcel.tracking_state]
            label.tracking_state = min(states, key=order.index, default=False)
            label.tracked_at = max(filter(None, parcels.mapped("tracked_at")), default=False)
            label.expected_on = max(filter(None, parcels.mapped("expected_on")), default=False)
