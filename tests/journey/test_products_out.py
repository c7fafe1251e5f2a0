"""Products go to the shop: what changes here is told there, and new ones are made once."""

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside

CUP = "TAS-SABLE"


class Merchant:
    """A live WooCommerce shop, whose names, weights and texts Odoo decides."""

    def __init__(self, odoo, sandbox_url):
        self.odoo = odoo
        self.office, self.outside = BackOffice(odoo, sandbox_url), Outside(sandbox_url)
        self.office.prepare_company()
        self.products = self.office.make_products()
        log_in = {"url": f"{sandbox_url}/woocommerce", "key": "ck_sandbox", "secret": "cs_sandbox"}
        self.shop = self.office.connect("woocommerce", "Boutique Woo", **log_in)
        self.office.go_live(self.shop)
        self.office.wait_until_quiet()
        fields = ("name", "description", "weight", "sku", "barcode")
        owners = [("connection_id", "=", self.shop), ("field", "in", fields)]
        rows = odoo.search_read("omni.owner", owners, ["id"])
        odoo.write("omni.owner", [row["id"] for row in rows], {"owner": "odoo"})
        self.switch_on("content")
        self.office.wait_until_quiet()

    def switch_on(self, resource):
        """Switch a feed on; on a live connection it is released as a stage of its own."""
        feed = [("connection_id", "=", self.shop), ("resource", "=", resource)]
        feed = self.odoo.search_read("omni.feed", [*feed, ("active", "=", False)], ["id"])[0]["id"]
        self.odoo.write("omni.feed", feed, {"active": True})
        action = self.odoo.press("omni.connection", "action_open_go_live", self.shop)
        held = [("wizard_id", "=", action["res_id"]), ("feed_id", "=", feed)]
        rows = self.odoo.search_read("omni.go.live.feed", held, ["id"])
        self.odoo.write("omni.go.live.feed", rows[0]["id"], {"is_chosen": True})
        self.odoo.press("omni.go.live", "action_go_live", action["res_id"])

    def goods(self, sku=CUP):
        return self.outside.state("woocommerce")["goods"].get(sku, {})

    def write(self, sku, **values):
        self.odoo.write("product.product", self.products[sku], values)

    def create(self, template):
        """Press “Create in a shop…” and confirm."""
        action = self.odoo.press("product.template", "action_omni_offer", template)
        self.odoo.write("omni.offer.ask", action["res_id"], {"connection_id": self.shop})
        self.odoo.press("omni.offer.ask", "action_create", action["res_id"])

    def offer(self, template):
        found = [("product_tmpl_id", "=", template)]
        return self.odoo.search_read("omni.offer", found, ["state", "external_id", "reference"])[0]

    def made_there(self, name):
        """How many products of that name the shop has."""
        return len([one for one in self.outside.state("woocommerce")["all"] if one == name])


@pytest.fixture(scope="module")
def merchant(odoo, sandbox):
    return Merchant(odoo, sandbox.url)


def test_1_switching_it_on_changes_nothing_by_itself(merchant):
    assert merchant.goods()["name"] != "Tasse sable"


def test_2_what_changes_here_is_changed_there(merchant):
    merchant.write(CUP, name="Grande tasse", weight=0.4)
    wait(lambda: merchant.goods()["name"] == "Grande tasse", "the new name")
    assert merchant.goods()["weight"] == "0.4"
    merchant.office.wait_until_quiet()


def test_3_a_variation_is_told_below_its_product(merchant):
    merchant.write("CAF-SID-500", weight=0.55)
    wait(lambda: merchant.goods("CAF-SID-500")["weight"] == "0.55", "the variation's weight")
    merchant.office.wait_until_quiet()


def test_4_what_somebody_changed_there_is_in_the_journal(merchant):
    merchant.outside.post("/_control/woocommerce/products", {"sku": CUP, "name": "Tasse du soir"})
    merchant.write(CUP, name="Tasse du matin")
    wait(lambda: merchant.goods()["name"] == "Tasse du matin", "Odoo's name")
    lost = [("field", "=", "name"), ("winner", "=", "odoo"), ("from_start", "=", False)]
    wait(lambda: merchant.odoo.search_count("omni.conflict", lost), "the journal")
    kept = merchant.odoo.search_read("omni.conflict", lost, ["there"])
    assert "Tasse du soir" in [one["there"] for one in kept]
    merchant.office.wait_until_quiet()


