"""What a carrier's adapter may implement."""

from odoo.addons.omni_base.core.adapter import Adapter
from odoo.addons.omni_base.core.market import Passage
from odoo.addons.omni_base.core.text import _

NEEDED = {
    "rate": "pull_rates",
    "label": "push_label",
    "parcel": "push_label",
    "tracking": "pull_tracking",
}
PASSAGES = (
    Passage(
        code="rate",
        label=_("Rates"),
        direction="in",
        help=_("What each service would cost, when you press “Compare rates”."),
    ),
    Passage(
        code="label",
        label=_("Labels"),
        direction="in",
        writes=True,
        help=_("The label and the tracking number come back on the transfer."),
    ),
    Passage(
        code="parcel",
        label=_("Parcels"),
        direction="out",
        writes=True,
        help=_("Addresses and weights, when a transfer is validated."),
    ),
    Passage(
        code="tracking",
        label=_("Tracking"),
        direction="in",
        help=_("Where each parcel is, until it is delivered."),
    ),
)


class CarrierAdapter(Adapter):
    """The base of every carrier.

    Optional methods, by signature:

    ``pull_rates(request) -> list[Rate]``: every service that could carry a ShippingRequest (its
    ``service_code`` empty: all; filled: that one), with prices where the carrier tells them.
    ``push_label(request) -> Label``: buy exactly one label for ``request.reference``; after
    UnknownOutcome the caller asks ``pull_label``, never repeats by itself.
    ``pull_label(reference) -> Label | None``: the label bought under our reference, if any.
    ``push_cancel(external_id) -> Outcome``: ``done`` or ``rejected`` with the carrier's reason.
    ``pull_tracking(cursor, parcels) -> pages``: items of those parcels ({tracking number: the
    carrier's own id}) that may have moved since the cursor, many a call where the API can.
    ``pull_tracking_by_id(external_ids) -> list[Item]``: the same of these tracking numbers; what
    the carrier does not know is left out. ``read_tracking(body) -> TrackingEvent``: the newest.
    ``verify_webhook(headers, body)``, ``read_webhook(headers, body) -> Doorbell``,
    ``subscribe(url)``, ``unsubscribe(url)`` and ``pull_missing_webhooks(url)`` as for channels.
    ``tracking_url(number) -> str``: where a person follows the parcel, when it can be computed.
    """

    kind = "carrier"
    family = _("Carriers")

    @classmethod
    def tracking_url(cls, number):
        return ""

    @classmethod
    def passages(cls):
        return [passage for passage in PASSAGES if cls.can(NEEDED[passage.code])]
