"""Two servers on one database share what a shop allows; a person never waits for a backfill.

The shop gives few points: read at full speed, it would have to refuse.
"""

import threading
import time

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop, complaints
from tests.support.odoo_client import OdooClient
from tests.support.processes import mail_options, start_odoo

pytestmark = pytest.mark.alone

ORDERS = 300
PRODUCTS = 400
POINTS = {"maximum": 1000, "restore_rate": 60}
BETWEEN_PRESSES = 0.5


class Person(threading.Thread):
    """Presses “Test connection” on a server again and again; notes what was said, how late."""

    def __init__(self, odoo, connection):
        super().__init__(daemon=True)
        self.odoo, self.connection = odoo, connection
        self.seconds, self.said, self.ended = [], [], threading.Event()

    def run(self):
        while not self.ended.wait(BETWEEN_PRESSES):
            started = time.monotonic()
            told = self.odoo.press("omni.connection", "action_test", self.connection)
            self.seconds.append(time.monotonic() - started)
            self.said.append(told["params"]["type"])


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    shop = OpenShop(odoo, sandbox, database)
    shop.outside.post("/_control/shopify/bulk", {"orders": ORDERS, "lines": 3})
    shop.outside.post("/_control/shopify/products", {"count": PRODUCTS})
    return shop


@pytest.fixture(scope="module")
def other_server(shop, sandbox, database):
    server = start_odoo(database, options=mail_options(sandbox), name="odoo-other")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def day(shop, other_server):
    """Both feeds read everything, an order comes in, stock changes, a person works."""
    shop.outside.post("/_control/shopify/settings", {"bucket": POINTS})
    person = Person(OdooClient(other_server.url, shop.database), shop.connection)
    person.start()
    started = time.monotonic()
    shop.office.run_feed(shop.connection, "order")
    shop.office.run_feed(shop.connection, "listing")
    shop.live_seconds = [live_order(shop) for _order in range(3)]
    wait(lambda: read(shop) >= ORDERS, "every order read", 120)
    shop.seconds = time.monotonic() - started
    person.ended.set()
    person.join()
    shop.person = person
    print(report(shop))
    return shop


def live_order(shop):
    """Return how long an order takes from the buyer to Odoo, beside the backfill."""
    started = time.monotonic()
    order = shop.place()
    wait(lambda: shop.sales(order), "the order in Odoo")
    return time.monotonic() - started


def read(shop):
    """How many orders of the shop the feed has read."""
    domain = [("connection_id", "=", shop.connection), ("resource", "=", "order")]
    return shop.odoo.search_count("omni.message", [*domain, ("origin", "=", "feed")])


def report(shop):
    presses = sorted(shop.person.seconds)
    return (
        f"\n{ORDERS} orders read in {shop.seconds:.0f} s; throttled: "
        f"{shop.outside.state()['throttled']}; {len(presses)} presses, the slowest "
        f"{presses[-1]:.2f} s; live orders in {[round(s, 1) for s in shop.live_seconds]} s"
    )


def test_the_shop_never_had_to_refuse(day):
    assert day.outside.state()["throttled"] == 0


def test_the_backfill_was_slowed_down_by_the_limit(day):
    waited = [("connection_id", "=", day.connection), ("reason", "ilike", "as often as it allows")]
    assert day.odoo.search_count("omni.run", waited)


def test_a_person_was_answered_within_a_second(day):
    assert len(day.person.seconds) >= 10
    assert max(day.person.seconds) < 1
    assert set(day.person.said) == {"success"}


def test_live_orders_came_in_meanwhile(day):
    assert max(day.live_seconds) < 15


def test_what_the_shop_allows_can_be_read(day):
    rows = day.odoo.search_read(
        "omni.bucket", [("connection_id", "=", day.connection)], ["label", "capacity", "per_second"]
    )
    points = next(row for row in rows if row["label"] == "Points")
    assert (points["capacity"], points["per_second"]) == (1000, 60)


def test_no_server_complained(day, odoo_server, other_server):
    assert complaints(odoo_server.log_text()) == []
    assert complaints(other_server.log_text()) == []
