"""WooCommerce wc/v3, played: orders, products, webhooks, and a storefront where a person orders."""


def create(world):
    from tests.sandbox.woocommerce.playing import WooCommerce

    return WooCommerce(world)
