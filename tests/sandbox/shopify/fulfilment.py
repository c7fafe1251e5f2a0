"""Fulfillment orders (what is to be sent, from where) and fulfillments (what was sent)."""

from tests.sandbox.shopify import stock
from tests.sandbox.shopify.order_totals import touch
from tests.sandbox.shopify.store import now_text, number_of

ACTIONS_OPEN = ("CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", "SPLIT")


def open_fulfillment_orders(store, order):
    """One fulfillment order for everything that is sent, at the primary location."""
    lines = [
        line for line in order["lineItems"] if not line["figures"]["tip"] and not line["isGiftCard"]
    ]
    if lines:
        _open(store, order, lines, store.primary_location())


def _open(store, order, lines, location):
    gid = store.new_gid("FulfillmentOrder")
    fulfillment_order = {
        "__typename": "FulfillmentOrder",
        "id": gid,
        "order": order,
        "orderId": order["id"],
        "orderName": order["name"],
        "orderProcessedAt": order["processedAt"],
        "assignedLocation": _assigned(location),
        "destination": _destination(order, gid),
        "deliveryMethod": _delivery_method(store, order),
        "createdAt": order["createdAt"],
        "updatedAt": order["updatedAt"],
        "fulfillAt": order["createdAt"],
        "fulfillBy": None,
        "fulfillmentHolds": [],
        "fulfillments": [],
        "requestStatus": "UNSUBMITTED",
        "remainingLineItemsWeight": None,
        "status": "OPEN",
        "lineItems": [],
    }
    fulfillment_order["lineItems"] = [_part(store, line) for line in lines]
    write_status(fulfillment_order)
    store.fulfillment_orders[gid] = fulfillment_order
    order["fulfillmentOrders"].append(fulfillment_order)


def _part(store, line):
    variant = line["variant"]
    return {
        "__typename": "FulfillmentOrderLineItem",
        "id": store.new_gid("FulfillmentOrderLineItem"),
        "lineItem": line,
        "totalQuantity": line["currentQuantity"],
        "remainingQuantity": line["currentQuantity"],
        "sku": line["sku"],
        "variant": variant,
        "variantTitle": line["variantTitle"],
        "vendor": line["vendor"],
        "productTitle": line["title"],
        "inventoryItemId": variant["inventoryItem"]["id"] if variant else None,
        "requiresShipping": line["requiresShipping"],
        "image": None,
        "shippingLine": None,
        "weight": line["weight"],
    }


def _assigned(location):
    address = location["address"]
    names = ("address1", "address2", "city", "phone", "province", "zip")
    return {
        "__typename": "FulfillmentOrderAssignedLocation",
        "location": location,
        "name": location["name"],
        "countryCode": address["countryCode"],
        **{name: address[name] for name in names},
    }


def _destination(order, gid):
    address = order["shippingAddress"]
    if not address:
        return None
    names = [
        "address1",
        "address2",
        "city",
        "company",
        "firstName",
        "lastName",
        "phone",
        "province",
        "zip",
    ]
    return {
        "__typename": "FulfillmentOrderDestination",
        "id": gid.replace("/FulfillmentOrder/", "/FulfillmentOrderDestination/"),
        "email": order["email"],
        "location": None,
        "countryCode": address["countryCodeV2"],
        **{name: address[name] for name in names},
    }


def _delivery_method(store, order):
    line = order["shippingLine"]
    return {
        "__typename": "DeliveryMethod",
        "id": store.new_gid("DeliveryMethod"),
        "methodType": "SHIPPING" if line else "NONE",
        "presentedName": line["title"] if line else None,
        "serviceCode": line["code"] if line else None,
        "sourceReference": None,
        "minDeliveryDateTime": None,
        "maxDeliveryDateTime": None,
    }


def write_status(fulfillment_order):
    parts = fulfillment_order["lineItems"]
    left = sum(part["remainingQuantity"] for part in parts)
    whole = sum(part["totalQuantity"] for part in parts)
    if fulfillment_order["status"] != "CANCELLED":
        fulfillment_order["status"] = (
            "CLOSED" if not left else ("IN_PROGRESS" if left < whole else "OPEN")
        )
    alive = fulfillment_order["status"] in ("OPEN", "IN_PROGRESS")
    fulfillment_order["supportedActions"] = [
        {"__typename": "FulfillmentOrderSupportedAction", "action": action, "externalUrl": None}
        for action in (ACTIONS_OPEN if alive else ())
    ]


