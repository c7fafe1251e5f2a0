"""The shop is ill in every way: tried again by itself, nothing lost, nothing doubled.

`make test` tries the usual illnesses, `make chaos` (CHAOS=1) all of them: much of it is waiting.
"""

import os

import pytest

from tests.journey.back_office import Order, wait
from tests.journey.open_shop import OpenShop, complaints

REREAD, FEED, STOCK, SHIP = "nodes", "orders", "inventorySetQuantities", "fulfillmentCreate"
SICK = {
    "429 with Retry-After": {"kind": "throttle", "retry_after": 1},
    "429 without Retry-After": {"kind": "throttle", "http": True},
    "THROTTLED": {"kind": "throttle"},
    "500": {"kind": "status", "status": 500},
    "502 with a page": {"kind": "html", "status": 502},
    "503": {"kind": "status", "status": 503},
    "503 with Retry-After": {"kind": "status", "status": 503, "retry_after": 1},
    "an HTML page as success": {"kind": "html"},
    "a cut answer": {"kind": "cut"},
    "a socket closed after it was done": {"kind": "drop"},
    "a socket closed before it was done": {"kind": "drop", "before": True},
    "an empty answer": {"kind": "status", "status": 200, "body": ""},
    "an answer that is no JSON": {"kind": "status", "status": 200, "body": "{"},
    "bytes that are no text": {"kind": "status", "status": 200, "body": "\u00ff\u0000"},
}
USUAL = (
    "429 with Retry-After",
    "429 without Retry-After",
    "500",
    "an HTML page as success",
    "a cut answer",
    "a socket closed after it was done",
)
ILLS = tuple(SICK) if os.environ.get("CHAOS") else USUAL
FEED_ILLS = ("429 with Retry-After", "THROTTLED", "500", "an HTML page as success", "a cut answer")
QUICK = {name for name in SICK if "Retry-After" in name and "without" not in name} | {"THROTTLED"}


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    return OpenShop(odoo, sandbox, database, subscribed=False)


@pytest.fixture(autouse=True)
def healthy_again(shop):
    yield
    shop.outside.mend()
    hurry(shop)
    shop.office.wait_until_quiet(180)


def hurry(shop):
    """What “Try again” and the remote's pause come to: nobody has to wait for the clock."""
    shop.sql("UPDATE omni_connection SET paused_until = NULL")
    for model in ("omni.message", "omni.intent"):
        domain = [("state", "in", ("rung", "new")), ("tries", ">", 0)]
        ids = shop.odoo.call(model, "search", domain)
        if ids:
            shop.odoo.press(model, "action_retry", ids)


def is_used_up(shop):
    faults = shop.outside.get("/_control/faults")
    faults = faults["faults"] if isinstance(faults, dict) else faults
    return not faults


def fall_ill(shop, match, how):
    shop.outside.break_(match=match, **SICK[how])


def recover(shop, how):
    """Wait until the fault was met; what asks for seconds is left to come back by itself."""
    wait(lambda: is_used_up(shop), "the fault to be met", 90)
    if how not in QUICK:
        wait(lambda: waiting(shop) or shop.office.unfinished() == 0, "it to be put off")
        hurry(shop)


def waiting(shop):
    return [row for model in ("omni.message", "omni.intent") for row in put_off(shop, model)]


def put_off(shop, model):
    domain = [("state", "in", ("rung", "new")), ("tries", ">", 0)]
    return shop.odoo.search_read(model, domain, ["reason", "severity"])


@pytest.mark.parametrize("how", ILLS)
def test_an_order_that_is_read_again_comes_once(shop, how):
    order = shop.place(quiet=True)
    fall_ill(shop, REREAD, how)
    shop.ring(order)
    recover(shop, how)
    shop.settled(order)
    assert shop.sale(order, "state")["state"] == "sale"


@pytest.mark.parametrize("how", FEED_ILLS)
def test_an_order_of_the_feed_comes_once(shop, how):
    order = shop.place(quiet=True)
    fall_ill(shop, FEED, how)
    shop.office.run_feed(shop.connection, "order")
    wait(lambda: is_used_up(shop), "the fault to be met", 90)
    failed = wait(lambda: last_run(shop, "failed"), "the failed run")
    assert failed["reason"] and "Traceback" not in failed["reason"]
    shop.sql("UPDATE omni_connection SET paused_until = NULL")
    shop.pull()
    shop.settled(order, 150)
    assert shop.sale(order, "state")["state"] == "sale"


def last_run(shop, state):
    run = shop.odoo.search_read("omni.run", shop._of_orders(), ["state", "reason"], limit=1)[0]
    return run if run["state"] == state else None


