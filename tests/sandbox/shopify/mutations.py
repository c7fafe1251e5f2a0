"""Mutation fields, gathered, each behind the scope that it needs.

https://shopify.dev/docs/api/usage/access-scopes
"""

from tests.sandbox.shopify import (
    mutations_fulfillment,
    mutations_inventory,
    mutations_order,
    mutations_product,
    mutations_webhook,
)
from tests.sandbox.shopify.refusals import AccessDenied

SCOPES = {
    "productVariantsBulkUpdate": "write_products",
    "inventorySetQuantities": "write_inventory",
    "inventoryAdjustQuantities": "write_inventory",
    "inventoryActivate": "write_inventory",
    "fulfillmentCreate": "write_merchant_managed_fulfillment_orders",
    "fulfillmentTrackingInfoUpdate": "write_merchant_managed_fulfillment_orders",
    "fulfillmentCancel": "write_merchant_managed_fulfillment_orders",
}


def behind_scope(field, resolve):
    """The resolver, for those whose app was granted what the field needs."""
    scope = SCOPES.get(field)
    if scope is None:
        return resolve

    def guarded(root, info, **arguments):
        if scope not in info.context.scopes:
            raise AccessDenied(field, scope)
        return resolve(root, info, **arguments)

    return guarded


MUTATIONS = {
    field: behind_scope(field, resolve)
    for field, resolve in {
        **mutations_inventory.MUTATIONS,
        **mutations_fulfillment.MUTATIONS,
        **mutations_order.MUTATIONS,
        **mutations_product.MUTATIONS,
        **mutations_webhook.MUTATIONS,
    }.items()
}
