"""A WooCommerce shop as plugins, hosts and its merchant made it."""

import pytest

from tests.journey.back_office import wait
from tests.journey.outside import Outside
from tests.journey.woo_shop import Shop


@pytest.fixture(scope="module")
def shop(odoo, sandbox):
    plugin = {"statuses": {"packing": "En préparation"}, "hidden_statuses": ["packing"]}
    Outside(sandbox.url).post("/_control/woocommerce/settings", plugin)
    return Shop(odoo, sandbox.url)


def settings(shop, **given):
    return shop.outside.post("/_control/woocommerce/settings", given)


def problems(shop):
    return shop.odoo.search_count("omni.problem", [("connection_id", "=", shop.connection)])


def test_an_order_in_a_status_that_no_list_shows_comes_once_it_is_explained(shop):
    wish = {
        "lines": [{"sku": "TAS-SABLE", "quantity": 1}],
        "status": "packing",
        "paid_at": "2026-07-01T10:00:00Z",
    }
    order = shop.outside.post("/_control/woocommerce/orders", wish)
    shop.office.run_feed(shop.connection, "order")
    asked = [("kind", "=", "status"), ("state", "=", "open")]
    wait(lambda: shop.odoo.search_count("omni.question", asked), "a question")
    shop.office.wait_until_quiet()
    question = shop.odoo.search_read("omni.question", asked, ["name", "waiting_count"])[0]
    assert (question["name"], question["waiting_count"]) == ("En préparation", 1)
    shop.odoo.write("omni.question", question["id"], {"status_meaning": "paid"})
    shop.odoo.press("omni.question", "action_answer", question["id"])
    assert shop.office.wait_for_order(f"#{order['number']}")["state"] == "sale"


def test_a_host_that_takes_few_at_once_gets_all_stock(shop):
    settings(shop, batch_limit=1)
    products = shop.office.make_products()
    wanted = {"CAF-SID-250": 11, "CAF-SID-500": 12, "THE-PORC": 13}
    for sku, number in wanted.items():
        shop.office.set_stock(products[sku], number)
    wait(lambda: wanted.items() <= shop.state()["stock"].items(), "all stock")


def test_while_the_plugin_is_off_nothing_becomes_a_problem(shop):
    before = problems(shop)
    settings(shop, active=False)
    shop.office.set_stock(shop.office.make_products()["THE-PORC"], 5)
    asleep = [("id", "=", shop.connection), ("paused_until", "!=", False)]
    wait(lambda: shop.odoo.search_count("omni.connection", asleep), "a pause")
    assert problems(shop) == before


def test_when_it_is_back_all_is_told(shop):
    settings(shop, active=True)
    shop.odoo.press("omni.connection", "action_test", shop.connection)
    intents = shop.odoo.search_read("omni.intent", [("state", "=", "new")], ["id"])
    shop.odoo.press("omni.intent", "action_retry", [one["id"] for one in intents])
    wait(lambda: shop.state()["stock"]["THE-PORC"] == 5, "the stock")


def test_a_key_that_only_reads_is_one_problem_of_the_connection(shop):
    before = problems(shop)
    key = {"key": "ck_sandbox", "secret": "cs_sandbox", "permissions": "read"}
    shop.outside.post("/_control/woocommerce/keys", key)
    for product in shop.office.make_products().values():
        shop.office.set_stock(product, 3)
    only_reads = [("id", "=", shop.connection), ("is_read_only", "=", True)]
    wait(lambda: shop.odoo.search_count("omni.connection", only_reads), "it is said")
    assert problems(shop) == before


def test_once_it_may_write_the_stock_is_told(shop):
    key = {"key": "ck_sandbox", "secret": "cs_sandbox", "permissions": "read_write"}
    shop.outside.post("/_control/woocommerce/keys", key)
    shop.odoo.press("omni.connection", "action_test", shop.connection)
    wait(lambda: shop.state()["stock"]["THE-PORC"] == 3, "the stock")