@pytest.fixture(scope="module")
def bowl(merchant):
    """A product of Odoo's with two variants, which the shop does not have."""
    odoo = merchant.odoo
    colour = odoo.create("product.attribute", {"name": "Couleur"})
    values = [
        odoo.create("product.attribute.value", {"name": name, "attribute_id": colour})
        for name in ("Blanc", "Bleu")
    ]
    line = {"attribute_id": colour, "value_ids": [(6, 0, values)]}
    template = odoo.create(
        "product.template",
        {
            "name": "Bol de grès",
            "list_price": 15,
            "is_storable": True,
            "channel_description": "<p>Tourné à la main</p>",
            "attribute_line_ids": [(0, 0, line)],
        },
    )
    variants = odoo.search_read("product.product", [("product_tmpl_id", "=", template)], ["id"])
    for number, row in enumerate(variants):
        sku = f"BOL-{number}"
        odoo.write("product.product", row["id"], {"default_code": sku, "weight": 0.6})
        merchant.office.set_stock(row["id"], 7 + number)
        merchant.products[sku] = row["id"]
    merchant.office.wait_until_quiet()
    return template


def test_5_a_lost_answer_makes_no_second_product(merchant, bowl):
    merchant.outside.break_("drop", "POST /products", vendor="woocommerce")
    merchant.create(bowl)
    lost = [("resource", "=", "offer"), ("not_before", "!=", False)]
    wait(lambda: merchant.odoo.search_count("omni.intent", lost), "the lost answer")
    merchant.outside.mend()
    intents = merchant.odoo.search_read("omni.intent", lost, ["id"])
    merchant.odoo.press("omni.intent", "action_retry", [row["id"] for row in intents])
    wait(lambda: merchant.offer(bowl)["state"] == "made", "the product", 90)
    merchant.office.wait_until_quiet()
    assert merchant.made_there("Bol de grès") == 1


def test_6_it_is_a_draft_with_its_variations(merchant, bowl):
    for sku, colour in (("BOL-0", "Blanc"), ("BOL-1", "Bleu")):
        made = merchant.goods(sku)
        assert made["attributes"][0]["option"] == colour
        assert made["weight"] == "0.6"


def test_7_its_stock_follows_when_it_is_published(merchant, bowl):
    parent = int(merchant.offer(bowl)["external_id"])
    merchant.outside.post("/_control/woocommerce/products", {"id": parent, "status": "publish"})
    merchant.office.run_feed(merchant.shop, "product")
    wait(lambda: merchant.outside.state("woocommerce")["stock"]["BOL-1"] == 8, "its stock", 90)
    listed = [("connection_id", "=", merchant.shop), ("sku", "=", "BOL-0")]
    listing = merchant.odoo.search_read("omni.listing", listed, ["product_id"])[0]
    assert listing["product_id"][0] == merchant.products["BOL-0"]


def test_8_a_sku_that_the_shop_has_is_left_alone(merchant):
    """One that came into the shop since its products were read."""
    merchant.outside.post("/_control/woocommerce/products", {"sku": "NEU-1", "name": "Neuf"})
    template = merchant.odoo.create(
        "product.template", {"name": "Autre", "default_code": "NEU-1", "list_price": 3}
    )
    merchant.create(template)
    dead = [("resource", "=", "offer"), ("state", "=", "dead")]
    wait(lambda: merchant.odoo.search_count("omni.intent", dead), "the problem")
    assert "NEU-1" in merchant.odoo.search_read("omni.intent", dead, ["reason"])[0]["reason"]
    assert merchant.made_there("Autre") == 0


def test_9_what_was_asked_fits_the_vendor_s_description(merchant):
    assert merchant.outside.violations() == []
