"""A batch takes 100 products, and cannot compare: what is there is read first, one call more.

https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products
"""

from . import PlayedChannel

CHANNEL = PlayedChannel(
    code="woocommerce",
    label="WooCommerce",
    log_in={"url": "{url}/woocommerce", "key": "ck_sandbox", "secret": "cs_sandbox"},
    skus_a_call=100,
    calls_per_100=2,
    tells_stock=lambda call: call["method"] == "POST" and "products/batch" in call["path"],
)
