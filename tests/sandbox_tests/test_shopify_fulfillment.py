"""Sending an order from outside: what the shop then says to its buyer."""

import requests

from tests.sandbox_tests.shopify_client import Shop

OPEN = """query($id: ID!) { order(id: $id) { displayFulfillmentStatus
  fulfillmentOrders(first: 5) { nodes { id status assignedLocation { location { name } }
    supportedActions { action } lineItems(first: 50) { nodes { id remainingQuantity sku } } } }
  fulfillments(first: 5) { id trackingInfo { company number url } } } }"""
SEND = """mutation($given: FulfillmentInput!) { fulfillmentCreate(fulfillment: $given) {
  fulfillment { id status trackingInfo { company number url } } userErrors { field message } } }"""
TRACKING = {"company": "Colissimo", "number": "6A123", "url": "http://127.0.0.1/track/6A123"}


def opened(shop, gid):
    return shop.data(OPEN, id=gid)["order"]


def send(shop, gid, parts=None, tracking=TRACKING):
    """Fulfil everything, or the parts [(index of the line, units)]."""
    fulfillment_order = opened(shop, gid)["fulfillmentOrders"]["nodes"][0]
    row = {"fulfillmentOrderId": fulfillment_order["id"]}
    if parts:
        lines = fulfillment_order["lineItems"]["nodes"]
        row["fulfillmentOrderLineItems"] = [
            {"id": lines[index]["id"], "quantity": units} for index, units in parts
        ]
    given = {"lineItemsByFulfillmentOrder": [row], "trackingInfo": tracking}
    return shop.data(SEND, given=given)["fulfillmentCreate"]


def test_a_new_order_waits_at_the_primary_location(shop: Shop):
    order = opened(shop, shop.order()["gid"])
    (waiting,) = order["fulfillmentOrders"]["nodes"]
    assert waiting["assignedLocation"]["location"]["name"] == "Atelier de Nantes"
    assert {"action": "CREATE_FULFILLMENT"} in waiting["supportedActions"]


def test_a_sent_order_says_fulfilled_with_its_tracking(shop: Shop):
    gid = shop.order()["gid"]
    assert send(shop, gid)["userErrors"] == []
    order = opened(shop, gid)
    assert order["displayFulfillmentStatus"] == "FULFILLED"
    assert order["fulfillments"][0]["trackingInfo"] == [TRACKING]
    assert shop.stock("CAF-SID-250") == {"available": 59, "committed": 0, "on_hand": 59}


def test_a_part_leaves_the_rest_open(shop: Shop):
    gid = shop.order(lines=[{"sku": "TAS-SABLE", "quantity": 3}])["gid"]
    send(shop, gid, [(0, 1)])
    order = opened(shop, gid)
    assert order["displayFulfillmentStatus"] == "PARTIALLY_FULFILLED"
    assert order["fulfillmentOrders"]["nodes"][0]["lineItems"]["nodes"][0]["remainingQuantity"] == 2


def test_more_than_is_open_is_refused(shop: Shop):
    gid = shop.order()["gid"]
    (error,) = send(shop, gid, [(0, 2)])["userErrors"]
    assert "Invalid fulfillment order line item quantity" in error["message"]


def test_an_order_is_not_sent_twice(shop: Shop):
    gid = shop.order()["gid"]
    send(shop, gid)
    (error,) = send(shop, gid)["userErrors"]
    assert "unfulfillable status" in error["message"]


def test_several_parcels_each_have_their_number(shop: Shop):
    gid = shop.order()["gid"]
    made = send(shop, gid, tracking={"company": "Colissimo", "numbers": ["A", "B"]})
    assert [row["number"] for row in made["fulfillment"]["trackingInfo"]] == ["A", "B"]


def test_tracking_can_be_mended(shop: Shop):
    gid = shop.order()["gid"]
    made = send(shop, gid)["fulfillment"]["id"]
    shop.data(
        "mutation($id: ID!, $new: FulfillmentTrackingInput!) { fulfillmentTrackingInfoUpdate("
        "fulfillmentId: $id, trackingInfoInput: $new) { userErrors { message } } }",
        id=made,
        new={"number": "6A999", "company": "Colissimo"},
    )
    assert opened(shop, gid)["fulfillments"][0]["trackingInfo"][0]["number"] == "6A999"


def test_a_cancelled_sending_opens_the_order_again(shop: Shop):
    gid = shop.order()["gid"]
    made = send(shop, gid)["fulfillment"]["id"]
    shop.data(
        "mutation($id: ID!) { fulfillmentCancel(id: $id) { userErrors { message } } }", id=made
    )
    assert opened(shop, gid)["displayFulfillmentStatus"] == "UNFULFILLED"
    assert shop.stock("CAF-SID-250")["committed"] == 1


def test_the_buyer_reads_carrier_number_and_link(shop: Shop):
    made = shop.order()
    send(shop, made["gid"])
    page = requests.get(shop.url + made["status_url"], timeout=5).text
    assert "Expédiée" in page
    assert f'<a href="{TRACKING["url"]}"><strong>6A123</strong></a>' in page
