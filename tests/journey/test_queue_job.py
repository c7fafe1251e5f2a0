"""With OCA's job queue and its runner, orders and stock pass by jobs; nothing else is set up."""

import os

import pytest

from config.environment.odoo_command import install
from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop, complaints
from tests.support.databases import fresh_database, query
from tests.support.odoo_client import OdooClient
from tests.support.processes import LOG_FOLDER, free_port, mail_options, start_odoo

RUNNER = ["--load=base,web,queue_job"]
JOBS = "SELECT count(*) FROM queue_job WHERE model_name = 'omni.drain' AND state = '{state}'"
REST = """
    UPDATE ir_cron SET active = false
     WHERE id IN (SELECT res_id FROM ir_model_data WHERE name LIKE 'cron_drain_%')
"""


@pytest.fixture(scope="module")
def database():
    """Our addons, the job queue and what joins it; the scheduled actions that drain are off."""
    with fresh_database("queue") as name:
        log = LOG_FOLDER / "install-joining.log"
        install(name, ["omni_queue_job"], log, dict(os.environ))
        query(name, REST)
        yield name


@pytest.fixture(scope="module")
def odoo_server(database, sandbox):
    port = free_port()
    options = [*mail_options(sandbox), *RUNNER]
    with pytest.MonkeyPatch.context() as variables:
        variables.setenv("ODOO_QUEUE_JOB_CHANNELS", "root:2")
        variables.setenv("ODOO_QUEUE_JOB_PORT", str(port))
        server = start_odoo(database, port=port, options=options, name="odoo-queue")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def shop(odoo_server, sandbox, database):
    return OpenShop(OdooClient(odoo_server.url, database), sandbox, database)


def jobs(shop, state):
    return int(shop.sql(JOBS.format(state=state))[0])


def test_an_order_that_rings_is_imported_by_a_job(shop):
    before = jobs(shop, "done")
    shop.import_()
    wait(lambda: jobs(shop, "done") > before, "the job done")


def test_changed_stock_is_told_by_a_job(shop):
    shop.office.set_stock(shop.products["THE-PORC"], 5)
    wait(lambda: shop.stock("THE-PORC") == 5, "the stock at the shop")


def test_many_orders_at_once_are_one_sale_order_each(shop):
    orders = [shop.place(email=f"file{n}@example.fr") for n in range(8)]
    for order in orders:
        shop.settled(order)
        shop.sale(order)


def test_no_job_failed_and_none_is_left(shop):
    wait(lambda: not jobs(shop, "pending") + jobs(shop, "enqueued"), "no waiting job")
    assert jobs(shop, "failed") == 0


def test_the_server_did_not_complain(shop, odoo_server):
    assert complaints(odoo_server.log_text()) == []
