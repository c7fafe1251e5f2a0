"""What passes between a carrier and Odoo by itself. Rates and labels are asked for by a person."""

from odoo.addons.omni_base.core.resource import Resource, declare
from odoo.addons.omni_base.core.text import _

declare(
    Resource(
        code="tracking",
        label=_("Tracking"),
        help=_("Parcels that have not arrived are asked about, until they have."),
        kind="carrier",
        direction="in",
        needs="pull_tracking",
        by_id="pull_tracking_by_id",
        read="read_tracking",
        is_awaited=True,
        minutes=120,
        batch=50,
        priority=50,
    )
)