@pytest.mark.parametrize("how", ILLS)
def test_the_stock_ends_right(shop, how):
    wanted = 10 + ILLS.index(how)
    fall_ill(shop, STOCK, how)
    shop.office.set_stock(shop.products["THE-PORC"], wanted)
    recover(shop, how)
    wait(lambda: shop.stock("THE-PORC") == wanted, "the stock at the shop", 90)
    shop.office.wait_until_quiet()
    assert shop.stock("THE-PORC") == wanted


@pytest.mark.parametrize("how", ILLS)
def test_a_shipment_is_told_once(shop, how):
    _order, sale = shop.import_ordered()
    before = len(shop.outside.state()["fulfillments"])
    fall_ill(shop, SHIP, how)
    transfer = Order(shop.odoo, sale).transfers("id")[0]["id"]
    shop.odoo.write("stock.picking", transfer, {"carrier_tracking_ref": f"6A{transfer:011d}"})
    shop.odoo.press("stock.picking", "button_validate", transfer, skip_backorder=True)
    recover(shop, how)
    wait(lambda: Order(shop.odoo, sale).transfers("omni_told_at")[0]["omni_told_at"], "told", 90)
    assert len(shop.outside.state()["fulfillments"]) == before + 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("match", [REREAD, STOCK], ids=["read again", "stock"])
def test_a_time_out_is_tried_again(shop, match, after):
    kind = "timeout" if after else "latency"
    shop.outside.break_(kind, match, seconds=25)
    order = shop.place(quiet=True)
    shop.ring(order)
    recover(shop, "a time-out")
    shop.settled(order, 90)
    shop.office.wait_until_quiet(90)
    stock = shop.odoo.search_read(
        "product.product", [("default_code", "=", "TAS-SABLE")], ["qty_available", "outgoing_qty"]
    )[0]
    wait(lambda: shop.stock("TAS-SABLE") == stock["qty_available"] - stock["outgoing_qty"], "stock")
    assert len(shop.sales(order)) == 1


def test_one_item_that_the_shop_refuses_is_a_problem_and_the_others_are_told(shop):
    shop.outside.break_("item_error", STOCK, index=0, code="ITEM_NOT_STOCKED_AT_LOCATION")
    with shop.workers_asleep():
        for sku in ("CAF-SID-250", "CAF-SID-500", "THE-PORC"):
            shop.office.set_stock(shop.products[sku], 5)
    wait(lambda: shop.intents(state="dead"), "the problem")
    shop.office.wait_until_quiet()
    problem = shop.intents(state="dead")
    assert len(problem) == 1 and "tick the location" in problem[0]["reason"]
    told = [shop.stock(sku) for sku in ("CAF-SID-250", "CAF-SID-500", "THE-PORC")]
    assert told.count(5) == 2
    shop.odoo.press("omni.intent", "action_retry", problem[0]["id"])
    wait(lambda: all(shop.stock(sku) == 5 for sku in ("CAF-SID-250", "CAF-SID-500")), "all told")


def test_a_success_that_changed_nothing_is_put_right_by_the_next_change(shop):
    shop.outside.break_("ignored", STOCK)
    shop.office.set_stock(shop.products["THE-PORC"], 77)
    wait(lambda: is_used_up(shop), "the fault to be met", 90)
    shop.office.wait_until_quiet()
    shop.office.set_stock(shop.products["THE-PORC"], 78)
    wait(lambda: shop.stock("THE-PORC") == 78, "the stock at the shop", 180)


def test_products_that_are_refused_do_not_hold_up_orders(shop):
    shop.outside.break_("status", "productVariants", status=422, times=3)
    shop.office.run_feed(shop.connection, "listing")
    order = shop.place(quiet=True)
    shop.ring(order)
    shop.settled(order, 20)
    assert shop.sales(order)


@pytest.mark.parametrize("mode", ["lost", "doubled", "late", "reordered"])
def test_webhooks_that_are_lost_or_doubled_lose_and_double_nothing(shop, mode):
    shop.office.subscribe(shop.connection)
    shop.outside.break_("webhook", "orders", mode=mode, seconds=2, times=3)
    order = shop.place()
    if mode == "lost":
        shop.pull()
    wait(lambda: shop.sales(order), "the sale order", 30)
    shop.settled(order)
    assert len(shop.sales(order)) == 1


def test_every_order_of_the_shop_is_one_sale_order(shop):
    shop.pull()
    shop.office.wait_until_quiet()
    for order in shop.outside.state()["orders"]:
        assert len(shop.sales(order)) == 1


def test_nothing_that_was_asked_was_against_the_vendor_s_description(shop):
    assert shop.outside.violations() == []


def test_odoo_told_of_no_error(shop, odoo_server):
    assert complaints(odoo_server.log_text()) == []
