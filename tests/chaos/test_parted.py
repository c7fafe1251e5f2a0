"""The short form of the interleavings against a parted stock: two shops, two servers, faults."""

import dataclasses
import os

import pytest

from .parted.count import Placed, overlaps, table
from .parted.plan import SHORT, course
from .parted.run import Run
from .started import started


@pytest.fixture(scope="module")
def run():
    """A run that has come to rest, with its Figures."""
    plan = dataclasses.replace(SHORT, seed=int(os.environ.get("SEED") or SHORT.seed))
    with started(Run, plan) as run:
        run.work()
        run.rest()
        run.figures = run.count()
        print("\n".join(table(run.figures, run)))
        yield run


def test_no_product_is_oversold_beyond_what_was_sold_within_one_round_trip(run):
    assert run.figures.beyond == []


def test_everything_came_to_rest(run):
    assert run.never_came == ""


def test_at_rest_channels_hold_no_more_than_there_is(run):
    assert run.figures.held_beyond == 0


def test_no_call_was_made_while_a_transaction_was_open(run):
    assert run.figures.calls_in_transaction == 0


def test_both_shops_sold_and_were_told(run):
    assert {one.shop for one in run.placed} == {"shopify", "woocommerce"}
    assert min(run.figures.pushes.values()) > 0
    assert run.figures.sold > run.figures.interleavings


def test_the_count_would_tell_what_was_sold_behind_its_back(run):
    """What is ordered though the shop shows none of it is oversold."""
    sku = next(iter(run.world.products))
    order = {"lines": [{"sku": sku, "quantity": 99}], "quiet": True}
    run.world.outside.post("/_control/shopify/orders", order)
    assert sku in run.count().beyond


def test_a_round_trip_is_the_time_from_reading_to_setting():
    order = Placed("woocommerce", {"A": 1}, 10, 11)
    assert overlaps(order, (9, 10.5)) and not overlaps(order, (11.5, 12))


def test_a_course_takes_no_more_than_is_kept_for_others():
    events = [event for event in course(SHORT, ["A", "B"]) if event.kind == "take"]
    assert all(sum(event.sku == sku for event in events) <= 2 for sku in "AB")
