"""A merchant's numbers are in his shops: Odoo takes them over once, and going live changes none."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journey.back_office import SHOP_PRODUCTS, BackOffice, wait
from tests.journey.outside import Outside
from tests.support.odoo_client import OdooError

EMPTY = [(sku, name, 0, weight) for sku, name, _stock, weight in SHOP_PRODUCTS]


class Opening:
    """Two shops in test mode, and a warehouse that nobody has counted."""

    def __init__(self, odoo, sandbox_url):
        self.odoo = odoo
        self.office = BackOffice(odoo, sandbox_url)
        self.outside = Outside(sandbox_url)
        self.office.prepare_company()
        self.products = self.office.make_products(EMPTY)
        self.shopify = self.office.connect_shopify(live=False)
        self.woo = self.office.connect(
            "woocommerce",
            "Boutique Woo",
            url=f"{sandbox_url}/woocommerce",
            key="ck_sandbox",
            secret="cs_sandbox",
        )
        for shop in (self.shopify, self.woo):
            matched = [("connection_id", "=", shop), ("product_id", "!=", False)]
            matched.append(("stock_id", "!=", False))
            wait(
                lambda matched=matched: odoo.search_count("omni.listing", matched) >= 4, "products"
            )
        self.office.wait_until_quiet()

    def read(self, shop):
        """Press “Take over stock…”; return the window's id."""
        return self.odoo.press("omni.connection", "action_take_over_stock", shop)["res_id"]

    def take_over(self, shop, **values):
        window = self.read(shop)
        if values:
            self.odoo.write("omni.opening", window, values)
        self.odoo.press("omni.opening", "action_take_over", window)

    def is_taken(self, window):
        try:
            self.odoo.press("omni.opening", "action_take_over", window)
        except OdooError:
            return False
        return True

    def counted(self):
        """Return {SKU: on hand} of what the shops sell."""
        found = self.odoo.search_read(
            "product.product",
            [("id", "in", list(self.products.values()))],
            ["default_code", "qty_available"],
        )
        return {row["default_code"]: row["qty_available"] for row in found}

    def shown_by_shopify(self):
        """Return {SKU: pieces} at the one place of the shop that has a warehouse."""
        stock = self.outside.state()["stock"]
        named = [("connection_id", "=", self.shopify), ("warehouse_id", "!=", False)]
        place = self.odoo.search_read("omni.channel.location", named, ["name"])[0]["name"]
        return {sku: stock[sku][place]["available"] for sku in self.products}

    def shown_by_woo(self):
        stock = self.outside.state("woocommerce")["stock"]
        return {sku: stock[sku] for sku in self.products}


@pytest.fixture(scope="module")
def opening(odoo, sandbox):
    return Opening(odoo, sandbox.url)


def test_1_odoo_counts_what_shopify_shows(opening):
    opening.take_over(opening.shopify)
    assert opening.counted() == opening.shown_by_shopify()


def test_2_a_second_time_is_refused(opening):
    with pytest.raises(OdooError, match="was taken over on"):
        opening.take_over(opening.shopify)


def test_2_two_people_at_once_take_it_over_once(opening):
    opening.odoo.press("omni.connection", "action_allow_opening", opening.shopify)
    opening.outside.post("/_control/shopify/stock", {"sku": "TAS-SABLE", "delta": 5})
    windows = [opening.read(opening.shopify) for _person in range(2)]
    with ThreadPoolExecutor() as people:
        taken = list(people.map(opening.is_taken, windows))
    assert (sum(taken), opening.counted()) == (1, opening.shown_by_shopify())


def test_3_another_shop_s_numbers_are_not_replaced_unasked(opening):
    with pytest.raises(OdooError, match="all the same"):
        opening.take_over(opening.woo)


def test_4_odoo_counts_what_woocommerce_shows(opening):
    opening.take_over(opening.woo, is_sure=True)
    assert opening.counted() == opening.shown_by_woo()


def test_5_going_live_after_it_changes_nothing_there(opening):
    before = opening.shown_by_woo()
    opening.office.go_live(opening.woo)
    opening.office.wait_until_quiet()
    assert opening.shown_by_woo() == before


def test_6_from_then_on_odoo_keeps_the_stock(opening):
    with pytest.raises(OdooError, match="was live already"):
        opening.take_over(opening.woo)
