"""No secret is found in a dump, a log, a file or an answer, after a day with every kind of trouble.

All connectors are connected with their secrets and do real work; the remotes repeat the secrets in
refusals, in good answers and in deliveries; keys are wrong for a while; the server logs everything,
SQL included, also into the database.
"""

import base64
import contextlib
import json
from urllib.parse import quote, quote_plus

import pytest

from config.environment.databases import file_store
from tests.journey.open_shop import OpenShop
from tests.journey.outside import Outside
from tests.support.odoo_client import OdooClient, OdooError
from tests.support.processes import mail_options, start_odoo
from tests.support.secrets_hunted import Hunt

SECRETS = {
    "Shopify's token": "shpat_d41d8cd98f00b204/+e9",
    "Shopify's client secret": "shpss_0cc175b9c0f1b6a8",
    "WooCommerce's key": "ck_sandbox",
    "WooCommerce's secret": "cs_sandbox",
    "Sendcloud's secret": "sandbox-secret",
    "Sendcloud's webhook key": "whk_92eb5ffee6ae2fec3ad7",
    "a wrong token": "shpat_wrong_1b2a3c4d5e6f",
}
TOKEN, CLIENT_SECRET = SECRETS["Shopify's token"], SECRETS["Shopify's client secret"]
USERS = ("", "a:", "ab:", "abc:")
EVERYTHING = ["--log-level=debug_sql", "--log-handler=:DEBUG", "--log-db-level=info"]
PEOPLE = {"integrator": "omni_base.group_user", "administrator": "omni_base.group_manager"}


class Day:
    """``told``: every answer that the web client got; ``refusals``: what was said of each fault."""

    def __init__(self, odoo, sandbox, database):
        self.odoo, self.sandbox, self.database = odoo, sandbox, database
        self.told = []
        odoo.session.hooks["response"].append(lambda answer, **_more: self.told.append(answer.text))
        self.outside_is_prepared(sandbox)
        log_in = {"token": TOKEN, "client_secret": CLIENT_SECRET}
        self.shop = OpenShop(odoo, sandbox, database, subscribed=False, **log_in)
        self.others()
        self.refusals = [self.refused(echo) for echo in self.echoes()]
        self.wrong_token_for_a_while()
        self.orders_that_repeat_secrets()

    def outside_is_prepared(self, sandbox):
        given = {"token": TOKEN, "secret": CLIENT_SECRET}
        Outside(sandbox.url).post("/_control/shopify/settings", given)

    def others(self):
        office, url = self.shop.office, self.sandbox.url
        woo = {"url": f"{url}/woocommerce", "key": "ck_sandbox", "secret": "cs_sandbox"}
        self.woo = office.connect("woocommerce", "Boutique Woo", **woo)
        office.go_live(self.woo)
        self.carrier = office.connect_sendcloud()
        self.type_in(self.carrier, "webhook_key", SECRETS["Sendcloud's webhook key"])
        self.odoo.press("omni.connection", "action_test", self.carrier)
        office.subscribe(self.woo)

    def echoes(self):
        encoded = [base64.b64encode(f"{user}{TOKEN}".encode()).decode() for user in USERS]
        return [TOKEN, quote(TOKEN, safe=""), quote_plus(TOKEN), repr(TOKEN), *encoded]

    def refused(self, echo):
        """Let the shop refuse with the secret in its words; return what the person reads."""
        said = []
        for status in (400, 500, 200):
            body = json.dumps({"errors": f"bad key {echo}"})
            self.shop.outside.break_("status", status=status, body=body)
            said.append(self.press("omni.connection", "action_test", self.shop.connection))
        self.shop.outside.mend()
        return json.dumps(said, ensure_ascii=False)

    def wrong_token_for_a_while(self):
        for token in (SECRETS["a wrong token"], TOKEN):
            self.type_in(self.shop.connection, "token", token)
            self.press("omni.connection", "action_test", self.shop.connection)

    def orders_that_repeat_secrets(self):
        """In a good answer, in a delivery, and in an order that cannot be imported."""
        basic = base64.b64encode(f"someone:{CLIENT_SECRET}".encode()).decode()
        for wish in (
            {"note": f"{TOKEN} and {CLIENT_SECRET} and {basic}"},
            {"lines": [{"title": TOKEN, "price": "1.00", "quantity": 1, "sku": CLIENT_SECRET}]},
        ):
            order = self.shop.place(quiet=True, **wish)
            self.shop.deliver(
                "orders/create", {"id": order["id"], "said": [TOKEN, basic]}, secret=CLIENT_SECRET
            )
            self.shop.settled(order)
        self.shop.deliver("orders/create", {"id": 1, "said": TOKEN}, secret="another")
        self.shop.pull()

    def type_in(self, connection, name, value):
        domain = [("connection_id", "=", connection), ("name", "=", name)]
        row = self.odoo.search_read("omni.credential", domain, ["id"])[0]["id"]
        self.odoo.write("omni.credential", row, {"value": value})

    def press(self, model, button, ids):
        try:
            return self.odoo.press(model, button, ids)
        except OdooError as error:
            return [error.message, error.debug]


