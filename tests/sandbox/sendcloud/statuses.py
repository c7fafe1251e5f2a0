"""Parcel statuses: Sendcloud's words, their numbers in webhooks, and what a buyer reads.

https://sendcloud.dev/docs/tracking/tracking-statuses
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """`number` is the id in webhooks; `event` the code in tracking events; `french` for buyers."""

    code: str
    message: str
    number: int
    event: str
    french: str
    kind: str = "success"


_ALL = (
    Status("NO_LABEL", "No label", 999, "no_label", "Commande en préparation"),
    Status("ANNOUNCING", "Being announced", 1001, "announcing", "Étiquette en préparation"),
    Status("READY_TO_SEND", "Ready to send", 1000, "ready_to_send", "Colis prêt à être expédié"),
    Status("ANNOUNCED", "Announced", 1, "announced", "Colis annoncé au transporteur"),
    Status(
        "ANNOUNCEMENT_FAILED",
        "Announcement Failed",
        1002,
        "announcement_failed",
        "Étiquette non créée",
        "error",
    ),
    Status(
        "SHIPMENT_PICKED_UP_BY_DRIVER",
        "Shipment picked up by driver",
        22,
        "accepted",
        "Colis pris en charge par le transporteur",
    ),
    Status(
        "EN_ROUTE_TO_SORTING_CENTER",
        "En route to sorting center",
        3,
        "in_transit",
        "Colis en route vers le centre de tri",
    ),
    Status("SORTED", "Sorted", 5, "sorted", "Colis trié"),
    Status("PARCEL_EN_ROUTE", "Parcel en route", 91, "in_transit", "Colis en cours d'acheminement"),
    Status("DRIVER_EN_ROUTE", "Driver en route", 92, "in_delivery", "Colis en cours de livraison"),
    Status(
        "AWAITING_CUSTOMER_PICKUP",
        "Awaiting customer pickup",
        12,
        "pup",
        "Colis disponible en point relais",
    ),
    Status("DELIVERED", "Delivered", 11, "delivered", "Colis livré"),
    Status(
        "SHIPMENT_COLLECTED_BY_CUSTOMER",
        "Shipment collected by customer",
        93,
        "delivered",
        "Colis retiré par le destinataire",
    ),
    Status(
        "DELIVERY_DELAYED", "Delivery delayed", 4, "in_transit", "Livraison retardée", "warning"
    ),
    Status(
        "DELIVERY_ATTEMPT_FAILED",
        "Delivery attempt failed",
        8,
        "attempted",
        "Tentative de livraison sans succès",
        "warning",
    ),
    Status(
        "UNABLE_TO_DELIVER",
        "Unable to deliver",
        80,
        "attempted",
        "Livraison impossible",
        "error",
    ),
    Status("ADDRESS_INVALID", "Address invalid", 62992, "unknown", "Adresse incorrecte", "error"),
    Status("RETURNED_TO_SENDER", "Returned to sender", 62991, "unknown", "Retour à l'expéditeur"),
    Status(
        "CANCELLATION_REQUESTED",
        "Cancellation requested",
        1999,
        "cancelled",
        "Annulation demandée",
    ),
    Status("CANCELLED", "Cancelled", 2000, "cancelled", "Expédition annulée"),
)
STATUSES = {status.code: status for status in _ALL}

JOURNEY_HOME = (
    "READY_TO_SEND",
    "SHIPMENT_PICKED_UP_BY_DRIVER",
    "EN_ROUTE_TO_SORTING_CENTER",
    "SORTED",
    "DRIVER_EN_ROUTE",
    "DELIVERED",
)
JOURNEY_POINT = (
    "READY_TO_SEND",
    "SHIPMENT_PICKED_UP_BY_DRIVER",
    "EN_ROUTE_TO_SORTING_CENTER",
    "SORTED",
    "AWAITING_CUSTOMER_PICKUP",
    "SHIPMENT_COLLECTED_BY_CUSTOMER",
)
DELIVERED = {"DELIVERED", "SHIPMENT_COLLECTED_BY_CUSTOMER"}
CANCELLED = {"CANCELLED", "CANCELLATION_REQUESTED"}


def next_status(code, to_point):
    """The code that usually follows on the way to the buyer, or None at the end of it."""
    journey = JOURNEY_POINT if to_point else JOURNEY_HOME
    if code not in journey[:-1]:
        return None
    return journey[journey.index(code) + 1]
