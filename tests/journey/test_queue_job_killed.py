"""A process that works on a job is killed (kill -9): its slice is done once, by the next job.

A server of processes with the runner, and without the scheduled actions that would help out.
"""

import os
import signal

import pytest

from tests.journey.back_office import wait
from tests.journey.mortal import ASLEEP, SLEEP
from tests.journey.open_shop import OpenShop
from tests.journey.test_queue_job import RUNNER, database, jobs  # noqa: F401
from tests.support.odoo_client import OdooClient
from tests.support.processes import free_port, mail_options, start_odoo

STARTED = """
    SELECT worker_pid FROM queue_job
     WHERE model_name = 'omni.drain' AND state = 'started' AND worker_pid IS NOT NULL
     ORDER BY date_started DESC LIMIT 1
"""
END_SLEEPERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE wait_event = 'PgSleep' AND datname = current_database()
"""
ORDERS = 6


@pytest.fixture(scope="module")
def odoo_server(database, sandbox):  # noqa: F811
    port, gevent = free_port(), free_port()
    processes = ["--workers=4", "--max-cron-threads=1", f"--gevent-port={gevent}"]
    options = [*mail_options(sandbox), *RUNNER, *processes]
    with pytest.MonkeyPatch.context() as variables:
        variables.setenv("ODOO_QUEUE_JOB_CHANNELS", "root:2")
        variables.setenv("ODOO_QUEUE_JOB_PORT", str(port))
        server = start_odoo(database, port=port, options=options, name="odoo-queue-killed")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def shop(odoo_server, sandbox, database):  # noqa: F811
    return OpenShop(OdooClient(odoo_server.url, database), sandbox, database)


def fall_asleep(shop, table, moment):
    """From now on the statement at this moment does not end."""
    shop.sql(SLEEP.format(moment=f"{moment} ON {table}", condition=""))


def kill_who_sleeps(shop, table):
    """Kill the process whose job it is; return its number."""
    wait(lambda: shop.sql(ASLEEP) != ["0"], "the chosen moment", 90)
    process = int(shop.sql(STARTED)[0])
    os.kill(process, signal.SIGKILL)
    shop.sql(END_SLEEPERS)
    shop.sql(f"DROP TRIGGER omni_sleep ON {table}")
    return process


def test_killed_in_the_middle_of_a_slice_no_order_is_lost_or_doubled(shop, odoo_server):
    fall_asleep(shop, "stock_move", "BEFORE INSERT")
    orders = [shop.place(email=f"coupe{number}@example.fr") for number in range(ORDERS)]
    killed = kill_who_sleeps(shop, "stock_move")
    assert killed != odoo_server.pid and odoo_server.is_running()
    orders.append(shop.place(email="apres@example.fr"))
    for order in orders:
        shop.settled(order, 120)
        assert shop.sale(order, "state")["state"] == "sale"


def test_killed_after_stock_was_told_it_is_told_right_in_the_end(shop):
    fall_asleep(shop, "omni_listing_level", "BEFORE UPDATE OF acknowledged_quantity")
    shop.office.set_stock(shop.products["THE-PORC"], 9)
    wait(lambda: shop.stock("THE-PORC") == 9, "the stock at the shop", 90)
    kill_who_sleeps(shop, "omni_listing_level")
    shop.office.set_stock(shop.products["THE-PORC"], 8)
    wait(lambda: shop.stock("THE-PORC") == 8, "the stock after that", 120)
    wait(lambda: not shop.intents(resource="stock", state="new"), "nothing left to tell", 120)


def test_every_order_of_the_shop_is_one_sale_order(shop):
    for order in shop.outside.state()["orders"]:
        assert len(shop.sales(order)) == 1


def test_nobody_is_asked_for_help(shop):
    assert shop.odoo.search_count("omni.problem", []) == 0
