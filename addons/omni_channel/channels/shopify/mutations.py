"""What is told to the Admin GraphQL API, and what is asked before telling it."""

from .queries import PAGE_INFO, Operation

SET_STOCK = Operation(
    "SetStock",
    """mutation SetStock($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id }
    userErrors { code field message }
  }
}""",
)


def read_stock(places):
    """Return the operation that reads what is available of items at some locations.

    Its variables are ``ids`` and ``location<n>``; the levels of an item are called ``at<n>``.
    """
    variables = "".join(f", $location{n}: ID!" for n in range(places))
    levels = "\n".join(
        f"      at{n}: inventoryLevel(locationId: $location{n})"
        ' { quantities(names: ["available"]) { quantity } }'
        for n in range(places)
    )
    return Operation(
        "ReadStock",
        f"query ReadStock($ids: [ID!]!{variables}) {{\n  nodes(ids: $ids) {{\n"
        f"    ... on InventoryItem {{\n      id\n{levels}\n    }}\n  }}\n}}",
    )


OPEN_LINES = """fragment OpenLines on FulfillmentOrderLineItemConnection {
  pageInfo { ...Further }
  nodes { id remainingQuantity lineItem { id } }
}
"""

SHIPPING = Operation(
    "Shipping",
    PAGE_INFO
    + OPEN_LINES
    + """query Shipping($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Order {
      id cancelledAt
      fulfillments {
        id status
        trackingInfo { number }
        fulfillmentLineItems(first: 20) {
          pageInfo { ...Further }
          nodes { quantity lineItem { id } }
        }
      }
      fulfillmentOrders(first: 3) {
        pageInfo { ...Further }
        nodes {
          id status
          supportedActions { action }
          assignedLocation { name location { id } }
          lineItems(first: 15) { ...OpenLines }
        }
      }
    }
  }
}""",
)

FULFILLMENT_ORDERS = Operation(
    "FulfillmentOrders",
    PAGE_INFO
    + OPEN_LINES
    + """query FulfillmentOrders($id: ID!, $after: String) {
  order(id: $id) {
    fulfillmentOrders(first: 4, after: $after) {
      pageInfo { ...Further }
      nodes {
        id status
        supportedActions { action }
        assignedLocation { name location { id } }
        lineItems(first: 100) { ...OpenLines }
      }
    }
  }
}""",
)

FULFILLMENT_LINES = Operation(
    "FulfillmentLines",
    PAGE_INFO
    + OPEN_LINES
    + """query FulfillmentLines($id: ID!, $after: String) {
  fulfillmentOrder(id: $id) { lineItems(first: 250, after: $after) { ...OpenLines } }
}""",
)

CREATE = (
    "$content{n}: FulfillmentInput!",
    "fulfillmentCreate(fulfillment: $content{n})",
)
TRACK = (
    "$id{n}: ID!, $content{n}: FulfillmentTrackingInput!, $notify{n}: Boolean",
    "fulfillmentTrackingInfoUpdate("
    "fulfillmentId: $id{n}, trackingInfoInput: $content{n}, notifyCustomer: $notify{n})",
)


def ship(steps):
    """Return the mutation that takes several steps, called ``step<n>``, one after the other.

    A step with a ``fulfillment_id`` tells that fulfilment's tracking, another makes a fulfilment.
    """
    parts = [TRACK if step.fulfillment_id else CREATE for step in steps]
    variables = ", ".join(part[0].format(n=n) for n, part in enumerate(parts))
    fields = "\n".join(
        f"  step{n}: {part[1].format(n=n)}"
        " { fulfillment { id } userErrors { field message } }"
        for n, part in enumerate(parts)
    )
    return Operation("Ship", f"mutation Ship({variables}) {{\n{fields}\n}}", repeatable=False)


SUBSCRIPTIONS = Operation(
    "Subscriptions",
    PAGE_INFO
    + """query Subscriptions($after: String) {
  webhookSubscriptions(first: 100, after: $after) {
    pageInfo { ...Further }
    nodes { id topic uri }
  }
}""",
)

SUBSCRIBE = Operation(
    "Subscribe",
    """mutation Subscribe($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: {uri: $uri, format: JSON}) {
    webhookSubscription { id }
    userErrors { field message }
  }
}""",
)

UNSUBSCRIBE = Operation(
    "Unsubscribe",
    """mutation Unsubscribe($id: ID!) {
  webhookSubscriptionDelete(id: $id) {
    userErrors { field message }
  }
}""",
)

MOVE_SUBSCRIPTION = Operation(
    "MoveSubscription",
    """mutation MoveSubscription($id: ID!, $uri: String!) {
  webhookSubscriptionUpdate(id: $id, webhookSubscription: {uri: $uri, format: JSON}) {
    webhookSubscription { id }
    userErrors { field message }
  }
}""",
)
