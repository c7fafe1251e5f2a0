"""The vendor's vocabularies as data."""

from decimal import Decimal

from msgspec import Struct

from odoo.addons.omni_base.core.text import _


class Status(Struct, frozen=True):
    """What a status says of an order."""

    payment: str
    fulfilled: bool = False
    cancelled: bool = False


# https://woocommerce.com/document/managing-orders/order-statuses/
STATUSES = {
    "pending": Status("pending"),
    "on-hold": Status("pending"),
    "processing": Status("paid"),
    "completed": Status("paid", fulfilled=True),
    "cancelled": Status("voided", cancelled=True),
    "refunded": Status("refunded"),
    "failed": Status("voided"),
    "trash": Status("voided", cancelled=True),
}

NAMES = {
    "pending": _("Pending payment"),
    "on-hold": _("On hold"),
    "processing": _("Processing"),
    "completed": _("Completed"),
    "cancelled": _("Cancelled"),
    "refunded": _("Refunded"),
    "failed": _("Failed"),
    "trash": _("In the bin"),
}

# Statuses that wide-spread plugins add. Any other word is the shop's own: see mapping.status_of.
PLUGIN_STATUSES = {
    "delivered": Status("paid", fulfilled=True),
    "partial-shipped": Status("paid"),
    "shipped": Status("paid", fulfilled=True),
}

# What a person may say of any of them.
MEANINGS = {
    "pending": Status("pending"),
    "paid": Status("paid"),
    "fulfilled": Status("paid", fulfilled=True),
    "cancelled": Status("voided", cancelled=True),
    "refunded": Status("refunded"),
    "voided": Status("voided"),
    "ignored": Status("pending"),
}

# A basket in the course of the checkout is no order yet.
DRAFTS = ("auto-draft", "checkout-draft", "draft", "new")


def is_own(status):
    """Whether a status is the shop's own: WooCommerce itself knows no such word."""
    return bool(status) and status not in STATUSES and status not in DRAFTS


# WooCommerce lowers its stock from on-hold on, and gives it back with these.
NOTHING_HELD = (*DRAFTS, "pending", "failed", "cancelled", "trash")

CANCEL_REASONS = {"trash": _("The order was moved to the bin.")}

# Where plugins keep the buyer's VAT number, most specific first; compared without leading _.
VAT_KEYS = (
    "billing_vat_number",
    "vat_number",
    "billing_eu_vat_number",
    "eu_vat_number",
    "billing_eu_vat",
    "billing_vat",
    "billing_vat_id",
    "vat_id",
    "yweu_billing_vat",
    "billing_yweu_vat",
    "billing_vatcode",
    "billing_vat_code",
    "billing_vatnumber",
    "billing_tva",
    "billing_tva_intracom",
    "billing_numero_tva",
    "billing_btw",
    "billing_piva",
    "billing_tax_number",
    "billing_tax_id",
)

LANGUAGE_KEYS = ("wpml_language", "trp_language", "_order_language", "weglot_language")

# Roles of the shop's own people, and of those who only read its blog.
NO_BUYERS = ("administrator", "editor", "author", "contributor", "shop_manager", "subscriber")

# Shipping methods by which the buyer comes for the goods.
FETCHED = ("local_pickup", "pickup_location", "legacy_local_pickup")

GOODS_OF_OTHERS = ("grouped", "external")
UNSORTED = (
    *("uncategorized", "uncategorised", "non-classe", "non-categorise", "unkategorisiert"),
    *("sin-categorizar", "senza-categoria", "ongecategoriseerd", "sem-categoria"),
)
"""Slugs of the category that a shop gives to products without one, in its language."""

# https://wordpress.org/documentation/article/post-status/; plugins add words of their own.
LISTING_STATES = {
    "publish": "published",
    "future": "scheduled",
    "draft": "draft",
    "auto-draft": "draft",
    "pending": "pending",
    "private": "private",
    "trash": "archived",
}

PRODUCT_REFUSALS = {
    "woocommerce_rest_product_invalid_id": _(
        "The shop no longer has this product: read the products again."
    ),
    "woocommerce_rest_product_variation_invalid_id": _(
        "The shop no longer has this variation: read the products again."
    ),
    "woocommerce_rest_product_variation_invalid_parent": _(
        "The shop no longer has this variation under this product: read the products again."
    ),
}

# How many kilograms, and how many centimetres, one of the shop's units is.
KILOGRAMS = {
    "kg": Decimal(1),
    "g": Decimal("0.001"),
    "lbs": Decimal("0.45359237"),
    "oz": Decimal("0.028349523125"),
}
CENTIMETRES = {
    "m": Decimal(100),
    "cm": Decimal(1),
    "mm": Decimal("0.1"),
    "in": Decimal("2.54"),
    "yd": Decimal("91.44"),
}

TOPICS = (
    "order.created",
    "order.updated",
    "order.deleted",
    "order.restored",
    "product.created",
    "product.updated",
    "product.deleted",
    "product.restored",
)
# Asked for only where a person has switched customers on.
CUSTOMER_TOPICS = ("customer.created", "customer.updated", "customer.deleted")
