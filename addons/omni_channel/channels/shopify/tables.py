"""The vendor's vocabularies as data. A word that is not here is an error, never a guess."""

from decimal import Decimal

from odoo.addons.omni_base.core.text import _

PAYMENTS = {
    "AUTHORIZED": "authorized",
    "EXPIRED": "voided",
    "PAID": "paid",
    "PARTIALLY_PAID": "partially_paid",
    "PARTIALLY_REFUNDED": "partially_refunded",
    "PENDING": "pending",
    "REFUNDED": "refunded",
    "VOIDED": "voided",
}

FULFILLED = {
    "FULFILLED": True,
    "FULFILLMENT_NOT_REQUIRED": False,
    "IN_PROGRESS": False,
    "ON_HOLD": False,
    "OPEN": False,
    "PARTIALLY_FULFILLED": False,
    "PENDING_FULFILLMENT": False,
    "REQUEST_DECLINED": False,
    "RESTOCKED": False,
    "SCHEDULED": False,
    "UNFULFILLED": False,
}

CANCEL_REASONS = {
    "CUSTOMER": _("The customer changed or cancelled the order."),
    "DECLINED": _("The payment was declined."),
    "FRAUD": _("The order was fraudulent."),
    "INVENTORY": _("The items were not in stock."),
    "OTHER": _("Another reason."),
    "STAFF": _("A member of staff made a mistake."),
}

LISTING_STATES = {
    "ACTIVE": "published",
    "ARCHIVED": "archived",
    "DRAFT": "draft",
    "UNLISTED": "unlisted",
}
ACTIVE_PRODUCTS = {"ACTIVE": True, "ARCHIVED": False, "DRAFT": False, "UNLISTED": True}

SCOPES = (
    "read_orders",
    "read_customers",
    "read_products",
    "read_locations",
    "read_inventory",
    "write_inventory",
    "read_merchant_managed_fulfillment_orders",
    "write_merchant_managed_fulfillment_orders",
)

WRITE_SCOPES = tuple(scope for scope in SCOPES if scope.startswith("write_"))

TOPICS = (
    "ORDERS_CREATE",
    "ORDERS_UPDATED",
    "ORDERS_PAID",
    "ORDERS_CANCELLED",
    "ORDERS_EDITED",
    "FULFILLMENTS_CREATE",
    "FULFILLMENTS_UPDATE",
    "REFUNDS_CREATE",
    "PRODUCTS_CREATE",
    "PRODUCTS_UPDATE",
    "APP_UNINSTALLED",
)

PRODUCT_TOPICS = ("products/create", "products/update")

# Where a delivery names its order: topic (or its first word) -> object, its keys.
ORDER_OF_TOPIC = {
    "orders": ((), ("admin_graphql_api_id", "id")),
    "orders/edited": (("order_edit",), ("order_id",)),
    "orders/risk_assessment_changed": ((), ("admin_graphql_api_order_id", "order_id")),
    "orders/shopify_protect_eligibility_changed": ((), ("admin_graphql_api_order_id", "order_id")),
    "fulfillments": ((), ("order_id",)),
    "refunds": ((), ("order_id",)),
    "order_transactions": ((), ("order_id",)),
}

# How many kilograms one of the vendor's units is.
KILOGRAMS = {
    "KILOGRAMS": Decimal(1),
    "GRAMS": Decimal("0.001"),
    "POUNDS": Decimal("0.45359237"),
    "OUNCES": Decimal("0.028349523125"),
}

STOCK_REFUSALS = {
    "INVALID_INVENTORY_ITEM": _("Shopify no longer knows this product: read the products again."),
    "INVALID_LOCATION": _("Shopify no longer knows this location: choose another one."),
    "INVALID_QUANTITY_NEGATIVE": _("Shopify takes no negative stock."),
    "INVALID_QUANTITY_TOO_HIGH": _("Shopify takes no stock above 1,000,000,000."),
    "ITEM_NOT_STOCKED_AT_LOCATION": _(
        "Shopify does not stock this product at this location. In Shopify, open the product, "
        "tick the location under Inventory, then try again."
    ),
    "NON_MUTABLE_INVENTORY_ITEM": _(
        "Shopify computes this product's stock itself (a bundle): switch stock off for it here."
    ),
    "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR": _(
        "Two products here are linked to the same Shopify product: unlink one of them."
    ),
}

OPEN_STATUSES = ("OPEN", "IN_PROGRESS")

HINDERED = {
    "IN_PROGRESS": _("A fulfilment service ships these items: it tells Shopify itself."),
    "INCOMPLETE": _("A fulfilment service gave these items up: ask for them back in Shopify."),
    "ON_HOLD": _("The items are on hold in Shopify: release the hold there, then try again."),
    "OPEN": _("The Shopify app may not ship from the location that these items are assigned to."),
    "SCHEDULED": _("Shopify has planned these items for a later date: open them there first."),
}

# What people call a carrier -> the exact name with which Shopify makes tracking links.
# https://shopify.dev/docs/api/admin-graphql/latest/objects/FulfillmentTrackingInfo
TRACKING_COMPANIES = {
    "amazon": "Amazon",
    "asendia": "Asendia USA",
    "bpost": "BPost",
    "brt": "BRT",
    "chronopost": "Chronopost",
    "colis prive": "Colis Privé",
    "colissimo": "Colissimo",
    "correos": "Correos",
    "ctt": "CTT",
    "deutsche post": "Deutsche Post",
    "dhl ecommerce": "DHL eCommerce",
    "dhl express": "DHL Express",
    "dhl parcel": "DHL Parcel",
    "dpd": "DPD",
    "dpd uk": "DPD UK",
    "evri": "Evri",
    "fedex": "FedEx",
    "gls": "GLS",
    "gls italy": "GLS Italy",
    "hermes": "Hermes",
    "inpost": "Inpost",
    "la poste colissimo": "Colissimo",
    "mondial relay": "Mondial Relay",
    "packeta": "Packeta",
    "poste italiane": "Poste Italiane",
    "postnl": "PostNL",
    "royal mail": "Royal Mail",
    "seur": "SEUR",
    "swiss post": "Swiss Post",
    "tnt": "TNT",
    "ups": "UPS",
    "usps": "USPS",
}

GATEWAYS = {
    "bogus": "Bogus Gateway",
    "cash_on_delivery": "Cash on Delivery",
    "gift_card": "Gift Card",
    "shopify_installments": "Shop Pay Installments",
    "shopify_payments": "Shopify Payments",
    "shopify_store_credit": "Store Credit",
}
"""Names that merchants know, where Shopify's own key differs; others stand as they come."""

COLLECTED = "cash on delivery"
"""Part of the name of the manual payment whose money the parcel's bringer collects."""

PRICE_REFUSALS = {
    "PRODUCT_DOES_NOT_EXIST": _("Shopify no longer has this product: read the products again."),
    "PRODUCT_VARIANT_DOES_NOT_EXIST": _(
        "Shopify no longer has this variant: read the products again."
    ),
    "PRODUCT_SUSPENDED": _("Shopify has suspended this product."),
}
