"""What a carrier's adapter may implement."""

from odoo.addons.omni_base.core.adapter import Adapter


class CarrierAdapter(Adapter):
    """The base of every carrier.

    Optional methods, by signature:

    ``pull_rates(request) -> list[Rate]``: every service that could carry a ShippingRequest (its
    ``service_code`` empty: all; filled: that one), with prices where the carrier tells them.
    ``push_label(request) -> Label``: buy exactly one label for ``request.reference``; after
    UnknownOutcome the caller asks ``pull_label``, never repeats by itself.
    ``pull_label(reference) -> Label | None``: the label bought under our reference, if any.
    ``push_cancel(external_id) -> Outcome``: ``done`` or ``rejected`` with the carrier's reason.
    ``pull_tracking(numbers) -> list[TrackingEvent]``: the newest state of each tracking number.
    ``read_webhook(headers, body) -> Doorbell`` as for channels.
    ``tracking_url(number) -> str``: where a person follows the parcel, when it can be computed.
    """

    kind = "carrier"

    @classmethod
    def tracking_url(cls, number):
        return ""
