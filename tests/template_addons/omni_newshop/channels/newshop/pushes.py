"""Stock and shipments out. Both may be told twice: each item's own answer is looked at."""

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.text import _


def pull_stock(shop, levels):
    """Return {key: pieces there now} of those that the shop counts."""
    asked = ",".join(level.stock_id for level in levels)
    found = shop.ask("GET", "/stock", params={"ids": asked})["levels"]
    pieces = {str(one["product_id"]): one["quantity"] for one in found}
    return {level.key: pieces[level.stock_id] for level in levels if level.stock_id in pieces}


def push_stock(shop, levels):
    """Numbers are set as they are: telling one again is harmless."""
    told = [{"product_id": int(level.stock_id), "quantity": level.quantity} for level in levels]
    found = shop.tell("PUT", "/stock", json={"levels": told})["results"]
    answers = {str(one["product_id"]): one for one in found}
    return [stock_outcome(level, answers.get(level.stock_id)) for level in levels]


def stock_outcome(level, answer):
    """What the shop acknowledges is what it says, not what was asked for."""
    if answer is None or (answer.get("quantity") != level.quantity and not answer.get("error")):
        reason = _("The shop did not say what became of it.")
        return Outcome(key=level.key, state="retry", reason=reason)
    if answer.get("error"):
        return Outcome(key=level.key, state="rejected", reason=answer["error"])
    return Outcome(key=level.key, value=answer["quantity"])


def push_shipments(shop, shipments):
    """The shop knows a shipment by our reference: one told again is the same one."""
    told = [
        {
            "reference": one.reference,
            "order_id": int(one.order_id),
            "lines": [
                {"id": int(line.line_id), "quantity": int(line.quantity)} for line in one.lines
            ],
            "carrier": one.carrier,
            "tracking_numbers": list(one.tracking_numbers),
            "tracking_urls": list(one.tracking_urls),
            "notify": one.notify_customer,
        }
        for one in shipments
    ]
    found = shop.tell("POST", "/shipments", json={"shipments": told})["results"]
    answers = {one["reference"]: one for one in found}
    return [shipment_outcome(one, answers.get(one.reference)) for one in shipments]


def shipment_outcome(shipment, answer):
    if answer is None:
        reason = _("The shop did not say what became of it.")
        return Outcome(key=shipment.key, state="unknown", reason=reason)
    if answer.get("error"):
        return Outcome(key=shipment.key, state="rejected", reason=answer["error"])
    return Outcome(key=shipment.key, external_id=str(answer["id"]))
