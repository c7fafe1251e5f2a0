"""Somebody counts stock, or products come in, in the very moment in which a person goes live.

Their transaction began before and ends after it: it does not see that the shop is live, and going
live does not see what it changes. Real processes, and a trigger that holds the transaction open.
"""

import contextlib
import threading

import pytest

from tests.journey.back_office import LOOK_NOW, BackOffice, wait
from tests.journey.outside import Outside
from tests.support.blocker import Blocker
from tests.support.databases import query
from tests.support.odoo_client import OdooClient

CUP, COFFEE, POT = "TAS-SABLE", "CAF-SID-250", "THE-PORC"


class Merchant:
    def __init__(self, odoo, sandbox, database):
        self.odoo, self.database = odoo, database
        self.office = BackOffice(odoo, sandbox.url)
        self.outside = Outside(sandbox.url)
        self.office.prepare_company()
        self.products = self.office.make_products()
        self.shop = self.office.connect_shopify(live=False)
        wait(lambda: len(self.listings()) >= len(self.products), "the shop's products")
        self.office.wait_until_quiet()

    def listings(self, *more):
        domain = [("connection_id", "=", self.shop), ("product_id", "!=", False), *more]
        return self.odoo.search_read("omni.listing", domain, ["sku"])

    def listing(self, sku):
        domain = [("connection_id", "=", self.shop), ("sku", "=", sku)]
        return self.odoo.search_read("omni.listing", domain, ["id"])[0]["id"]

    def wanted(self, sku):
        domain = [("connection_id", "=", self.shop), ("sku", "=", sku)]
        return self.odoo.search_read("omni.listing", domain, ["wanted_quantity"])[0][
            "wanted_quantity"
        ]

    def shown(self, sku):
        places = self.outside.state()["stock"][sku]
        return next(row["available"] for name, row in places.items() if "Nantes" in name)

    def counts(self, sku, pieces):
        """Count a product meanwhile, as another person does at another screen."""
        other = BackOffice(OdooClient(self.odoo.url, self.database), self.office.sandbox_url)
        return meanwhile(lambda: other.set_stock(self.products[sku], pieces))

    def go_live(self, **values):
        window = self.odoo.press("omni.connection", "action_open_go_live", self.shop)["res_id"]
        if values:
            self.odoo.write("omni.go.live", window, values)
        self.odoo.press("omni.go.live", "action_go_live", window)

    def look_once(self):
        """Time is made short: what is looked at again in a while is looked at now."""
        self.sql("UPDATE omni_second_look SET next_at = now() - interval '1 minute'")
        self.sql(LOOK_NOW)
        self.odoo.press("omni.connection", "action_test", self.shop)

    def look_again(self):
        self.office.look_again(self.sql)

    def looks(self):
        """How many times what is still to be looked at (stock, shipments) was looked at."""
        return self.sql("SELECT looks FROM omni_second_look")

    def forget_products(self):
        """The next reading of the shop's products begins anew."""
        self.sql("DELETE FROM omni_message WHERE resource = 'listing'")
        self.sql("UPDATE omni_feed SET cursor = '{}' WHERE resource = 'listing'")

    def sql(self, text):
        return query(self.database, text)


@contextlib.contextmanager
def held(merchant, table, moment, condition=""):
    """Whoever comes to this moment stays there until the end of the block."""
    blocker = Blocker(merchant.database, table, moment, condition)
    try:
        yield blocker
    finally:
        blocker.close()


def meanwhile(press):
    thread = threading.Thread(target=press, daemon=True)
    thread.start()
    return thread


@pytest.fixture(scope="module")
def merchant(odoo, sandbox, database):
    return Merchant(odoo, sandbox, database)


def test_1_what_was_counted_while_somebody_went_live_is_told(merchant):
    with held(merchant, "stock_quant", "BEFORE UPDATE OF quantity") as blocker:
        counting = merchant.counts(CUP, 25)
        blocker.wait()
        chosen = [merchant.listing(CUP), merchant.listing(COFFEE)]
        merchant.go_live(scope="chosen", listing_ids=[(6, 0, chosen)])
        wait(lambda: merchant.shown(CUP) == 40, "the number of before at the shop")
        merchant.look_once()
        wait(lambda: "1" in merchant.looks(), "a look that does not see it yet")
    counting.join()
    merchant.look_again()
    wait(lambda: merchant.shown(CUP) == 25, "what was counted at the shop")