@pytest.fixture(scope="module")
def server(database, sandbox):
    options = [*mail_options(sandbox), *EVERYTHING, f"--log-db={database}"]
    found = start_odoo(database, options=options, name="talkative")
    yield found
    found.stop()


@pytest.fixture(scope="module")
def day(server, sandbox, database):
    return Day(OdooClient(server.url, database), sandbox, database)


@pytest.fixture(scope="module")
def hunt(day):
    learnt = [call for call in day.shop.outside.calls() if "access_token" in call["path"]]
    assert not learnt, "this shop has a token of its own"
    return Hunt(SECRETS)


def test_the_day_had_what_it_needs(day):
    states = day.odoo.search_read("omni.connection", [], ["state"])
    assert [row["state"] for row in states] == ["connected"] * 3
    assert day.shop.sql("SELECT count(*) > 100 FROM ir_logging") == ["t"]
    assert "•••" in "".join(day.refusals)


def test_no_dump_holds_a_secret(day, hunt):
    assert hunt.in_dump(day.database) == []


def test_no_payload_holds_a_secret(day, hunt):
    assert hunt.in_payloads(day.database) == []


def test_no_file_holds_a_secret(day, hunt):
    assert hunt.in_attachments(day.database, file_store(day.database)) == []


def test_no_log_holds_a_secret(server, day, hunt):
    text = server.log_text()
    assert "DEBUG" in text and "UPDATE" in text
    assert hunt.in_text("the log", text) == []


def test_no_answer_of_the_web_client_held_a_secret(day, hunt):
    assert hunt.in_text("an answer", "\n".join(day.told)) == []


@pytest.mark.parametrize("person", [None, *PEOPLE])
def test_no_field_and_no_export_shows_a_secret(server, day, hunt, person):
    odoo = day.odoo
    if person:
        groups = [
            (4, _group(day.odoo, PEOPLE[person])),
            (4, _group(odoo, "base.group_allow_export")),
        ]
        values = {"name": person, "login": person, "password": "a-long-password-1"}
        day.odoo.create("res.users", {**values, "group_ids": groups})
        odoo = OdooClient(server.url, day.database, person, "a-long-password-1")
    names = day.shop.sql("SELECT model FROM ir_model WHERE model LIKE 'omni.%' AND NOT transient")
    found = []
    for model in names:
        with contextlib.suppress(OdooError):
            shown = odoo.call(model, "fields_get")
            rows = odoo.search_read(model, [], list(shown))
            exported = odoo.call(model, "export_data", [row["id"] for row in rows], list(shown))
            found += hunt.in_text(model, json.dumps([rows, exported], ensure_ascii=False))
    assert found == []


def _group(odoo, name):
    module, _dot, identifier = name.partition(".")
    domain = [("module", "=", module), ("name", "=", identifier)]
    return odoo.search_read("ir.model.data", domain, ["res_id"])[0]["res_id"]
