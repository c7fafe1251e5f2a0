"""A merchant lets Odoo decide what his products cost: in either shop, and back again."""

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside

LOG_INS = {
    "shopify": {"shop": "/shopify", "token": "shpat_sandbox", "client_secret": "sandbox-secret"},
    "woocommerce": {"url": "/woocommerce", "key": "ck_sandbox", "secret": "cs_sandbox"},
}
AS_IN_THE_SHOP = {"TAS-SABLE": 20, "CAF-SID-250": 8.25, "CAF-SID-500": 15.42, "THE-PORC": 65.83}
"""Without the 20 % that both shops' prices hold."""


class Merchant:
    """``vendor``: which shop; its prices hold the taxes, Odoo's do not."""

    def __init__(self, odoo, sandbox_url, vendor):
        self.odoo, self.vendor = odoo, vendor
        self.office, self.outside = BackOffice(odoo, sandbox_url), Outside(sandbox_url)
        self.office.prepare_company()
        self.products = self.office.make_products()
        for sku, price in AS_IN_THE_SHOP.items():
            self.cost(sku, price)
        log_in = dict(LOG_INS[vendor])
        place = next(iter(log_in))
        log_in[place] = f"{sandbox_url}{log_in[place]}"
        self.shop = self.office.connect(vendor, f"Boutique {vendor}", **log_in)
        listed = [("connection_id", "=", self.shop), ("product_id", "!=", False)]
        wait(lambda: odoo.search_count("omni.listing", listed) >= 4, "the shop's products", 90)
        self.office.wait_until_quiet()
        self.decide()

    def decide(self):
        """Let Odoo decide the price, and switch the feed on."""
        price = [("connection_id", "=", self.shop), ("field", "=", "price")]
        owner = self.odoo.search_read("omni.owner", price, ["id"])[0]["id"]
        self.odoo.write("omni.owner", owner, {"owner": "odoo"})
        feed = [("connection_id", "=", self.shop), ("resource", "=", "price")]
        feed = self.odoo.search_read("omni.feed", [*feed, ("active", "=", False)], ["id"])[0]["id"]
        self.odoo.write("omni.feed", feed, {"active": True})

    def cost(self, sku, price):
        self.odoo.write("product.product", self.products[sku], {"list_price": price})

    def asked(self, sku="TAS-SABLE"):
        """What the shop asks now."""
        return float(self.outside.state(self.vendor)["prices"][sku])

    def edit(self, sku, price):
        path = f"/_control/{self.vendor}/products"
        self.outside.post(path, {"sku": sku, "price": f"{price:.2f}"})

    def listing(self, sku="TAS-SABLE"):
        found = [("connection_id", "=", self.shop), ("sku", "=", sku)]
        return self.odoo.search_read("omni.listing", found, ["why_price_text", "told_price"])[0]

    def writes(self):
        """The calls that set prices."""
        calls = self.outside.calls(self.vendor)
        words = ("productVariantsBulkUpdate", "regular_price")
        return [
            call
            for call in calls
            if any(word in str(call["body"]) for word in words)
            and call["operation"].split()[0] in ("mutation", "POST")
        ]


@pytest.fixture(scope="module", params=["shopify", "woocommerce"])
def merchant(request, odoo, sandbox):
    return Merchant(odoo, sandbox.url, request.param)


def test_1_before_going_live_the_differences_are_listed_and_nothing_is_told(merchant):
    merchant.outside.forget_calls()
    merchant.cost("TAS-SABLE", 25)
    action = merchant.odoo.press("omni.connection", "action_open_go_live", merchant.shop)
    rows = merchant.odoo.search_read(
        "omni.go.live.price", [("wizard_id", "=", action["res_id"])], ["label", "there", "here"]
    )
    assert [(row["label"].split()[0], row["there"], row["here"]) for row in rows] == [
        ("TAS-SABLE", 24, 30)
    ]
    assert merchant.writes() == []


