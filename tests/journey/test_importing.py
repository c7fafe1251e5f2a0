"""“Import now…”: a person chooses what is read and of when; a file and a feed never meet."""

from datetime import datetime, timedelta, timezone

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop, complaints
from tests.support.odoo_client import OdooError

BEFORE_CONNECTING = 5


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    """A shop that had orders before it was connected; the feed reads those of later only."""
    shop = OpenShop(odoo, sandbox, database, subscribed=False)
    old = datetime.now(timezone.utc) - timedelta(days=50)
    moment = old.strftime("%Y-%m-%dT%H:%M:%SZ")
    shop.old = [
        shop.place(quiet=True, email=f"avant{n}@example.fr", placed_at=moment, updated_at=moment)
        for n in range(BEFORE_CONNECTING)
    ]
    shop.old_day = old.date()
    return shop


def window(shop):
    shown = shop.odoo.press("omni.connection", "action_import_now", shop.connection)
    return shown["res_id"]


def choose(shop, wizard, *labels, **values):
    """Tick the lines of these names, as the form does."""
    lines = shop.odoo.search_read("omni.import.line", [("wizard_id", "=", wizard)], ["label"])
    ticked = [[1, line["id"], {"is_chosen": line["label"] in labels}] for line in lines]
    shop.odoo.write("omni.import", wizard, {"line_ids": ticked, **values})


def sale_orders(shop, orders):
    ids = [str(order["id"]) for order in orders]
    return shop.odoo.search_count("sale.order", [("omni_external_id", "in", ids)])


def test_it_offers_all_that_comes_in(shop):
    domain = [("wizard_id", "=", window(shop))]
    lines = shop.odoo.search_read("omni.import.line", domain, ["label"])
    assert {"Orders", "Products", "Product details"} <= {line["label"] for line in lines}


def test_how_many_orders_a_period_holds_is_said_before(shop):
    day = str(shop.old_day)
    wizard = window(shop)
    choose(shop, wizard, "Orders", since=day, until=day)
    shop.odoo.press("omni.import", "action_count", wizard)
    found = shop.odoo.call("omni.import", "read", [wizard], ["found"])[0]["found"]
    assert found.startswith(f"{BEFORE_CONNECTING} there")


def test_old_orders_are_imported_once_and_the_window_leads_to_the_run(shop):
    day = str(shop.old_day)
    wizard = window(shop)
    choose(shop, wizard, "Orders", since=day, until=day)
    told = shop.odoo.press("omni.import", "action_import", wizard)
    assert told["params"]["next"]["res_model"] == "omni.run"
    wait(lambda: sale_orders(shop, shop.old) == BEFORE_CONNECTING, "the old orders", 120)
    shop.pull()
    shop.office.wait_until_quiet()
    assert sale_orders(shop, shop.old) == BEFORE_CONNECTING


def test_products_and_orders_are_imported_together(shop):
    wizard = window(shop)
    fresh = shop.place(quiet=True, email="apres@example.fr")
    choose(shop, wizard, "Orders", "Products")
    before = shop.odoo.search_count("omni.run", [("feed_id.resource", "=", "listing")])
    shop.odoo.press("omni.import", "action_import", wizard)
    wait(lambda: sale_orders(shop, [fresh]) == 1, "the new order", 90)
    runs = [("feed_id.resource", "=", "listing")]
    wait(lambda: shop.odoo.search_count("omni.run", runs) > before, "the products' run", 60)


def test_a_file_waits_while_the_feed_of_the_same_things_is_read(shop):
    shop.office.wait_until_quiet()
    shop.outside.break_("latency", "Listings", seconds=6, times=9)
    running = [("feed_id.resource", "=", "listing"), ("state", "=", "running")]
    shop.office.run_feed(shop.connection, "listing")
    wait(lambda: shop.odoo.search_count("omni.run", running), "the run")
    with pytest.raises(OdooError, match="is being read right now, and a file would write"):
        shop.odoo.call("omni.listing", "load", ["id", "name"], [["", "A listing"]])
    shop.outside.mend()
    wait(lambda: not shop.odoo.search_count("omni.run", running), "the end of the run")


def test_afterwards_the_file_is_read(shop):
    listing = shop.odoo.search_read("omni.listing", [], ["id"], limit=1)[0]["id"]
    shop.office.wait_until_quiet()
    loaded = shop.odoo.call("omni.listing", "load", [".id", "buffer"], [[str(listing), "3"]])
    assert loaded["ids"] == [listing], loaded
    assert shop.odoo.call("omni.listing", "read", [listing], ["buffer"])[0]["buffer"] == 3


def test_the_server_did_not_complain(shop, odoo_server):
    assert complaints(odoo_server.log_text()) == []
