"""Who leaves loses nothing of his own: orders stay and open, and nothing of ours is left behind."""

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside, usual_order
from tests.support.databases import query
from tests.support.odoo_client import OdooError


@pytest.fixture(scope="module")
def office(odoo, sandbox):
    """A merchant with a live shop, a carrier, and an order that was sent."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products()
    office.shop = office.connect_shopify()
    office.connect_sendcloud()
    office.subscribe(office.shop)
    placed = Outside(sandbox.url).order(**usual_order())
    office.order = office.wait_for_order(placed["name"])
    office.validate(office.order.transfers("id")[0]["id"])
    office.wait_until_quiet()
    return office


def uninstall(odoo, name):
    """Odoo uninstalls nothing in the moment in which a scheduled action runs."""
    found = odoo.search_read("ir.module.module", [("name", "=", name)], ["id"])
    wait(lambda: is_uninstalled(odoo, found[0]["id"]), f"{name} uninstalled", 120)


def is_uninstalled(odoo, module):
    try:
        odoo.press("ir.module.module", "button_immediate_uninstall", module)
    except OdooError as error:
        if "scheduled action" not in str(error):
            raise
        return False
    return True


def schedules(odoo):
    return odoo.search_read("ir.cron", [("cron_name", "=like", "Omni%")], ["cron_name"])


def opened(odoo, order):
    """Read all that a sale order's form shows, as the web client does."""
    views = odoo.call("sale.order", "get_views", [[False, "form"]])
    fields = list(views["models"]["sale.order"]["fields"])
    return odoo.call("sale.order", "read", [order.id], fields)[0]


def test_1_without_the_channels_the_orders_still_open(office):
    uninstall(office.odoo, "omni_channel")
    found = opened(office.odoo, office.order)
    assert found["state"] == "sale" and found["client_order_ref"].startswith("#")


def test_1_no_schedule_of_a_shop_is_left(office):
    names = [row["cron_name"] for row in schedules(office.odoo)]
    assert not [name for name in names if "Shopify" in name]


def test_1_the_carrier_stays(office):
    kinds = office.odoo.search_read("omni.connection", [], ["kind"])
    assert [row["kind"] for row in kinds] == ["carrier"]


def test_2_without_the_engine_the_orders_still_open(office):
    uninstall(office.odoo, "omni_base")
    assert opened(office.odoo, office.order)["state"] == "sale"


def test_2_no_schedule_is_left(office):
    assert schedules(office.odoo) == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT tablename FROM pg_tables WHERE tablename LIKE 'omni%'",
        "SELECT model FROM ir_model WHERE model LIKE 'omni%'",
        "SELECT column_name FROM information_schema.columns WHERE column_name LIKE 'omni%'",
        "SELECT name FROM ir_model_data WHERE module LIKE 'omni%' AND model NOT LIKE 'product.%'",
        "SELECT res_model FROM mail_activity WHERE res_model LIKE 'omni%'",
        "SELECT model FROM mail_message WHERE model LIKE 'omni%'",
        "SELECT res_model FROM mail_followers WHERE res_model LIKE 'omni%'",
        "SELECT res_model FROM ir_attachment WHERE res_model LIKE 'omni%'",
    ],
    ids=lambda text: text.split("FROM ")[1].split()[0],
)
def test_2_nothing_of_ours_is_left_in(office, database, statement):
    """But for the service products that orders use: Odoo keeps those."""
    assert query(database, statement) == []
