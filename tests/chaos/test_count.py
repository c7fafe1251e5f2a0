"""The counter of a run of chaos: each thing that may go wrong is counted, and only that."""

import pytest

from . import report
from .count import Here, Injected, There, count
from .run import Story


def order(name="#1", cancelled=False, sent=0):
    return {"name": name, "cancelled": cancelled, "paid": True, "sent": sent}


def there(**other):
    orders = {"1": order(sent=1), "2": order(), "3": order(cancelled=True), "9": order()}
    return There(**{"orders": orders, "stock": {"CUP": 5}, "labels": ["OUT/1"], **other})


def here(**other):
    usual = {
        "sales": [("1", "sale"), ("2", "sale")],
        "stock": {"CUP": 5},
        "problems": ["9"],
        "other_problems": [],
        "ignored": ["3"],
        "wanted": {"OUT/1": True, "OUT/2": False},
        "refused": {"OUT/2": "too heavy"},
    }
    return Here(**{**usual, **other})


def counted(there_=None, here_=None):
    return count(there_ or there(), here_ or here(), Injected({"9"}, {"OUT/2"}), 7)


def test_a_good_run_has_no_fault():
    assert counted().faults == {}


def test_labels_bought_and_label_problems_are_the_labels_wanted():
    figures = counted()
    assert figures.labels_bought + figures.label_problems == figures.labels_wanted


def test_the_amounts_are_told():
    figures = counted()
    assert (figures.orders, figures.stock_changes, figures.problems_open) == (4, 7, 2)


SPOILED = {
    "orders_lost": (None, here(sales=[("1", "sale")])),
    "orders_lost although the shop sold them": (
        None,
        here(sales=[("1", "sale")], ignored=["2", "3"]),
    ),
    "orders_doubled": (None, here(sales=[("1", "sale"), ("2", "sale"), ("2", "sale")])),
    "orders_unknown": (None, here(sales=[("1", "sale"), ("2", "sale"), ("7", "sale")])),
    "orders_wrong": (None, here(sales=[("1", "sale"), ("2", "cancel")])),
    "stock_wrong": (there(stock={"CUP": 4}), None),
    "labels_doubled": (there(labels=["OUT/1", "OUT/1"]), None),
    "labels_lost": (there(labels=[]), None),
    "shipments_lost": (None, here(wanted={"OUT/1": False, "OUT/2": False})),
    "problems_hidden": (None, here(problems=[])),
    "problems_unexpected": (None, here(other_problems=["stock: refused"])),
}


@pytest.mark.parametrize("figure", SPOILED)
def test_each_fault_is_counted_alone(figure):
    assert counted(*SPOILED[figure]).faults == {figure.split()[0]: 1}


def test_a_shipment_that_was_told_twice_is_counted():
    orders = {**there().orders, "1": order(sent=2)}
    assert counted(there(orders=orders)).faults == {"shipments_doubled": 1}


def test_a_label_that_is_neither_bought_nor_refused_is_lost():
    assert counted(None, here(refused={})).faults == {"labels_lost": 1, "problems_hidden": 1}


def test_a_red_run_says_what_to_look_at():
    figures = counted(*SPOILED["stock_wrong"])
    told = "\n".join(report.table(figures, Story(3, "")))
    assert "CUP: 4 there, 5 here" in told and "make chaos SEED=3" in told


def test_a_run_that_does_not_come_to_rest_is_red():
    story = Story(3, "", never_came="not there after 600 s: a verdict on everything")
    assert not report.is_good(counted(), story)
    assert "a verdict on everything" in "\n".join(report.table(counted(), story))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"orders": 5}, "orders: 4 of 5"),
        ({"stock_changes": 8}, "stock_changes: 7 of 8"),
    ],
    ids=["orders", "stock changes"],
)
def test_a_run_that_did_less_than_it_was_to_do_is_red(asked, told):
    story = Story(3, "", asked=asked)
    assert not report.is_good(counted(), story)
    assert told in "\n".join(report.table(counted(), story))


def test_a_run_that_killed_nobody_at_one_of_its_steps_is_red():
    story = Story(3, "", killed={"it is taken": 2}, unmet=["a label was bought"])
    assert not report.is_good(counted(), story)
    assert "nobody was killed while a label was bought" in "\n".join(report.table(counted(), story))


def test_a_good_run_has_nothing_to_look_at():
    assert "RED" not in "\n".join(report.table(counted(), Story(3, "")))
