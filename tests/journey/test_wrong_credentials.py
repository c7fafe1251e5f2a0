"""A token that is refused: said in plain words, the work waits, and nothing is lost afterwards."""

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop, complaints


class Refusal:
    """The shop has another token now; what happened meanwhile is kept for the steps after."""

    def __init__(self, shop):
        self.shop = shop
        self.orders = []
        shop.office.wait_until_quiet()
        shop.outside.post("/_control/shopify/settings", {"token": "shpat_another"})

    def set_token(self, token):
        shop = self.shop
        domain = [("connection_id", "=", shop.connection), ("name", "=", "token")]
        row = shop.odoo.search_read("omni.credential", domain, ["id"])[0]["id"]
        shop.odoo.write("omni.credential", row, {"value": token})


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    return OpenShop(odoo, sandbox, database)


@pytest.fixture(scope="module")
def refusal(shop):
    return Refusal(shop)


def test_1_an_order_finds_the_token_refused_and_the_connection_is_suspended(shop, refusal):
    refusal.orders.append(shop.place())
    wait(lambda: shop.read_connection("state")["state"] == "suspended", "the connection suspended")


def test_2_the_connection_says_so_in_plain_words(shop, refusal):
    problem = shop.read_connection("problem")["problem"]
    assert "refuses the credentials" in problem
    assert "shpat" not in problem and "Traceback" not in problem


def test_3_the_responsible_person_has_one_activity(shop, refusal):
    refusal.orders.append(shop.place())
    domain = [("res_model", "=", "omni.connection"), ("res_id", "=", shop.connection)]
    found = shop.odoo.search_read("mail.activity", domain, ["summary", "user_id", "note"])
    assert [one["summary"] for one in found] == ["Connection suspended"]
    responsible = shop.read_connection("user_id")["user_id"]
    assert found[0]["user_id"] == responsible and "refuses" in found[0]["note"]


def test_4_deliveries_are_still_stored_and_wait(shop, refusal):
    wait(lambda: shop.messages(refusal.orders[1]), "the second order's message")
    for order in refusal.orders:
        assert {message["state"] for message in shop.messages(order)} == {"rung"}


def test_4_changes_of_stock_wait(shop, refusal):
    shop.office.set_stock(shop.products["THE-PORC"], 3)
    wait(lambda: shop.intents(resource="stock", state="new"), "an intent that waits")


def test_5_nobody_is_asked_while_it_is_suspended(shop, refusal):
    shop.outside.forget_calls()
    refusal.orders.append(shop.place())
    wait(lambda: shop.messages(refusal.orders[2]), "the third order's message")
    assert shop.outside.calls() == []


def test_5_an_order_is_placed_of_which_no_webhook_tells(shop, refusal):
    refusal.unheard = shop.place(quiet=True)
    assert shop.messages(refusal.unheard) == []


def test_6_run_now_says_what_to_do(shop, refusal):
    with pytest.raises(Exception, match="Connect “Boutique Shopify” first"):
        shop.office.run_feed(shop.connection, "order")


def test_7_another_wrong_token_is_refused_at_the_test(shop, refusal):
    refusal.set_token("shpat_wrong_too")
    notice = shop.odoo.press("omni.connection", "action_test", shop.connection)
    assert notice["params"]["type"] == "danger"
    assert shop.read_connection("state")["state"] == "suspended"


def test_8_with_the_right_token_everything_that_waited_is_done(shop, refusal):
    refusal.set_token("shpat_another")
    shop.odoo.press("omni.connection", "action_test", shop.connection)
    for order in refusal.orders:
        shop.settled(order)
        assert shop.sale(order, "state")["state"] == "sale"


def test_8_what_was_missed_meanwhile_is_read_at_once(shop, refusal):
    wait(lambda: shop.sales(refusal.unheard), "the sale order", 30)


def test_8_the_stock_is_told(shop, refusal):
    wait(lambda: shop.stock("THE-PORC") == 3, "the stock at the shop")


def test_9_the_problem_is_gone(shop, refusal):
    found = shop.read_connection("state", "problem")
    assert (found["state"], found["problem"]) == ("connected", False)


def test_9_odoo_told_of_no_error_and_of_no_secret(shop, odoo_server):
    text = odoo_server.log_text()
    assert complaints(text) == []
    assert not any(secret in text for secret in ("shpat_another", "shpat_wrong", "shpat_sandbox"))


def test_9_no_secret_is_in_what_the_database_shows(shop):
    for table in ("omni_message", "omni_payload", "omni_run", "omni_intent", "mail_message"):
        rows = shop.sql(f"SELECT row_to_json(t)::text FROM {table} t")
        assert not any("shpat_" in row or "sandbox-secret" in row for row in rows)
