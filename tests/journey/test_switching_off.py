"""A feed can be switched off, or asked less often, at any time: also while it is being read."""

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop, complaints
from tests.support.odoo_client import OdooError

MORE_THAN_A_PAGE = 60


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    return OpenShop(odoo, sandbox, database, subscribed=False)


def feed(shop, *fields):
    domain = [("connection_id", "=", shop.connection), ("resource", "=", "order")]
    options = {"context": {"active_test": False}}
    return shop.odoo.search_read("omni.feed", domain, ["id", *fields], **options)[0]


def scheduled(shop, *fields):
    cron = feed(shop, "cron_id")["cron_id"][0]
    return shop.odoo.call("ir.cron", "read", [cron], list(fields))[0]


def change(shop, **values):
    """What the form of the connection does with a row of “Feeds”."""
    rows = [(1, feed(shop)["id"], values)]
    shop.odoo.write("omni.connection", shop.connection, {"feed_ids": rows})


def while_it_is_read(shop, seconds=4):
    """Have the shop take its time with a page of orders, and be there before it has answered."""
    shop.outside.break_("latency", "orders", seconds=seconds)
    before = shop.runs()
    shop.office.run_feed(shop.connection, "order")
    wait(lambda: shop.runs() > before, "the run")
    assert newest(shop)["state"] == "running"


def newest(shop):
    domain = [("connection_id", "=", shop.connection), ("feed_id.resource", "=", "order")]
    fields = ["state", "reason", "read_count"]
    context = {"active_test": False}
    return shop.odoo.search_read("omni.run", domain, fields, limit=1, context=context)[0]


def ended(shop):
    wait(lambda: newest(shop)["state"] != "running", "the end of the run")
    return newest(shop)


def fit(shop):
    """Odoo does it by itself half a minute later; where it is just at it, once more after that."""
    cron = shop.odoo.call(
        "ir.model.data", "check_object_reference", "omni_base", "cron_fit_schedules"
    )[1]

    def triggered():
        try:
            shop.odoo.call("ir.cron", "method_direct_trigger", [cron])
            return True
        except OdooError as error:
            assert "already executing" in error.message, error
            return False

    wait(triggered, "the schedules to be made fit")


def test_switched_off_while_it_is_read_it_ends_after_that_page(shop):
    for number in range(MORE_THAN_A_PAGE):
        shop.place(quiet=True, email=f"acheteur{number}@example.fr")
    while_it_is_read(shop)
    change(shop, active=False)
    run = ended(shop)
    assert (run["state"], run["reason"]) == ("stopped", "It was switched off meanwhile.")
    assert 0 < run["read_count"] < MORE_THAN_A_PAGE


def test_what_was_read_until_then_is_imported(shop):
    shop.office.wait_until_quiet()
    read = newest(shop)["read_count"]
    ours = [("omni_connection_id", "=", shop.connection)]
    wait(lambda: shop.odoo.search_count("sale.order", ours) == read, "the orders of that page", 120)


def test_its_schedule_is_off_then(shop):
    fit(shop)
    assert scheduled(shop, "active")["active"] is False


def test_run_now_says_that_it_is_off(shop):
    with pytest.raises(OdooError, match="Switch “Orders” on first"):
        shop.odoo.press("omni.feed", "action_run_now", feed(shop)["id"])


def test_switched_on_again_it_goes_on_where_it_was(shop):
    change(shop, active=True)
    shop.pull()
    shop.office.wait_until_quiet(100)
    ours = [("omni_connection_id", "=", shop.connection)]
    assert shop.odoo.search_count("sale.order", ours) == MORE_THAN_A_PAGE


def test_asked_less_often_while_it_is_read_counts_from_then_on(shop):
    while_it_is_read(shop)
    change(shop, minutes=45)
    assert ended(shop)["state"] == "done"
    fit(shop)
    assert scheduled(shop, "interval_number")["interval_number"] == 45


def test_a_connection_is_not_deleted_while_it_is_read_and_says_so(shop):
    while_it_is_read(shop)
    shop.odoo.write("omni.connection", shop.connection, {"user_id": False})
    with pytest.raises(OdooError, match="Archive a connection instead"):
        shop.odoo.call("omni.connection", "unlink", [shop.connection])
    ended(shop)


def test_the_server_did_not_complain(shop, odoo_server):
    assert complaints(odoo_server.log_text()) == []
