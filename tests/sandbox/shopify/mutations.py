"""Mutation fields, gathered."""

from tests.sandbox.shopify import (
    mutations_fulfillment,
    mutations_inventory,
    mutations_order,
    mutations_product,
    mutations_webhook,
)

MUTATIONS = {
    **mutations_inventory.MUTATIONS,
    **mutations_fulfillment.MUTATIONS,
    **mutations_order.MUTATIONS,
    **mutations_product.MUTATIONS,
    **mutations_webhook.MUTATIONS,
}
