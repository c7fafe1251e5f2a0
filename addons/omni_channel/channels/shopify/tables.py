"""The vendor's vocabularies as data. A word that is not here is an error, never a guess."""

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

TOPICS = (
    "ORDERS_CREATE",
    "ORDERS_UPDATED",
    "ORDERS_PAID",
    "ORDERS_CANCELLED",
    "ORDERS_EDITED",
    "FULFILLMENTS_CREATE",
    "FULFILLMENTS_UPDATE",
    "REFUNDS_CREATE",
    "APP_UNINSTALLED",
)

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
