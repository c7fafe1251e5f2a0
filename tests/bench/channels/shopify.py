"""``inventorySetQuantities`` takes 250 quantities, and compares them itself: nothing is read first.

https://shopify.dev/docs/api/admin-graphql/latest/mutations/inventorySetQuantities
"""

from . import PlayedChannel

CHANNEL = PlayedChannel(
    code="shopify",
    label="Shopify",
    log_in={
        "shop": "{url}/shopify",
        "token": "shpat_sandbox",
        "client_secret": "sandbox-secret",
    },
    skus_a_call=250,
    calls_per_100=1,
    tells_stock=lambda call: "inventorySetQuantities" in call["operation"],
    settings={"bucket": {"maximum": 100000, "restore_rate": 50000}},
)
