"""The same order, told five times, in parallel and out of order: one sale order, newest state."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop, complaints
from tests.journey.outside import usual_order
from tests.support.odoo_client import OdooClient
from tests.support.processes import mail_options, start_odoo

TIMES = 5
THREADS = ["--max-cron-threads=4"]


@pytest.fixture(scope="module")
def servers(database, sandbox):
    """Two Odoo servers on one database, four scheduled workers each."""
    options = [*mail_options(sandbox), *THREADS]
    started = [start_odoo(database, options=options, name=f"odoo{n}") for n in (1, 2)]
    yield started
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def shop(servers, sandbox, database):
    shop = OpenShop(OdooClient(servers[0].url, database), sandbox, database, subscribed=False)
    shop.other_door = shop.door.replace(servers[0].url, servers[1].url)
    return shop


def ring_in_parallel(shop, orders, times=TIMES):
    """Ring for every order ``times`` times at both servers at once."""
    calls = [order for order in orders for _time in range(times)]
    with ThreadPoolExecutor(max_workers=10) as pool:
        return {answer.status_code for answer in pool.map(shop.ring, calls)}


def people(shop, email):
    fields = ["name", "type", "parent_id", "street"]
    return shop.odoo.search_read("res.partner", [("email", "=", email)], fields)


def test_five_deliveries_at_once_make_one_sale_order(shop):
    order = shop.place(**usual_order(quiet=True))
    assert ring_in_parallel(shop, [order]) == {200}
    shop.settled(order)
    assert len(shop.sales(order)) == 1


def test_five_deliveries_at_once_make_one_customer_and_one_address(shop):
    wish = usual_order(quiet=True, email="une.seule@example.fr")
    order = shop.place(**{**wish, "customer": {**wish["customer"], "email": wish["email"]}})
    ring_in_parallel(shop, [order])
    shop.settled(order)
    found = people(shop, "une.seule@example.fr")
    assert sorted(person["type"] for person in found) == ["contact", "delivery"]


def test_webhooks_and_the_feed_at_once_make_one_sale_order_each(shop):
    orders = [shop.place(quiet=True, email=f"ensemble{n}@example.fr") for n in range(12)]
    ringing = threading.Thread(target=ring_in_parallel, args=(shop, orders, 2))
    ringing.start()
    shop.pull()
    ringing.join()
    shop.pull()
    for order in orders:
        assert shop.settled(order)["state"] == "done"
        assert len(shop.sales(order)) == 1


def test_orders_of_one_account_at_once_make_one_customer(shop):
    person = {"first_name": "Inès", "last_name": "Roy", "email": "ines.roy@example.fr"}
    orders = [shop.place(quiet=True, email=person["email"], customer=person) for _n in range(8)]
    ring_in_parallel(shop, orders, times=1)
    for order in orders:
        shop.settled(order)
    customers = {shop.sale(order, "partner_id")["partner_id"][0] for order in orders}
    assert len(customers) == 1


def test_orders_of_one_guest_at_once_make_one_customer(shop):
    home = {"first_name": "Luc", "last_name": "Petit", "address1": "1 rue A", "zip": "35000"}
    home |= {"city": "Rennes", "country_code": "FR"}
    wish = {"email": "luc.petit@example.fr", "customer": None, "billing_address": home}
    orders = [shop.place(quiet=True, shipping_address=home, **wish) for _n in range(8)]
    ring_in_parallel(shop, orders, times=1)
    for order in orders:
        shop.settled(order)
    customers = {shop.sale(order, "partner_id")["partner_id"][0] for order in orders}
    assert len(customers) == 1


def test_an_order_cancelled_while_it_is_told_ends_cancelled(shop):
    order = shop.place(quiet=True)
    shop.ring(order)
    shop.change(order, "cancel", quiet=True)
    ring_in_parallel(shop, [order])
    message = shop.settled(order)
    states = [sale["state"] for sale in shop.sales(order, "state")]
    assert states == ["cancel"] or (not states and message["state"] == "ignored")


def test_a_cancellation_told_before_the_creation_leaves_no_open_order(shop):
    order = shop.place(quiet=True)
    shop.change(order, "cancel")
    shop.deliver("orders/cancelled", {"id": order["id"]})
    shop.deliver("orders/create", {"id": order["id"]})
    message = shop.settled(order)
    assert message["reason"] == "Cancelled in the shop before it was imported."
    assert shop.sales(order) == []


def test_a_payment_told_before_its_pending_state_ends_paid(shop):
    order = shop.place(quiet=True, financial_status="pending")
    shop.ring(order)
    assert shop.settled(order)["state"] == "parked"
    shop.change(order, "pay")
    shop.deliver("orders/paid", {"id": order["id"]})
    shop.deliver("orders/create", {"id": order["id"], "financial_status": "pending"})
    wait(lambda: shop.sales(order), "the sale order")
    shop.settled(order)
    assert shop.sale(order, "omni_payment")["omni_payment"] == "paid"


def process_feed_last(shop, order):
    """As if the feed's page had been stored after the bell, and were slower."""
    message = f"external_id = '{order['id']}' AND origin = 'feed'"
    shop.sql(f"UPDATE omni_message SET id = id + 1000000 WHERE {message}")
    later = "now() AT TIME ZONE 'UTC' + interval '3 seconds'"
    shop.sql(f"UPDATE omni_message SET not_before = {later} WHERE {message}")


@pytest.mark.parametrize("seconds", [0, 1.1], ids=["the same second", "the next second"])
def test_an_older_state_that_is_processed_last_changes_nothing(shop, seconds):
    """The feed has stored an older state; the webhook's newer one is processed first."""
    order = shop.place(quiet=True)
    with shop.workers_asleep():
        shop.pull()
        time.sleep(seconds)
        shop.change(order, "cancel")
        shop.ring(order)
        process_feed_last(shop, order)
    shop.settled(order, 150)
    assert shop.sales(order) == []


def test_every_order_of_the_shop_has_a_message_with_a_verdict(shop):
    shop.pull()
    shop.office.wait_until_quiet()
    for order in shop.outside.state()["orders"]:
        assert shop.settled(order)["state"] in ("done", "ignored", "parked")


def test_odoo_told_of_no_error(servers, shop):
    assert [line for server in servers for line in complaints(server.log_text())] == []