def fulfill(store, chosen, tracking):
    """Send the chosen (fulfillment order, [(part, units)]) of one order; all were checked."""
    order = chosen[0][0]["order"]
    fulfillment = _new_fulfillment(store, chosen, tracking)
    for fulfillment_order, parts in chosen:
        for part, units in parts:
            _send(store, fulfillment, part, units)
        fulfillment_order["fulfillments"].append(fulfillment)
        fulfillment_order["updatedAt"] = fulfillment["createdAt"]
        write_status(fulfillment_order)
    fulfillment["totalQuantity"] = sum(x["quantity"] for x in fulfillment["fulfillmentLineItems"])
    store.fulfillments[fulfillment["id"]] = fulfillment
    order["fulfillments"].append(fulfillment)
    store.tell("fulfillments/create", fulfillment)
    touch(store, order)
    if order["displayFulfillmentStatus"] == "FULFILLED":
        store.tell("orders/fulfilled", order)
    return fulfillment


def _new_fulfillment(store, chosen, tracking):
    order = chosen[0][0]["order"]
    now = now_text()
    gid = store.new_gid("Fulfillment")
    return {
        "__typename": "Fulfillment",
        "id": gid,
        "legacyResourceId": number_of(gid),
        "name": f"{order['name']}.{len(order['fulfillments']) + 1}",
        "order": order,
        "location": chosen[0][0]["assignedLocation"]["location"],
        "status": "SUCCESS",
        "displayStatus": "FULFILLED",
        "createdAt": now,
        "updatedAt": now,
        "deliveredAt": None,
        "inTransitAt": None,
        "estimatedDeliveryAt": None,
        "originAddress": None,
        "requiresShipping": True,
        "service": chosen[0][1][0][0]["lineItem"]["fulfillmentService"],
        "trackingInfo": tracking_info(tracking),
        "fulfillmentOrders": [fulfillment_order for fulfillment_order, _parts in chosen],
        "fulfillmentLineItems": [],
    }


def _send(store, fulfillment, part, units):
    line = part["lineItem"]
    part["remainingQuantity"] -= units
    line["fulfilled"] += units
    fulfillment["fulfillmentLineItems"].append(
        {
            "__typename": "FulfillmentLineItem",
            "id": store.new_gid("FulfillmentLineItem"),
            "lineItem": line,
            "quantity": units,
            "originalTotalSet": line["originalTotalSet"],
            "discountedTotalSet": line["discountedTotalSet"],
            "part": part,
        }
    )
    if part["inventoryItemId"]:
        level = store.level(part["inventoryItemId"], fulfillment["location"]["id"])
        if level:
            stock.ship(store, level, units)


def tracking_info(tracking):
    """TrackingInfo list from a FulfillmentTrackingInput: one entry per number or link."""
    tracking = tracking or {}
    numbers = tracking.get("numbers") or [tracking.get("number")]
    urls = tracking.get("urls") or [tracking.get("url")]
    count = max(len(numbers), len(urls))
    numbers = list(numbers) + [None] * (count - len(numbers))
    urls = list(urls) + [None] * (count - len(urls))
    return [
        {
            "__typename": "FulfillmentTrackingInfo",
            "company": tracking.get("company"),
            "number": number,
            "url": url,
        }
        for number, url in zip(numbers, urls, strict=False)
        if number or url or tracking.get("company")
    ]


def cancel_fulfillment(store, fulfillment):
    """Take a sending back: its units are open again."""
    for sent in fulfillment["fulfillmentLineItems"]:
        part, units = sent["part"], sent["quantity"]
        part["remainingQuantity"] += units
        sent["lineItem"]["fulfilled"] -= units
        level = store.level(part["inventoryItemId"], fulfillment["location"]["id"])
        if level:
            stock.ship(store, level, -units)
    fulfillment.update(status="CANCELLED", displayStatus="CANCELED", updatedAt=now_text())
    for fulfillment_order in fulfillment["fulfillmentOrders"]:
        write_status(fulfillment_order)
    store.tell("fulfillments/update", fulfillment)
    touch(store, fulfillment["order"])


def take_off(order, line, units):
    """Take units that were not sent yet from the fulfillment orders; how many that were."""
    taken = 0
    for fulfillment_order in order["fulfillmentOrders"]:
        for part in fulfillment_order["lineItems"]:
            if part["lineItem"] is not line:
                continue
            now_taken = min(part["remainingQuantity"], units - taken)
            part["remainingQuantity"] -= now_taken
            part["totalQuantity"] -= now_taken
            taken += now_taken
        write_status(fulfillment_order)
    return taken


def add_lines(store, order, lines):
    """Lines added by an edit: to the open fulfillment order, else to a new one."""
    alive = [f for f in order["fulfillmentOrders"] if f["status"] in ("OPEN", "IN_PROGRESS")]
    if not alive:
        _open(store, order, lines, store.primary_location())
        return
    alive[0]["lineItems"] += [_part(store, line) for line in lines]
    write_status(alive[0])
