"""Further variants of a product that is here: added once, whatever happens at that moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.mortal import Mortal
from tests.journey.open_shop import complaints
from tests.journey.outside import Outside

SMALL, MEDIUM, LARGE = "CAF-SID-250", "CAF-SID-500", "CAF-SID-1000"


class CoffeeShop:
    """A WooCommerce shop with a coffee in three sizes, of which Odoo has the smallest."""

    def __init__(self, odoo, sandbox_url, live=True):
        self.odoo = odoo
        self.office, self.outside = BackOffice(odoo, sandbox_url), Outside(sandbox_url)
        self.office.prepare_company()
        self.coffee = make_coffee(odoo)
        self.shop = self.office.connect_woocommerce(live=live)
        wait(lambda: odoo.search_count("omni.agreement", []), "the products")
        self.office.wait_until_quiet()

    def variants(self):
        found = [("product_tmpl_id", "=", self.coffee)]
        return {
            row["default_code"]: row["id"]
            for row in self.odoo.search_read("product.product", found, ["default_code"])
        }

    def open_window(self):
        """Press “Add missing variants…” on the product."""
        action = self.odoo.press("product.template", "action_omni_add_variants", self.coffee)
        return action["res_id"]

    def rows(self, window):
        found = [("wizard_id", "=", window)]
        return self.odoo.search_read("omni.variant.choice.line", found, ["sku", "why"])

    def add(self, window):
        """Press “Add”, in a browser of one's own."""
        other = self.odoo.beside(self.odoo.url)
        said = other.press("omni.variant.choice", "action_create", window)
        return said["params"]["message"]

    def there(self):
        stock = self.outside.state("woocommerce")["stock"]
        return {sku: stock[sku] for sku in (MEDIUM, LARGE)}

    def product_of(self, sku):
        found = [("sku", "=", sku), ("connection_id", "=", self.shop)]
        row = self.odoo.search_read("omni.listing", found, ["product_id"])[0]
        return row["product_id"] and row["product_id"][0]


class MortalCoffeeShop(Mortal, CoffeeShop):
    def __init__(self, sandbox, database):
        self.begin(sandbox, database)
        super().__init__(self.odoo, sandbox.url)


def make_coffee(odoo):
    """A coffee in one size; returns the product's id."""
    values = {"name": "Poids", "create_variant": "dynamic"}
    attribute = odoo.create("product.attribute", values)
    size = odoo.create("product.attribute.value", {"name": "250 g", "attribute_id": attribute})
    line = {"attribute_id": attribute, "value_ids": [(6, 0, [size])]}
    values = {"name": "Café Sidamo en grains", "is_storable": True, "list_price": 9.9}
    coffee = odoo.create("product.template", {**values, "attribute_line_ids": [(0, 0, line)]})
    found = [("product_tmpl_id", "=", coffee)]
    (made,) = odoo.search_read("product.template.attribute.value", found, ["id"])
    chosen = {"product_template_attribute_value_ids": [(6, 0, [made["id"]])]}
    variant = {"product_tmpl_id": coffee, "default_code": SMALL}
    odoo.create("product.product", {**variant, **chosen})
    return coffee


@pytest.fixture(scope="module")
def shop(sandbox, database):
    shop = MortalCoffeeShop(sandbox, database)
    yield shop
    shop.server.stop()


def test_1_the_window_shows_what_only_the_shop_has_and_asks_nobody(shop):
    shop.outside.forget_calls()
    rows = shop.rows(shop.open_window())
    assert sorted((row["sku"], row["why"]) for row in rows) == [(LARGE, False), (MEDIUM, False)]
    assert shop.outside.calls("woocommerce") == []


def test_2_killed_in_between_nothing_is_there_by_half(shop):
    window = shop.open_window()
    shop.fall_asleep("product_product", "BEFORE INSERT")
    with ThreadPoolExecutor() as pool:
        pressed = pool.submit(shop.add, window)
        shop.crash()
        assert pressed.exception()
    shop.start()
    assert list(shop.variants()) == [SMALL]
    assert not shop.product_of(MEDIUM)


def test_3_pressed_by_two_at_once_each_is_there_once(shop):
    windows = [shop.open_window(), shop.open_window()]
    with ThreadPoolExecutor() as pool:
        said = list(pool.map(shop.add, windows))
    assert sorted(shop.variants()) == sorted([SMALL, MEDIUM, LARGE])
    assert [shop.product_of(sku) for sku in (MEDIUM, LARGE)] == [
        shop.variants()[MEDIUM],
        shop.variants()[LARGE],
    ]
    assert sorted(said) == [
        "All of them have a product already: nothing is left to create.",
        "Products that were matched or created: 2.",
    ]


def test_4_one_whose_stock_the_shop_refuses_is_a_problem_and_the_other_is_told(shop):
    """Both are variations of one product, told by one call."""
    shop.office.wait_until_quiet()
    shop.outside.break_("item_error", "/variations/batch", vendor="woocommerce", index=0)
    for number, sku in enumerate((MEDIUM, LARGE)):
        shop.office.set_stock(shop.variants()[sku], 71 + number)
    dead = [("state", "=", "dead")]
    wait(lambda: shop.odoo.search_count("omni.intent", dead), "the problem", 90)
    shop.office.wait_until_quiet()
    (problem,) = shop.odoo.search_read("omni.intent", dead, ["reason"])
    assert problem["reason"]
    shop.outside.mend()
    shop.odoo.press("omni.intent", "action_retry", problem["id"])
    wait(lambda: shop.there() == {MEDIUM: 71, LARGE: 72}, "both stocks at the shop", 90)


def test_5_a_product_that_lacks_nothing_says_so(shop):
    with pytest.raises(Exception, match="No shop has a variant"):
        shop.open_window()


def test_6_nothing_went_wrong_unseen(shop):
    assert shop.outside.violations() == []
    assert complaints(shop.server.log_text()) == []
