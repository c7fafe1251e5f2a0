"""A label is bought once, whatever happens to the server that asked for it.

Each test kills the server (kill -9) or makes its transaction fail at one chosen moment, validates
the transfer again, and counts what the carrier has sold.
"""

import contextlib
import threading
import time

import pytest
import requests

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside
from tests.support.databases import query
from tests.support.odoo_client import OdooClient, OdooError
from tests.support.processes import mail_options, start_odoo

ANNOUNCE = "/shipments/announce"
SLEEP_ON_CARRYING = """
    CREATE FUNCTION omni_sleep() RETURNS trigger AS $$
    BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$ LANGUAGE plpgsql;
    CREATE TRIGGER omni_sleep BEFORE UPDATE OF omni_label_reference ON stock_picking
        FOR EACH ROW EXECUTE FUNCTION omni_sleep();
"""
WAKE = "DROP TRIGGER omni_sleep ON stock_picking; DROP FUNCTION omni_sleep;"
FAIL_ONCE_ON_CARRYING = """
    CREATE SEQUENCE omni_times;
    CREATE FUNCTION omni_fail() RETURNS trigger AS $$
    BEGIN
        IF nextval('omni_times') = 1 THEN
            RAISE EXCEPTION 'somebody was faster' USING ERRCODE = '40001';
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql;
    CREATE TRIGGER omni_fail BEFORE UPDATE OF omni_label_reference ON stock_picking
        FOR EACH ROW EXECUTE FUNCTION omni_fail();
"""
FAIL_NO_MORE = """
    DROP TRIGGER omni_fail ON stock_picking; DROP FUNCTION omni_fail; DROP SEQUENCE omni_times;
"""


class Warehouse:
    """An Odoo server that can be killed, with transfers that are ready to leave."""

    def __init__(self, database, sandbox):
        self.database = database
        self.sandbox = sandbox
        self.outside = Outside(sandbox.url)
        self.start()
        office = BackOffice(self.odoo, sandbox.url)
        office.prepare_company()
        self.odoo.write("res.company", 1, {"stock_text_confirmation": False})
        self.product = office.make_products()["TAS-SABLE"]
        self.connection = office.connect_sendcloud()
        self.method = self.make_method()
        self.customer = self.make_customer()

    def start(self):
        self.server = start_odoo(self.database, options=mail_options(self.sandbox))
        self.odoo = OdooClient(self.server.url, self.database)

    def crash(self):
        self.server.kill()

    def make_method(self):
        product = self.odoo.create("product.product", {"name": "Letter", "type": "service"})
        return self.odoo.create(
            "delivery.carrier",
            {
                "name": "Letter",
                "delivery_type": "omni",
                "product_id": product,
                "company_id": 1,
                "omni_connection_id": self.connection,
                "omni_service_code": "sendcloud:letter",
            },
        )

    def make_customer(self):
        france = self.odoo.search_read("res.country", [("code", "=", "FR")], ["id"])[0]["id"]
        return self.odoo.create(
            "res.partner",
            {
                "name": "Zoé Lefèvre",
                "street": "12 avenue de l'Opéra",
                "zip": "75001",
                "city": "Paris",
                "country_id": france,
                "phone": "06 12 34 56 78",
                "email": "zoe@example.org",
            },
        )

    def make_transfer(self):
        kind = self.odoo.search_read(
            "stock.picking.type",
            [("code", "=", "outgoing")],
            ["default_location_src_id", "default_location_dest_id"],
            limit=1,
        )[0]
        source, target = kind["default_location_src_id"][0], kind["default_location_dest_id"][0]
        move = {
            "product_id": self.product,
            "product_uom_qty": 1,
            "location_id": source,
            "location_dest_id": target,
        }
        transfer = self.odoo.create(
            "stock.picking",
            {
                "partner_id": self.customer,
                "picking_type_id": kind["id"],
                "location_id": source,
                "location_dest_id": target,
                "carrier_id": self.method,
                "move_ids": [(0, 0, move)],
            },
        )
        self.odoo.call("stock.picking", "action_confirm", [transfer])
        self.odoo.call("stock.picking", "action_assign", [transfer])
        return transfer

    def make_transfer_and_validate_at_once(self):
        """One transaction for all of it, as an automated action would do."""
        model = self.odoo.search_read("ir.model", [("model", "=", "stock.picking")], ["id"])
        code = (
            f"copy = env['stock.picking'].browse({self.make_transfer()}).copy()\n"
            "copy.action_confirm()\ncopy.action_assign()\ncopy.button_validate()\n"
        )
        action = self.odoo.create(
            "ir.actions.server",
            {"name": "At once", "model_id": model[0]["id"], "state": "code", "code": code},
        )
        self.odoo.call("ir.actions.server", "run", [action])
        return int(query(self.database, "SELECT max(id) FROM stock_picking")[0])

    def validate(self, transfer):
        self.odoo.press("stock.picking", "button_validate", transfer)

    def validate_meanwhile(self, transfer):
        """Press “Validate” without waiting: the server will not live to answer."""
        client = OdooClient(self.server.url, self.database)

        def press():
            with contextlib.suppress(requests.RequestException, OdooError):
                client.press("stock.picking", "button_validate", transfer)

        threading.Thread(target=press, daemon=True).start()

    def labels(self, transfer):
        return query(
            self.database, f"SELECT state FROM omni_label WHERE picking_id = {transfer} ORDER BY id"
        )

    def tracking(self, transfer):
        return self.odoo.call("stock.picking", "read", [transfer], ["carrier_tracking_ref"])[0][
            "carrier_tracking_ref"
        ]

    def sold(self):
        return len(self.outside.state("sendcloud")["labels_bought"])


