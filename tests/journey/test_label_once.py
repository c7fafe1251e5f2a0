"""A label is bought once, whatever happens to the server that asked for it.

Each test kills the server (kill -9) or makes its transaction fail at one chosen moment, validates
the transfer again, and counts what the carrier has sold.
"""

import time

import pytest

from tests.journey.back_office import wait
from tests.journey.warehouse import Warehouse
from tests.support.databases import query

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
