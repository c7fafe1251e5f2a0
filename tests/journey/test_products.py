"""A product is described in two places: who decides wins, and nothing that loses is gone."""

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside

CUP, TEAPOT = "TAS-SABLE", "THE-PORC"


class WooCommerce:
    """How a test reaches the played shop, and how a person edits a product there."""

    path, label = "woocommerce", "Boutique Woo"
    words = {}

    @staticmethod
    def log_in(url):
        return {"url": f"{url}/woocommerce", "key": "ck_sandbox", "secret": "cs_sandbox"}


class Shopify:
    path, label = "shopify", "Boutique Shopify"
    words = {"name": "title"}

    @staticmethod
    def log_in(url):
        secret = "sandbox-secret"
        return {"shop": f"{url}/shopify", "token": "shpat_sandbox", "client_secret": secret}


class Shop:
    """A merchant whose products are in Odoo and in a shop that he has just connected."""

    def __init__(self, odoo, sandbox_url, vendor):
        self.odoo = odoo
        self.vendor = vendor
        self.office = BackOffice(odoo, sandbox_url)
        self.outside = Outside(sandbox_url)
        self.office.prepare_company()
        self.products = self.office.make_products()
        self.edit_here(CUP, name="Tasse sable")
        self.connection = self.office.connect(
            vendor.path, vendor.label, **vendor.log_in(sandbox_url)
        )
        domain = [("connection_id", "=", self.connection)]
        wait(lambda: odoo.search_count("omni.agreement", domain), "the first exchange")
        self.office.go_live(self.connection)
        self.office.subscribe(self.connection)
        self.office.wait_until_quiet()

    def decides(self, owner, *fields):
        domain = [("connection_id", "=", self.connection), ("field", "in", list(fields))]
        rows = self.odoo.search_read("omni.owner", domain, ["id"])
        self.odoo.write("omni.owner", [row["id"] for row in rows], {"owner": owner})
        self.office.wait_until_quiet()

    def edit_there(self, sku, **values):
        """The merchant edits the product in the shop, which rings."""
        named = {self.vendor.words.get(name, name): value for name, value in values.items()}
        self.outside.post(f"/_control/{self.vendor.path}/products", {"sku": sku, **named})

    def edit_here(self, sku, **values):
        self.odoo.write("product.product", self.products[sku], values)

    def read(self, sku, field):
        return self.odoo.call("product.product", "read", [self.products[sku]], [field])[0][field]

    def conflict(self, **values):
        """Return the one line of the journal that shows these values, once it is there."""

        def found():
            domain = [("connection_id", "=", self.connection), ("state", "=", "open")]
            rows = self.odoo.search_read("omni.conflict", domain, list(values))
            return [row for row in rows if values.items() <= row.items()]

        return wait(found, f"a conflict {values}")[0]

    def press(self, conflict):
        self.odoo.press("omni.conflict", "action_restore", conflict["id"])


@pytest.fixture(scope="module", params=[WooCommerce, Shopify], ids=lambda one: one.path)
def shop(request, odoo, sandbox):
    return Shop(odoo, sandbox.url, request.param)


def test_connecting_a_shop_changes_no_name(shop):
    assert shop.read(CUP, "name") == "Tasse sable"


def test_a_product_edited_in_the_shop_arrives_where_the_shop_decides(shop):
    shop.decides("remote", "name")
    shop.edit_there(CUP, name="Grande tasse")
    wait(lambda: shop.read(CUP, "name") == "Grande tasse", "the shop's new name")


def test_what_was_here_and_is_overwritten_can_be_put_back_and_stands(shop):
    shop.decides("remote", "name")
    shop.edit_here(TEAPOT, name="Ma théière")
    shop.edit_there(TEAPOT, name="Théière ronde")
    wait(lambda: shop.read(TEAPOT, "name") == "Théière ronde", "the shop's new name")
    shop.press(shop.conflict(winner="remote", here_text="Ma théière"))
    shop.edit_there(TEAPOT, description="Ronde comme une pomme.")
    shop.office.run_feed(shop.connection, "product")
    wait(lambda: not shop.office.unfinished(), "quiet")
    assert shop.read(TEAPOT, "name") == "Ma théière"


def test_a_product_edited_in_the_shop_waits_as_a_conflict_where_odoo_decides(shop):
    shop.decides("odoo", "name")
    shop.edit_here(CUP, name="Ma tasse")
    shop.edit_there(CUP, name="Tasse du soir")
    conflict = shop.conflict(winner="odoo", there_text="Tasse du soir")
    assert shop.read(CUP, "name") == "Ma tasse"
    shop.press(conflict)
    assert shop.read(CUP, "name") == "Tasse du soir"


def test_missing_products_are_created_once_they_are_asked_for(shop):
    shop.outside.post(f"/_control/{shop.vendor.path}/products", {"count": 1, "stock": 5})
    shop.office.run_feed(shop.connection, "product")
    listed = [("connection_id", "=", shop.connection), ("sku", "=", "BULK-000001")]
    wait(lambda: shop.odoo.search_count("omni.listing", listed), "the shop's new product")
    made = [("default_code", "=", "BULK-000001"), ("is_storable", "=", True)]
    known = shop.odoo.search_count("product.product", made)
    shop.odoo.write("omni.connection", shop.connection, {"creates_products": True})
    wait(lambda: shop.odoo.search_count("product.product", made), "the product in Odoo")
    shop.office.wait_until_quiet()
    assert shop.odoo.search_count("omni.listing", [*listed, ("product_id", "!=", False)]) == 1
    assert (known or 1) == shop.odoo.search_count("product.product", made)


def test_what_was_asked_fits_the_vendor_s_description(shop):
    assert shop.outside.violations() == []
