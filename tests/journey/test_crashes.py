"""The server is killed (kill -9) at one chosen moment; after its restart everything ends right.

A SQL trigger sleeps at that moment, or the shop answers late: then the process is killed, and
another one starts on the same database. Nobody waits for leases to expire: a lease ends with the
database session of the worker that took it.
"""

import pytest

from tests.journey.back_office import Order, wait
from tests.journey.mortal import Mortal
from tests.journey.open_shop import OpenShop, complaints


class MortalShop(Mortal, OpenShop):
    """A shop whose Odoo can be killed and started again at the same address."""

    def __init__(self, sandbox, database):
        self.begin(sandbox, database)
        super().__init__(self.odoo, sandbox, database, subscribed=False)

    def order_runs(self, state):
        domain = [*self._of_orders(), ("state", "=", state)]
        return self.odoo.search_read("omni.run", domain, ["reason"])

    def crash_while_the_shop_answers(self, is_done):
        wait(is_done, "the shop has done it")
        self.server.kill()

    def start_and_settle(self):
        """Odoo looks for scheduled work a minute after its start; a button makes it look now."""
        self.outside.mend()
        self.start()
        self.odoo.press("omni.connection", "action_test", self.connection)
        self.office.wait_until_quiet(100)


@pytest.fixture(scope="module")
def shop(sandbox, database):
    shop = MortalShop(sandbox, database)
    yield shop
    shop.server.stop()


def one_sale_order(shop, order):
    shop.settled(order)
    assert shop.sale(order, "state")["state"] == "sale"


def promised(shop, sku):
    found = shop.odoo.search_read(
        "product.product", [("default_code", "=", sku)], ["qty_available", "outgoing_qty"]
    )[0]
    return found["qty_available"] - found["outgoing_qty"]


def test_killed_after_the_delivery_was_stored(shop):
    order = shop.place(quiet=True)
    shop.fall_asleep(
        "omni_message", "BEFORE UPDATE OF lease_until", "WHEN (NEW.lease_until IS NOT NULL)"
    )
    shop.ring(order)
    shop.crash()
    shop.start_and_settle()
    one_sale_order(shop, order)


def test_killed_while_the_order_is_read_from_the_shop(shop):
    order = shop.place(quiet=True)
    shop.outside.forget_calls()
    shop.outside.break_("latency", "nodes", seconds=30)
    shop.ring(order)
    leased = "SELECT count(*) FROM omni_message WHERE lease_until IS NOT NULL AND state = 'rung'"
    shop.crash_while_the_shop_answers(lambda: shop.sql(leased) == ["1"])
    shop.start_and_settle()
    one_sale_order(shop, order)


def test_killed_after_the_payload_was_stored(shop):
    order = shop.place(quiet=True)
    shop.fall_asleep("sale_order", "BEFORE INSERT")
    shop.ring(order)
    wait(shop.is_asleep, "the payload stored")
    assert [message["state"] for message in shop.messages(order)] == ["new"]
    shop.crash()
    shop.start_and_settle()
    one_sale_order(shop, order)


def test_killed_in_the_middle_of_an_import(shop):
    orders = [shop.place(quiet=True, email=f"milieu{n}@example.fr") for n in range(3)]
    shop.fall_asleep("stock_move", "BEFORE INSERT")
    for order in orders:
        shop.ring(order)
    shop.crash()
    shop.start_and_settle()
    for order in orders:
        one_sale_order(shop, order)


def test_killed_in_the_middle_of_a_page_of_the_feed(shop):
    order = shop.place(quiet=True)
    shop.fall_asleep("omni_feed", "BEFORE UPDATE OF cursor", "WHEN (NEW.resource = 'order')")
    shop.office.run_feed(shop.connection, "order")
    shop.crash()
    shop.start_and_settle()
    shop.pull()
    one_sale_order(shop, order)


def test_an_interrupted_feed_says_so(shop):
    """Other feeds may have been read at that moment, or an earlier one, as well."""
    found = shop.order_runs("stopped")
    assert {run["reason"] for run in found} == {"The server was stopped meanwhile."}
    wait(lambda: not shop.order_runs("running"), "no run that only seems to go on")


def test_killed_after_the_stock_was_told_before_it_was_booked(shop):
    shop.fall_asleep("omni_listing_level", "BEFORE UPDATE OF acknowledged_quantity")
    shop.office.set_stock(shop.products["THE-PORC"], 21)
    wait(lambda: shop.stock("THE-PORC") == 21, "the stock at the shop")
    shop.crash()
    shop.start_and_settle()
    level = shop.odoo.search_read(
        "omni.listing.level", [("listing_id.sku", "=", "THE-PORC")], ["acknowledged_quantity"]
    )
    assert (shop.stock("THE-PORC"), level[0]["acknowledged_quantity"]) == (21, 21)


def test_killed_after_the_shipment_was_told_before_it_was_booked(shop):
    order, sale = shop.import_ordered()
    before = len(shop.outside.state()["fulfillments"])
    transfer = Order(shop.odoo, sale).transfers("id")[0]["id"]
    shop.fall_asleep("stock_picking", "BEFORE UPDATE OF omni_told_at")
    shop.odoo.press("stock.picking", "button_validate", transfer, skip_backorder=True)
    wait(lambda: len(shop.outside.state()["fulfillments"]) > before, "the shop knows")
    shop.crash()
    shop.start_and_settle()
    told = Order(shop.odoo, sale).transfers("omni_told_at")[0]["omni_told_at"]
    assert (len(shop.outside.state()["fulfillments"]) - before, bool(told)) == (1, True)
    one_sale_order(shop, order)


def test_the_shop_s_stock_is_right_at_the_end(shop):
    shop.office.wait_until_quiet()
    for sku in ("TAS-SABLE", "THE-PORC"):
        wait(lambda sku=sku: shop.stock(sku) == promised(shop, sku), f"the stock of {sku}")


def test_every_order_of_the_shop_is_one_sale_order(shop):
    for order in shop.outside.state()["orders"]:
        assert len(shop.sales(order)) == 1


def test_odoo_told_of_no_error_after_the_last_start(shop):
    assert complaints(shop.server.log_text()) == []
