"""What going live shows is what it writes: compared with the shop's own journal of calls."""

import json

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside, usual_order


class Merchant:
    """The merchant in Odoo, and what the shop's own side says of him."""

    def __init__(self, odoo, sandbox_url):
        self.odoo = odoo
        self.office = BackOffice(odoo, sandbox_url)
        self.outside = Outside(sandbox_url)

    def listings(self):
        """Return {number that the shop counts stock on: SKU} of the listings with a product."""
        found = self.odoo.search_read(
            "omni.listing", [("product_id", "!=", False)], ["stock_id", "sku"]
        )
        return {row["stock_id"]: row["sku"] for row in found}

    def writes(self):
        """Everything that was changed at the shop since ``forget_calls``."""
        calls = self.outside.calls()
        return [call for call in calls if call["operation"].startswith("mutation")]

    def written(self):
        """Return {SKU: number} of the stock that was written."""
        skus = self.listings()
        entries = [
            entry
            for call in self.writes()
            for entry in json.loads(call["body"])["variables"]["input"]["quantities"]
        ]
        return {skus[one["inventoryItemId"].split("/")[-1]]: one["quantity"] for one in entries}

    def open_go_live(self, **values):
        action = self.odoo.press("omni.connection", "action_open_go_live", self.shop)
        if values:
            self.odoo.write("omni.go.live", action["res_id"], values)
        return action["res_id"]

    def differences(self, wizard):
        rows = self.odoo.search_read(
            "omni.go.live.difference", [("wizard_id", "=", wizard)], ["label", "here"]
        )
        return {row["label"].split()[0]: row["here"] for row in rows}

    def go_live(self, wizard):
        self.odoo.press("omni.go.live", "action_go_live", wizard)
        self.office.wait_until_quiet()

    def stock(self):
        return {
            sku: next(row["available"] for name, row in places.items() if "Nantes" in name)
            for sku, places in self.outside.state()["stock"].items()
        }

    def mode(self):
        return self.odoo.call("omni.connection", "read", [self.shop], ["mode"])[0]["mode"]


@pytest.fixture(scope="module")
def merchant(odoo, sandbox):
    merchant = Merchant(odoo, sandbox.url)
    merchant.office.prepare_company()
    merchant.office.make_products()
    merchant.outside.forget_calls()
    merchant.shop = merchant.office.connect_shopify(live=False)
    wait(lambda: len(merchant.listings()) >= 4, "the shop's products")
    merchant.before = merchant.stock()
    return merchant


def test_1_in_test_mode_nothing_is_written(merchant):
    placed = merchant.outside.order(**usual_order())
    merchant.office.run_feed(merchant.shop, "order")
    order = merchant.office.wait_for_order(placed["name"])
    merchant.office.validate(order.transfers("id")[0]["id"])
    assert merchant.writes() == []


def test_1_what_left_is_held_and_can_be_read(merchant):
    held = [("connection_id", "=", merchant.shop), ("resource", "=", "shipment")]
    assert merchant.odoo.search_count("omni.intent", held) == 1


def test_2_a_stage_writes_what_it_showed_and_nothing_else(merchant):
    chosen = merchant.odoo.search_read(
        "omni.listing", [("sku", "in", ("TAS-SABLE", "THE-PORC"))], ["id"]
    )
    wizard = merchant.open_go_live(
        scope="chosen", listing_ids=[(6, 0, [row["id"] for row in chosen])]
    )
    shipments = merchant.odoo.search_read(
        "omni.go.live.feed", [("wizard_id", "=", wizard)], ["label"]
    )
    later = next(row["id"] for row in shipments if row["label"] == "Shipments")
    merchant.odoo.write("omni.go.live.feed", later, {"is_chosen": False})
    merchant.odoo.press("omni.go.live", "action_go_live", wizard)
    wait(lambda: len(merchant.written()) == 2, "the first stage")
    assert set(merchant.written()) == {"TAS-SABLE", "THE-PORC"}


def test_3_the_next_stage_writes_exactly_the_rest_of_the_differences(merchant):
    wizard = merchant.open_go_live()
    shown = merchant.differences(wizard)
    assert shown
    merchant.outside.forget_calls()
    merchant.odoo.press("omni.go.live", "action_go_live", wizard)
    wait(lambda: len(merchant.writes()) >= 1, "the second stage")
    stock = [("resource", "=", "stock")]
    wait(lambda: not merchant.odoo.search_count("omni.intent", stock), "all stock told")
    assert merchant.written() == shown


def test_4_what_was_held_is_released_by_a_later_stage(merchant):
    merchant.outside.forget_calls()
    wizard = merchant.open_go_live()
    feeds = merchant.odoo.search_read("omni.go.live.feed", [("wizard_id", "=", wizard)], ["id"])
    for row in feeds:
        merchant.odoo.write("omni.go.live.feed", row["id"], {"is_chosen": True})
    merchant.go_live(wizard)
    assert any("fulfillment" in call["operation"] for call in merchant.writes())


def test_5_the_way_back_gives_the_shop_its_numbers_less_what_was_sold(merchant):
    merchant.outside.order(lines=[{"sku": "TAS-SABLE", "quantity": 3}])
    merchant.office.run_feed(merchant.shop, "order")
    wait(
        lambda: (
            merchant.odoo.search_count("sale.order", [("omni_connection_id", "!=", False)]) == 2
        ),
        "the second order",
    )
    merchant.office.wait_until_quiet()
    action = merchant.odoo.press("omni.connection", "action_open_way_back", merchant.shop)
    merchant.odoo.press("omni.way.back", "action_give_back", action["res_id"])
    wait(lambda: merchant.mode() == "test", "test mode")
    assert merchant.stock()["TAS-SABLE"] == merchant.before["TAS-SABLE"] - 2 - 3


def test_6_afterwards_nothing_is_written_any_more(merchant):
    merchant.outside.forget_calls()
    merchant.office.make_products()
    merchant.office.run_feed(merchant.shop, "order")
    assert merchant.writes() == []