def test_2_live_the_shop_asks_what_odoo_says_and_the_rest_is_not_written(merchant):
    merchant.office.go_live(merchant.shop)
    wait(lambda: merchant.asked() == 30, "the new price")
    merchant.office.wait_until_quiet()
    assert len(merchant.writes()) == 1
    assert merchant.asked("CAF-SID-250") == 9.9


def test_3_a_change_is_there_in_a_moment_and_says_why(merchant):
    merchant.cost("TAS-SABLE", 22)
    wait(lambda: merchant.asked() == 26.4, "the new price")
    merchant.office.wait_until_quiet()
    text = merchant.listing()["why_price_text"]
    assert text.startswith("sales price 22.00 + taxes 4.40 = 26.40, sent ")
    assert "acknowledged" in text


def test_4_a_rule_with_an_end_is_a_sale_in_the_shop(merchant):
    odoo = merchant.odoo
    currency = odoo.search_read("res.currency", [("name", "=", "EUR")], ["id"])[0]["id"]
    pricelist = odoo.create("product.pricelist", {"name": "Shop", "currency_id": currency})
    odoo.write("omni.connection", merchant.shop, {"pricelist_id": pricelist})
    template = odoo.call(
        "product.product", "read", [merchant.products["TAS-SABLE"]], ["product_tmpl_id"]
    )[0]["product_tmpl_id"][0]
    rule = {
        "pricelist_id": pricelist,
        "applied_on": "1_product",
        "product_tmpl_id": template,
        "compute_price": "fixed",
        "fixed_price": 15,
        "date_start": "2020-01-01 00:00:00",
        "date_end": "2099-01-01 00:00:00",
    }
    merchant.rule = odoo.create("product.pricelist.item", rule)
    wait(lambda: merchant.asked() == 18, "the sale price")
    odoo.call("product.pricelist.item", "unlink", [merchant.rule])
    wait(lambda: merchant.asked() == 26.4, "the regular price")
    merchant.office.wait_until_quiet()


def test_5_what_somebody_set_in_the_shop_is_kept_and_can_be_put_back(merchant):
    merchant.edit("TAS-SABLE", 31)
    merchant.cost("TAS-SABLE", 23)
    wait(lambda: merchant.asked() == 27.6, "Odoo's price")
    kept = [
        ("connection_id", "=", merchant.shop),
        ("field", "=", "price"),
        ("res_model", "=", "omni.listing"),
    ]
    wait(lambda: merchant.odoo.search_count("omni.conflict", kept), "the journal")
    conflict = merchant.odoo.search_read("omni.conflict", kept, ["here", "there"])[0]
    assert (conflict["here"], conflict["there"]) == (27.6, 31)
    merchant.odoo.press("omni.conflict", "action_restore", conflict["id"])
    wait(lambda: merchant.asked() == 31, "the price that was put back")
    merchant.odoo.write("omni.listing", merchant.listing()["id"], {"own_price": 0})
    wait(lambda: merchant.asked() == 27.6, "the pricelist's price")
    merchant.office.wait_until_quiet()


def test_6_each_night_an_edit_is_found_and_repaired(merchant):
    merchant.edit("CAF-SID-250", 99)
    merchant.odoo.press("omni.audit", "action_compare_now", [])
    wait(lambda: merchant.asked("CAF-SID-250") == 9.9, "the repair", 90)
    found = [("connection_id", "=", merchant.shop), ("kind", "=", "price")]
    drifts = merchant.odoo.search_read("omni.drift", found, ["cause", "state"])
    assert [(one["cause"], one["state"]) for one in drifts] == [("edited", "repaired")]


def test_7_the_way_back_gives_the_shop_its_prices(merchant):
    merchant.office.wait_until_quiet()
    action = merchant.odoo.press("omni.connection", "action_open_way_back", merchant.shop)
    merchant.odoo.press("omni.way.back", "action_give_back", action["res_id"])
    live = [("id", "=", merchant.shop), ("mode", "=", "live")]
    wait(lambda: not merchant.odoo.search_count("omni.connection", live), "test mode", 90)
    assert merchant.asked() == 24


def test_8_what_was_asked_fits_the_vendor_s_description(merchant):
    assert merchant.outside.violations() == []
