"""Every operation asked of the Admin GraphQL API, one a constant.

https://shopify.dev/docs/api/admin-graphql; all hold for API_VERSION and NEXT_VERSION alike.
"""

from datetime import date

from msgspec import Struct

API_VERSION = "2026-07"
API_UNTIL = date(2027, 7, 1)
"""A version lives 12 months: https://shopify.dev/docs/api/usage/versioning"""
NEXT_VERSION = "2026-10"


class Operation(Struct, frozen=True):
    """``repeatable``: whether asking twice is harmless; ``name`` is what its cost is kept under."""

    name: str
    text: str
    repeatable: bool = True

    @property
    def writes(self):
        return self.text.startswith("mutation")


ACCOUNT = Operation(
    "Account",
    """query Account {
  shop { id name myshopifyDomain currencyCode }
  currentAppInstallation { accessScopes { handle } }
}""",
)

PAGE_INFO = """fragment Further on PageInfo { hasNextPage endCursor }
"""

ADDRESS = """fragment Address on MailingAddress {
  name firstName lastName company address1 address2 city zip provinceCode countryCodeV2 phone
}
"""

LINES = """fragment Lines on LineItemConnection {
  pageInfo { ...Further }
  nodes {
    id name sku quantity currentQuantity requiresShipping isGiftCard
    originalUnitPriceSet { shopMoney { amount } }
    discountAllocations { allocatedAmountSet { shopMoney { amount } } }
    taxLines { title ratePercentage priceSet { shopMoney { amount } } }
    variant { id barcode }
    customAttributes { key value }
  }
}
"""

DELIVERIES = """fragment Deliveries on ShippingLineConnection {
  pageInfo { ...Further }
  nodes {
    id title code
    originalPriceSet { shopMoney { amount } }
    discountedPriceSet { shopMoney { amount } }
    currentDiscountedPriceSet { shopMoney { amount } }
    taxLines { title ratePercentage priceSet { shopMoney { amount } } }
  }
}
"""

BUYER = """fragment Buyer on Order {
  customer {
    id displayName firstName lastName locale
    defaultEmailAddress { emailAddress }
    defaultPhoneNumber { phoneNumber }
  }
  purchasingEntity {
    ... on PurchasingCompany {
      company { name }
      location { taxSettings { taxRegistrationId } }
    }
  }
  billingAddress { ...Address }
  shippingAddress { ...Address }
}
"""

ORDER = (
    PAGE_INFO
    + ADDRESS
    + LINES
    + DELIVERIES
    + BUYER
    + """fragment WholeOrder on Order {
  id name email phone note poNumber tags test customerLocale sourceName
  createdAt processedAt updatedAt cancelledAt cancelReason
  currencyCode presentmentCurrencyCode taxesIncluded dutiesIncluded
  displayFinancialStatus displayFulfillmentStatus paymentGatewayNames discountCodes
  customAttributes { key value }
  currentTotalPriceSet { shopMoney { amount } presentmentMoney { amount } }
  currentTotalDutiesSet { shopMoney { amount } }
  currentTotalAdditionalFeesSet { shopMoney { amount } }
  totalTipReceivedSet { shopMoney { amount } }
  totalRefundedSet { shopMoney { amount } }
  refundDiscrepancySet { shopMoney { amount } }
  discountApplications(first: 2) {
    nodes {
      ... on AutomaticDiscountApplication { title }
      ... on ManualDiscountApplication { title }
      ... on ScriptDiscountApplication { title }
    }
  }
  ...Buyer
  shippingLines(first: $deliveries) { ...Deliveries }
  lineItems(first: $lines) { ...Lines }
}
"""
)

ORDERS = Operation(
    "Orders",
    ORDER
    + """query Orders(
  $first: Int!, $after: String, $query: String!, $lines: Int!, $deliveries: Int!
) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { ...Further }
    nodes { ...WholeOrder }
  }
}""",
)

ORDERS_BY_ID = Operation(
    "OrdersById",
    ORDER
    + """query OrdersById($ids: [ID!]!, $lines: Int!, $deliveries: Int!) {
  nodes(ids: $ids) { ...WholeOrder }
}""",
)

REFUNDS_OF_ORDERS = Operation(
    "RefundsOfOrders",
    """query RefundsOfOrders($ids: [ID!]!, $first: Int!) {
  nodes(ids: $ids) { ... on Order { id refunds(first: $first) { id } } }
}""",
)

REFUND_ITEMS = """fragment Items on RefundLineItemConnection {
  pageInfo { ...Further }
  nodes {
    quantity restocked
    subtotalSet { shopMoney { amount } }
    totalTaxSet { shopMoney { amount } }
    lineItem { id }
  }
}
"""

REFUNDS = Operation(
    "Refunds",
    PAGE_INFO
    + REFUND_ITEMS
    + """query Refunds($ids: [ID!]!, $lines: Int!) {
  nodes(ids: $ids) {
    ... on Refund {
      id createdAt note
      totalRefundedSet { shopMoney { amount } }
      refundLineItems(first: $lines) { ...Items }
      refundShippingLines(first: 3) {
        nodes {
          subtotalAmountSet { shopMoney { amount } }
          taxAmountSet { shopMoney { amount } }
          shippingLine { id }
        }
      }
    }
  }
}""",
)

REFUND_LINES = Operation(
    "RefundLines",
    PAGE_INFO
    + REFUND_ITEMS
    + """query RefundLines($id: ID!, $after: String, $first: Int!) {
  refund(id: $id) { id refundLineItems(first: $first, after: $after) { ...Items } }
}""",
)

ORDER_IDS = Operation(
    "OrderIds",
    PAGE_INFO
    + """query OrderIds($first: Int!, $after: String, $query: String!) {
  orders(first: $first, after: $after, query: $query, sortKey: CREATED_AT) {
    pageInfo { ...Further }
    nodes { id createdAt }
  }
}""",
)

CONNECTIONS = {"lineItems": "Lines", "shippingLines": "Deliveries"}


def rest_of_orders(wanted):
    """Return the operation that reads on in long orders, many orders in one call.

    ``wanted``: (connection name, order gid, cursor) each; its variables are ``id<n>``,
    ``after<n>`` and ``first``; its answers are called ``part<n>``.
    """
    variables = ", ".join(f"$id{n}: ID!, $after{n}: String" for n in range(len(wanted)))
    parts = "\n".join(
        f"  part{n}: order(id: $id{n}) {{ {name}(first: $first, after: $after{n})"
        f" {{ ...{CONNECTIONS[name]} }} }}"
        for n, (name, _order, _after) in enumerate(wanted)
    )
    used = {name for name, _order, _after in wanted}
    fragments = PAGE_INFO + LINES * ("lineItems" in used) + DELIVERIES * ("shippingLines" in used)
    return Operation(
        "RestOfOrders",
        f"{fragments}query RestOfOrders($first: Int!, {variables}) {{\n{parts}\n}}",
    )


LOCATIONS = Operation(
    "Locations",
    PAGE_INFO
    + """query Locations($after: String) {
  locations(first: 50, after: $after, includeInactive: true) {
    pageInfo { ...Further }
    nodes { id name isActive fulfillsOnlineOrders }
  }
}""",
)

LISTINGS = Operation(
    "Listings",
    PAGE_INFO
    + """query Listings($first: Int!, $after: String, $query: String) {
  shop { currencyCode }
  productVariants(first: $first, after: $after, query: $query, sortKey: ID) {
    pageInfo { ...Further }
    nodes {
      id title displayName sku barcode price compareAtPrice inventoryQuantity updatedAt
      inventoryItem { id tracked }
      product { id title status }
    }
  }
}""",
)
