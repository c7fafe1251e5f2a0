"""What passes between a sales channel and Odoo."""

from odoo.addons.omni_base.core.resource import Resource, declare
from odoo.addons.omni_base.core.text import _

declare(
    Resource(
        code="order",
        label=_("Orders"),
        help=_("New and changed orders become sale orders."),
        kind="channel",
        direction="in",
        needs="pull_orders",
        by_id="pull_orders_by_id",
        lists="pull_placed",
        read="read_order",
        minutes=15,
        batch=50,
    )
)
declare(
    Resource(
        code="listing",
        label=_("Products"),
        help=_("The shop's products are matched with yours by SKU, then barcode."),
        kind="channel",
        direction="in",
        needs="pull_listings",
        read="read_listing",
        minutes=1440,
        batch=200,
    )
)
declare(
    Resource(
        code="product",
        label=_("Product details"),
        help=_("What the shop says of a product is taken over where “Who decides” lets it."),
        kind="channel",
        direction="in",
        needs="pull_products",
        by_id="pull_products_by_id",
        read="read_product",
        minutes=1440,
        batch=50,
        priority=50,
    )
)
declare(
    Resource(
        code="picture",
        label=_("Product pictures"),
        help=_("Pictures of products that have none here are fetched, apart from the products."),
        kind="channel",
        direction="in",
        needs="pull_products",
        minutes=60,
    )
)
declare(
    Resource(
        code="customer",
        label=_("Customers"),
        help=_(
            "Accounts of the shop, also without an order, become contacts or complete them, where "
            "“Who decides” lets them."
        ),
        kind="channel",
        direction="in",
        needs="pull_customers",
        by_id="pull_customers_by_id",
        read="read_customer",
        minutes=1440,
        batch=50,
        priority=50,
        is_optional=True,
    )
)
declare(
    Resource(
        code="stock",
        label=_("Stock"),
        help=_("What can be promised is told to the shop as soon as it changes."),
        kind="channel",
        direction="out",
        needs="push_stock",
        batch=250,
    )
)
declare(
    Resource(
        code="price",
        label=_("Prices"),
        help=_("What a product costs is told to the shop as soon as it changes."),
        kind="channel",
        direction="out",
        needs="push_prices",
        batch=250,
        is_optional=True,
    )
)
declare(
    Resource(
        code="offer",
        label=_("New products"),
        help=_("Products that you choose to create in the shop are made there, as drafts."),
        kind="channel",
        direction="out",
        needs="push_new_product",
        batch=10,
        compares_at_start=True,
    )
)
declare(
    Resource(
        code="content",
        label=_("Descriptions"),
        help=_(
            "Name, description, category, SKU, barcode and weight that change here are told to "
            "the shop, where “Who decides” says Odoo."
        ),
        kind="channel",
        direction="out",
        needs="push_products",
        batch=100,
        priority=50,
        is_optional=True,
        compares_at_start=False,
    )
)
declare(
    Resource(
        code="shipment",
        label=_("Shipments"),
        help=_("A validated transfer tells the shop what left, with carrier and tracking."),
        kind="channel",
        direction="out",
        needs="push_shipments",
        batch=20,
    )
)
declare(
    Resource(
        code="status",
        label=_("Order statuses"),
        help=_("Orders that are cancelled or confirmed here get their status in the shop."),
        kind="channel",
        direction="out",
        needs="push_statuses",
        batch=50,
    )
)
