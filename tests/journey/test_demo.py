"""What `make demo` tells is what happens: each of its rows, on a new database and on a kept one."""

from contextlib import contextmanager

import pytest

from tests.support.demo import ORDERS_A_DEMO, orders_before
from tests.support.processes import mail_options, start_odoo, start_sandbox

from .demo import Demo


@contextmanager
def outside_and_odoo(database):
    """A Demo over a new sandbox and a new server, as `make demo` and `make demo KEEP=1` start."""
    sandbox = start_sandbox(after=orders_before(database))
    try:
        odoo = start_odoo(database, options=mail_options(sandbox))
        try:
            yield Demo(odoo.url, database, sandbox.url)
        finally:
            odoo.stop()
    finally:
        sandbox.stop()


def told(demo):
    return {title: step() for title, step in demo.steps()}


def problems(demo):
    """What could not be read or told; a question stops nothing."""
    told_apart = [("res_model", "!=", "omni.question")]
    return demo.odoo.search_read("omni.problem", told_apart, ["reason"])


@pytest.fixture(scope="module")
def first(database):
    with outside_and_odoo(database) as demo:
        yield told(demo)


@pytest.fixture(scope="module")
def kept(database, first):
    """(rows, names of orders, problems) of the second demo on the same database."""
    with outside_and_odoo(database) as demo:
        rows = told(demo)
        orders = demo.odoo.search_read("sale.order", [], ["omni_name"])
        yield rows, sorted(order["omni_name"] for order in orders), problems(demo)


def test_each_row_of_the_demo_says_what_happened(first):
    assert first["A buyer orders in the shop"].startswith("#1001, 76.83 EUR")
    assert first["The order is in Odoo"].startswith("S00001, confirmed, 76.83 EUR")
    assert first["The shop's stock went down"] == "TAS-SABLE 40 -> 38, by 1 call"
    assert first["The shop says “shipped”"].startswith("Colissimo 6A")
    assert first["The invoice is made and paid"].endswith("76.83 EUR, paid")


def test_a_kept_database_goes_the_same_way_once_more(first, kept):
    rows = kept[0]
    assert list(rows) == list(first)
    assert rows["A buyer orders in the shop"].startswith(f"#{1001 + ORDERS_A_DEMO}, 76.83 EUR")
    assert rows["The shop's stock went down"] == "TAS-SABLE 40 -> 38, by 1 call"
    assert rows["The invoice is made and paid"].endswith("76.83 EUR, paid")


def test_a_kept_database_has_both_orders_and_no_problem(kept):
    _rows, names, problem_rows = kept
    assert names == ["#1001", f"#{1001 + ORDERS_A_DEMO}"]
    assert not problem_rows


def test_a_kept_database_meets_no_tracking_number_twice(first, kept):
    assert kept[0]["The parcel leaves"] != first["The parcel leaves"]