@pytest.fixture(scope="module")
def warehouse(database, sandbox):
    warehouse = Warehouse(database, sandbox)
    yield warehouse
    warehouse.server.stop()


@pytest.fixture
def sold_before(warehouse):
    warehouse.outside.mend()
    return warehouse.sold()


def test_a_server_killed_before_the_carrier_heard_of_it_buys_one_label(warehouse, sold_before):
    transfer = warehouse.make_transfer()
    warehouse.outside.break_("latency", ANNOUNCE, vendor="sendcloud", seconds=30)
    warehouse.validate_meanwhile(transfer)
    wait(lambda: warehouse.labels(transfer) == ["asked"], "the label is asked for")
    warehouse.crash()
    warehouse.start()
    warehouse.validate(transfer)
    assert warehouse.sold() - sold_before == 1


def test_a_server_killed_before_the_answer_came_finds_its_label(warehouse, sold_before):
    transfer = warehouse.make_transfer()
    warehouse.outside.break_("timeout", ANNOUNCE, vendor="sendcloud")
    warehouse.validate_meanwhile(transfer)
    wait(lambda: warehouse.sold() > sold_before, "the carrier has sold the label")
    warehouse.crash()
    warehouse.start()
    warehouse.validate(transfer)
    assert (warehouse.sold() - sold_before, bool(warehouse.tracking(transfer))) == (1, True)


def test_a_server_killed_before_the_transfer_was_committed_finds_its_label(warehouse, sold_before):
    transfer = warehouse.make_transfer()
    query(warehouse.database, SLEEP_ON_CARRYING)
    warehouse.validate_meanwhile(transfer)
    wait(lambda: warehouse.labels(transfer) == ["bought"], "the label is bought")
    time.sleep(1)
    warehouse.crash()
    query(
        warehouse.database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    query(warehouse.database, WAKE)
    warehouse.start()
    warehouse.validate(transfer)
    assert (warehouse.sold() - sold_before, bool(warehouse.tracking(transfer))) == (1, True)


def test_odoos_own_retry_after_a_serialization_failure_finds_its_label(warehouse, sold_before):
    transfer = warehouse.make_transfer()
    query(warehouse.database, FAIL_ONCE_ON_CARRYING)
    warehouse.validate(transfer)
    query(warehouse.database, FAIL_NO_MORE)
    assert (warehouse.sold() - sold_before, bool(warehouse.tracking(transfer))) == (1, True)


def test_odoos_own_retry_tells_the_customer_once(warehouse, sold_before):
    transfer = warehouse.make_transfer()
    told_before = len(warehouse.outside.mails())
    query(warehouse.database, FAIL_ONCE_ON_CARRYING)
    warehouse.validate(transfer)
    query(warehouse.database, FAIL_NO_MORE)
    wait(lambda: len(warehouse.outside.mails()) > told_before, "the tracking e-mail")
    time.sleep(1)
    assert len(warehouse.outside.mails()) - told_before == 1


def test_a_transfer_made_in_the_same_transaction_gets_its_label_linked(warehouse, sold_before):
    transfer = warehouse.make_transfer_and_validate_at_once()
    wait(lambda: warehouse.labels(transfer) == ["bought"], "the label is linked to the transfer")
    assert warehouse.sold() - sold_before == 1


def test_an_answer_that_broke_off_is_looked_up_at_once(warehouse, sold_before):
    transfer = warehouse.make_transfer()
    warehouse.outside.break_("drop", ANNOUNCE, vendor="sendcloud")
    warehouse.validate(transfer)
    assert (warehouse.sold() - sold_before, bool(warehouse.tracking(transfer))) == (1, True)


def test_the_same_transfer_validated_twice_at_once_gets_one_label(warehouse, sold_before):
    transfer = warehouse.make_transfer()
    warehouse.outside.break_("latency", ANNOUNCE, vendor="sendcloud", seconds=3)
    warehouse.validate_meanwhile(transfer)
    warehouse.validate_meanwhile(transfer)
    wait(lambda: warehouse.tracking(transfer), "the transfer has its number")
    time.sleep(3)
    assert warehouse.sold() - sold_before == 1
