"""A product is described in two places: who decides wins, and nothing that loses is gone."""

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside

CUP, TEAPOT = "TAS-SABLE", "THE-PORC"


class Shop:
    """A merchant whose products are in Odoo and in a shop that he has just connected."""

    def __init__(self, odoo, sandbox_url):
        self.odoo = odoo
        self.office = BackOffice(odoo, sandbox_url)
        self.outside = Outside(sandbox_url)
        self.office.prepare_company()
        self.products = self.office.make_products()
        self.connection = self.office.connect(
            "woocommerce",
            "Boutique Woo",
            url=f"{sandbox_url}/woocommerce",
            key="ck_sandbox",
            secret="cs_sandbox",
        )
        wait(lambda: odoo.search_count("omni.agreement", []), "the first exchange")
        odoo.press("omni.connection", "action_go_live", self.connection)
        self.office.subscribe(self.connection)
        self.office.wait_until_quiet()

    def decides(self, owner, *fields):
        domain = [("connection_id", "=", self.connection), ("field", "in", list(fields))]
        rows = self.odoo.search_read("omni.owner", domain, ["id"])
        self.odoo.write("omni.owner", [row["id"] for row in rows], {"owner": owner})
        self.office.wait_until_quiet()

    def edit_there(self, sku, **values):
        """The merchant edits the product in the shop, which rings."""
        self.outside.post("/_control/woocommerce/products", {"sku": sku, **values})

    def edit_here(self, sku, **values):
        self.odoo.write("product.product", self.products[sku], values)

    def read(self, sku, field):
        return self.odoo.call("product.product", "read", [self.products[sku]], [field])[0][field]

    def conflict(self, **values):
        """Return the one line of the journal that shows these values, once it is there."""

        def found():
            rows = self.odoo.search_read("omni.conflict", [("state", "=", "open")], list(values))
            return [row for row in rows if values.items() <= row.items()]

        return wait(found, f"a conflict {values}")[0]

    def press(self, conflict):
        self.odoo.press("omni.conflict", "action_restore", conflict["id"])


@pytest.fixture(scope="module")
def shop(odoo, sandbox):
    return Shop(odoo, sandbox.url)


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
    shop.edit_there(TEAPOT, weight="1.4")
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
    domain = [("connection_id", "=", shop.connection), ("product_id", "=", False)]
    missing = shop.odoo.search_count("omni.listing", domain)
    shop.odoo.write("omni.connection", shop.connection, {"creates_products": True})
    made = [*domain[:1], ("match", "=", "made")]
    wait(lambda: shop.odoo.search_count("omni.listing", made), "a created product")
    shop.office.wait_until_quiet()
    left = shop.odoo.search_count("omni.listing", domain)
    assert 0 < shop.odoo.search_count("omni.listing", made) == missing - left


def test_what_was_asked_fits_the_vendor_s_description(shop):
    assert shop.outside.violations() == []
