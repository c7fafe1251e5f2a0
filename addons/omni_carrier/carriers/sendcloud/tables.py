"""Sendcloud's words and ours: vocabulary is data."""

from odoo.addons.omni_base.core.text import _

KILOGRAMS = {"kg": "1", "g": "0.001", "lbs": "0.45359237", "oz": "0.028349523125"}

NOT_BOUGHT = {"ANNOUNCEMENT_FAILED", "CANCELLED", "CANCELLED_UPSTREAM", "NO_LABEL"}
BEING_MADE = {"ANNOUNCING"}

TRIAL_CARRIERS = {"sendcloud"}

NEEDS = {
    "to_telephone": "phone",
    "to_email": "email",
    "length": "size",
    "width": "size",
    "height": "size",
}

TRACKING_STATES = {
    "accepted": "in_transit",
    "announced": "announced",
    "announced-uncollected": "announced",
    "announcing": "announced",
    "labelled": "announced",
    "no-label": "announced",
    "ready-to-send": "announced",
    "at-customs": "in_transit",
    "at-sorting-centre": "in_transit",
    "changed": "in_transit",
    "customs": "in_transit",
    "delay-unknown": "in_transit",
    "delayed": "in_transit",
    "delivery-address-changed": "in_transit",
    "delivery-date-changed": "in_transit",
    "delivery-delay": "in_transit",
    "delivery-method-changed": "in_transit",
    "dropped": "in_transit",
    "handover-delay": "in_transit",
    "in-transit": "in_transit",
    "picked-up-by-driver": "in_transit",
    "relabelled": "in_transit",
    "shipment-on-route": "in_transit",
    "sorted": "in_transit",
    "sorting": "in_transit",
    "sorting-delay": "in_transit",
    "to-sorting": "in_transit",
    "unsorted": "in_transit",
    "unsorted2": "in_transit",
    "driver-on-route": "out_for_delivery",
    "in-delivery": "out_for_delivery",
    "awaiting-customer-pickup": "at_pickup_point",
    "pup": "at_pickup_point",
    "collected-by-customer": "delivered",
    "delivered": "delivered",
    "delivery-forced": "delivered",
    "address-error": "exception",
    "address-invalid": "exception",
    "announcement-failed": "exception",
    "attempted": "exception",
    "cancellation-failed": "exception",
    "claimable": "exception",
    "collect-error": "exception",
    "customer-rejected": "exception",
    "customer-support": "exception",
    "customs-issue": "exception",
    "damaged": "exception",
    "delivery-failed": "exception",
    "dropoff-expiration": "exception",
    "exception": "exception",
    "hold": "exception",
    "missing": "exception",
    "non-conformity": "exception",
    "off-radar": "exception",
    "pup-expiration": "exception",
    "refused": "exception",
    "refused-by-recipient": "exception",
    "undeliverable": "exception",
    "returned-sender": "returned",
    "returned-to-sender": "returned",
    "cancelled": "cancelled",
    "cancelled-upstream": "cancelled",
    "cancelling": "cancelled",
    "cancelling-upstream": "cancelled",
    "claim": "unknown",
    "none": "unknown",
    "unknown": "unknown",
}
"""Phases and exceptions of its events, and the older words of a parcel's status:
https://sendcloud.dev/docs/tracking/tracking-statuses
"""

PROBLEMS = {
    "required": _("is missing"),
    "null": _("is missing"),
    "invalid": _("is not valid"),
    "invalid_choice": _("is not one of the possible values"),
    "min_value": _("is too small"),
    "not_found": _("is not known to Sendcloud"),
}

FIELDS = {
    "/to_address/name": _("The recipient's name"),
    "/to_address/address_line_1": _("The recipient's street"),
    "/to_address/house_number": _("The recipient's house number"),
    "/to_address/postal_code": _("The recipient's postcode"),
    "/to_address/city": _("The recipient's town"),
    "/to_address/state_province_code": _("The recipient's state or province"),
    "/to_address/country_code": _("The recipient's country"),
    "/to_address/email": _("The recipient's e-mail address"),
    "/to_address/phone_number": _("The recipient's phone number"),
    "/from_address/name": _("The sender's name"),
    "/from_address/address_line_1": _("The sender's street"),
    "/from_address/house_number": _("The sender's house number"),
    "/from_address/postal_code": _("The sender's postcode"),
    "/from_address/city": _("The sender's town"),
    "/from_address/state_province_code": _("The sender's state or province"),
    "/from_address/country_code": _("The sender's country"),
    "/from_address/email": _("The sender's e-mail address"),
    "/from_address/phone_number": _("The sender's phone number"),
    "/to_service_point": _("The pick-up point"),
    "/ship_with": _("The shipping service"),
    "/customs_information": _("The customs declaration"),
    "/total_order_price": _("The value of the goods"),
    "/external_reference_id": _("Our reference"),
    "/order_number": _("The order number"),
}

PARCEL_FIELDS = {
    "weight": _("The weight of a parcel"),
    "dimensions": _("The size of a parcel"),
    "hs_code": _("The customs code (HS code) of a product"),
    "origin_country": _("The country of origin of a product"),
    "description": _("The name of a product"),
    "price": _("The value of a product"),
    "quantity": _("The quantity of a product"),
}