def test_2_what_was_counted_while_a_stage_was_released_is_told(merchant):
    with held(merchant, "stock_quant", "BEFORE UPDATE OF quantity") as blocker:
        counting = merchant.counts(POT, 3)
        blocker.wait()
        merchant.go_live(scope="all")
        wait(lambda: merchant.shown(POT) == 8, "the number of before at the shop")
    counting.join()
    merchant.look_again()
    wait(lambda: merchant.shown(POT) == 3, "what was counted at the shop")


def test_3_what_was_counted_while_its_product_was_chosen_is_told(merchant):
    listing = merchant.listing(COFFEE)
    merchant.odoo.write("omni.listing", listing, {"product_id": False})
    with held(merchant, "stock_quant", "BEFORE UPDATE OF quantity") as blocker:
        counting = merchant.counts(COFFEE, 12)
        blocker.wait()
        merchant.odoo.write("omni.listing", listing, {"product_id": merchant.products[COFFEE]})
        merchant.office.wait_until_quiet()
    counting.join()
    merchant.look_again()
    wait(lambda: merchant.shown(COFFEE) == 12, "what was counted at the shop")


def test_4_afterwards_nothing_is_left_to_look_at(merchant):
    merchant.look_again()
    assert merchant.looks() == []


def back_in_test_mode(merchant):
    merchant.odoo.press("omni.connection", "action_back_to_test", merchant.shop)


def test_5_a_product_read_while_chosen_ones_went_live_is_held_like_the_rest(merchant):
    back_in_test_mode(merchant)
    merchant.sql(f"DELETE FROM omni_listing WHERE sku = '{POT}'")
    merchant.forget_products()
    with held(merchant, "omni_listing", "AFTER INSERT") as blocker:
        merchant.office.run_feed(merchant.shop, "listing")
        blocker.wait()
        merchant.go_live(scope="chosen", listing_ids=[(6, 0, [merchant.listing(CUP)])])
    wait(lambda: merchant.listings(("sku", "=", POT)), "the pot's listing")
    assert merchant.listings(("sku", "=", POT), ("is_held", "=", True))


def test_6_a_product_read_while_the_rest_went_live_is_live_too(merchant):
    merchant.sql(f"DELETE FROM omni_listing WHERE sku = '{POT}'")
    merchant.forget_products()
    merchant.office.set_stock(merchant.products[POT], 6)
    with held(merchant, "omni_listing", "AFTER INSERT") as blocker:
        merchant.office.run_feed(merchant.shop, "listing")
        blocker.wait()
        merchant.go_live(scope="all")
    wait(lambda: merchant.listings(("sku", "=", POT)), "the pot's listing")
    merchant.look_again()
    wait(lambda: merchant.shown(POT) == 6, "its number at the shop")


def test_7_what_was_read_while_a_stock_was_parted_is_not_remembered(merchant):
    merchant.office.set_stock(merchant.products[CUP], 40)
    merchant.office.wait_until_quiet()
    warehouse = merchant.odoo.search_read("stock.warehouse", [], ["id"], limit=1)[0]["id"]
    pool = merchant.odoo.create(
        "omni.pool", {"name": "All", "kept": 5, "warehouse_ids": [(6, 0, [warehouse])]}
    )
    other = OdooClient(merchant.odoo.url, merchant.database)
    with held(merchant, "omni_pool", "BEFORE UPDATE OF mode") as blocker:
        parting = meanwhile(lambda: other.write("omni.pool", pool, {"mode": "partitioned"}))
        blocker.wait()
        assert merchant.wanted(CUP) == 40
    parting.join()
    merchant.look_again()
    assert merchant.wanted(CUP) == 35
    wait(lambda: merchant.shown(CUP) == 35, "its part at the shop")
