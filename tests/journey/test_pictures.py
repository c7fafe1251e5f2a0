"""Pictures come in a time of their own, from where the shop keeps them, and once."""

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside

CUP, SMALL, LARGE = "TAS-SABLE", "CAF-SID-250", "CAF-SID-500"


class Gallery:
    """A merchant in test mode, whose shop has pictures that Odoo has not."""

    def __init__(self, odoo, sandbox_url):
        self.odoo = odoo
        self.office, self.outside = BackOffice(odoo, sandbox_url), Outside(sandbox_url)
        self.office.prepare_company()
        self.products = self.office.make_products()
        self.hang(CUP, "tasse.png")
        self.hang(LARGE, "grand.png")
        log_in = {"url": f"{sandbox_url}/woocommerce", "key": "ck_sandbox", "secret": "cs_sandbox"}
        self.shop = self.office.connect("woocommerce", "Boutique Woo", **log_in)
        wait(lambda: self.odoo.search_count("omni.agreement", []), "the products")
        self.office.wait_until_quiet()

    def hang(self, sku, *files):
        self.outside.post("/_control/woocommerce/products", {"sku": sku, "pictures": files})

    def read(self, resource):
        """Press “Run now” on a feed, and wait for its end."""
        ended = [("feed_id.resource", "=", resource), ("state", "=", "done")]
        before = self.odoo.search_count("omni.run", ended)
        self.office.run_feed(self.shop, resource)
        wait(lambda: self.odoo.search_count("omni.run", ended) > before, f"the feed {resource}")
        self.office.wait_until_quiet()

    def shown(self, sku):
        field = "image_1920"
        return self.odoo.call("product.product", "read", [self.products[sku]], [field])[0][field]

    def state(self, sku):
        name = [("product_tmpl_id.product_variant_ids", "=", self.products[sku])]
        return [row["state"] for row in self.odoo.search_read("omni.picture", name, ["state"])]

    def calls(self, name):
        return [one for one in self.outside.calls("woocommerce") if name in one["path"]]


@pytest.fixture(scope="module")
def gallery(odoo, sandbox):
    return Gallery(odoo, sandbox.url)


def test_1_the_feed_brings_pictures_of_products_and_variations(gallery):
    gallery.read("picture")
    assert gallery.shown(CUP)
    assert gallery.shown(LARGE)
    assert not gallery.shown(SMALL)


def test_2_what_is_here_is_not_fetched_again(gallery):
    gallery.outside.forget_calls()
    gallery.read("picture")
    assert gallery.calls("tasse.png") == []


def test_3_a_picture_that_the_shop_has_lost_is_said_and_stops_no_other(gallery):
    gallery.odoo.write("product.product", gallery.products["THE-PORC"], {"image_1920": False})
    gallery.hang("PLA-NOYER", "plateau.png")
    gallery.outside.post(
        "/_control/woocommerce/products",
        {"sku": "THE-PORC", "images": [{"id": 1, "src": gallery.outside.url + "/woocommerce/no"}]},
    )
    gallery.read("product")
    gallery.read("picture")
    assert gallery.state("THE-PORC") == ["failed"]


def test_4_no_call_was_made_while_a_transaction_was_open(gallery, odoo_server):
    assert "while a transaction was open" not in odoo_server.log_text()
    assert gallery.outside.violations() == []
