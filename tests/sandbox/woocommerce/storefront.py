class Storefront:
    def __init__(self, shop):
        self.shop = shop

    def handle(self, request, path):
        from tests.sandbox.woocommerce.web_pages import not_found
        return not_found()
