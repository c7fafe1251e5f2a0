"""A copied database writes nothing outside, until a person says that it is the live one.

The shop and the carrier are live in one database. It is copied in every way that people use, with
changes that wait to be told; a server runs on each copy, with its scheduled work on, and a person
presses every button there that would change something outside.
"""

import contextlib
import os

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.open_shop import OpenShop
from tests.journey.outside import usual_order
from tests.support.copies import copied, copier
from tests.support.databases import query
from tests.support.odoo_client import OdooClient, OdooError
from tests.support.processes import mail_options, start_odoo

WAYS = [
    "by_dump",
    "by_template",
    "by_duplicate",
    "by_restore_as_copy",
    "by_restore_as_moved",
]
TELL_EVERYTHING = """
    INSERT INTO omni_intent (connection_id, company_id, resource, res_model, res_id,
                             state, priority, tries, created_at)
         SELECT connection_id, company_id, 'stock', 'omni.listing', id,
                'new', 10, 0, now() AT TIME ZONE 'UTC'
           FROM omni_listing WHERE product_id IS NOT NULL
"""
VARIABLE = "OMNI_INSTALLATION"
READING_POSTS = ("shipping-options", "shipping-products")


class Live:
    """The live database, its server stopped after a day's work; ``transfers``: sent and ready."""

    def __init__(self, database, sandbox):
        self.database, self.sandbox = database, sandbox
        with self.serving(database) as odoo:
            shop = OpenShop(odoo, sandbox, database)
            self.outside, self.shop = shop.outside, shop.connection
            self.carrier = shop.office.connect_sendcloud()
            self.transfers = [self._transfer(shop) for _order in range(2)]
            shop.office.validate(self.transfers[0])
            shop.office.wait_until_quiet()
        query(database, TELL_EVERYTHING)

    @contextlib.contextmanager
    def serving(self, database):
        server = start_odoo(database, options=mail_options(self.sandbox), name="copy")
        try:
            yield OdooClient(server.url, database)
        finally:
            server.stop()

    def _transfer(self, shop):
        """A delivery of an order, ready to leave, with its shipping method chosen."""
        order = shop.office.wait_for_order(self.outside.order(**usual_order())["name"])
        transfer = order.transfers("id")[0]["id"]
        offers = shop.office.compare_rates(transfer)
        named = next(one for one in offers if one["service_code"] == "sendcloud:letter")
        shop.office.choose(named)
        return transfer

    def writes(self):
        """Return every call of the outside world's journal that changes something there."""
        shop = [call for call in self.outside.calls() if "mutation" in call["operation"]]
        carrier = [
            call
            for call in self.outside.calls("sendcloud")
            if call["method"] != "GET" and not any(word in str(call) for word in READING_POSTS)
        ]
        return [call["operation"] for call in shop + carrier]


class Copy:
    """A running copy, and what a person does in it."""

    def __init__(self, live, odoo, database):
        self.live, self.odoo, self.database = live, odoo, database
        self.office = BackOffice(odoo, live.sandbox.url)
        live.outside.forget_calls()

    def press_everything(self):
        """Each button that would change something outside; return what was refused with a word."""
        sent, ready = self.live.transfers
        label = self.odoo.search_read("omni.label", [("picking_id", "=", sent)], ["id"])[0]["id"]
        refused = {}
        for name, press in {
            "test": lambda: self._each("omni.connection", "action_test"),
            "subscribe": lambda: self._press("omni.connection", "action_subscribe", self.live.shop),
            "question": lambda: self._press(
                "omni.connection", "action_open_go_live", self.live.shop
            ),
            "validate": lambda: self.office.validate(ready),
            "cancel": lambda: self._press("stock.picking", "cancel_shipment", sent),
            "cancel the label": lambda: self._press("omni.label", "action_cancel", label),
            "print": lambda: self._press("omni.label", "action_print", label),
            "count": lambda: self.office.set_stock(self._product("TAS-SABLE"), 7),
            "tell": lambda: self._press("omni.intent", "action_retry", self._ids("omni.intent")),
            "feeds": lambda: [self._press("omni.feed", "action_run_now", f) for f in self._feeds()],
        }.items():
            try:
                press()
            except OdooError as error:
                refused[name] = error.message
        return refused

    def work(self):
        """Wait until the scheduled work has looked at everything that waits to be told."""
        wait(lambda: not self._not_looked_at(), "everything looked at", 90)

    def _not_looked_at(self):
        return int(query(self.database, UNSEEN)[0])

    def _each(self, model, button):
        for one in (self.live.shop, self.live.carrier):
            self._press(model, button, one)

    def _press(self, model, button, ids):
        return self.odoo.press(model, button, ids)

    def _ids(self, model):
        return self.odoo.call(model, "search", [])

    def _feeds(self):
        return self.odoo.call("omni.feed", "search", [("active", "=", True)])

    def _product(self, sku):
        return self.odoo.call("product.product", "search", [("default_code", "=", sku)])[0]


UNSEEN = "SELECT count(*) FROM omni_intent WHERE state = 'new' AND not_before IS NULL"


@pytest.fixture(scope="module")
def live(database, sandbox):
    with installed_as("production"):
        yield Live(database, sandbox)


@contextlib.contextmanager
def installed_as(name):
    """Servers that are started meanwhile have this name of their installation."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = name
    try:
        yield
    finally:
        os.environ.pop(VARIABLE)
        if before is not None:
            os.environ[VARIABLE] = before


@pytest.fixture(scope="module")
def copies(live):
    with copier(live.database) as found:
        yield found


@contextlib.contextmanager
def running_copy(live, copies, way):
    name = f"{live.database}_{way}"
    with copied(copies, way, name), live.serving(name) as odoo:
        yield Copy(live, odoo, name)


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_writes_nothing_outside_whatever_is_pressed_in_it(live, copies, way):
    with running_copy(live, copies, way) as copy:
        refused = copy.press_everything()
        copy.work()
        assert live.writes() == []
        assert "go live first" in refused["subscribe"]
        assert "copy" in refused["cancel the label"]
        told = copy.odoo.search_read("omni.intent", [], ["reason"])
        assert {"Held: this database is not the live one."} == {row["reason"] for row in told}


def test_a_copy_of_whole_disks_writes_nothing_under_another_name(live):
    """A snapshot has the same cluster, database and key: only the name of the installation differs.

    Here it is the very same database, which no identifier of PostgreSQL tells from its snapshot.
    """
    with installed_as("staging"), live.serving(live.database) as odoo:
        copy = Copy(live, odoo, live.database)
        refused = copy.press_everything()
        copy.work()
        assert live.writes() == []
        assert "go live first" in refused["subscribe"]


def test_a_neutralised_copy_is_let_in_nowhere(live, copies):
    with running_copy(live, copies, "neutralized") as copy:
        copy.press_everything()
        answers = {one["status"] for one in live.outside.calls() + live.outside.calls("sendcloud")}
        assert all(status in (400, 401, 403) for status in answers)


def test_a_person_can_say_that_the_copy_is_the_live_one(live, copies):
    with running_copy(live, copies, "by_template") as copy:
        copy.odoo.press("omni.connection", "action_test", live.shop)
        copy.office.go_live(live.shop)
        wait(live.writes, "what the live one writes")


def test_the_live_database_itself_goes_on_writing_after_it_was_copied(live, copies):
    live.outside.forget_calls()
    with live.serving(live.database) as odoo:
        odoo.press("omni.connection", "action_test", live.shop)
        BackOffice(odoo, live.sandbox.url).set_stock(
            odoo.call("product.product", "search", [("default_code", "=", "TAS-SABLE")])[0], 11
        )
        wait(live.writes, "what the live one writes")
