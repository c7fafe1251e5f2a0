"""The short form of `make chaos`: real servers, killed workers, a restarted database, bad weather.

The last tests spoil one thing each behind its back: a counter that cannot fail proves nothing.
"""

import pytest

from . import report


def nothing(figures, *names):
    return {name: figures.names[name] for name in names} == {name: [] for name in names}


def test_no_order_is_lost_doubled_or_in_another_state(chaos):
    assert chaos.figures.orders >= chaos.plan.orders
    assert chaos.figures.names["orders_lost"] == []
    assert nothing(chaos.figures, "orders_doubled", "orders_unknown", "orders_wrong")


def test_the_shop_s_stock_is_odoo_s(chaos):
    assert chaos.figures.stock_changes >= chaos.plan.stock_changes
    assert chaos.figures.names["stock_wrong"] == []


def test_each_label_is_bought_once_or_is_a_problem(chaos):
    assert chaos.figures.labels_wanted >= chaos.plan.labels
    assert nothing(chaos.figures, "labels_doubled", "labels_lost")


def test_each_shipment_is_told_once(chaos):
    assert nothing(chaos.figures, "shipments_lost", "shipments_doubled")


def test_what_can_never_work_is_a_problem_that_a_person_sees_and_nothing_else_is(chaos):
    assert chaos.figures.problems_open == chaos.figures.problems_injected
    assert nothing(chaos.figures, "problems_hidden", "problems_unexpected")


def test_everything_came_to_rest(chaos):
    assert chaos.tell().never_came == ""


def test_no_call_was_made_while_a_transaction_was_open(chaos):
    assert chaos.tell().calls_in_transaction == 0


def test_workers_were_killed_the_database_was_restarted_and_the_weather_was_bad(chaos):
    story = chaos.tell()
    assert (story.unmet, story.restarts) == ([], chaos.plan.restarts)
    assert {"lost", "doubled"} <= story.faults.keys()


def forget_an_order(chaos):
    chaos.world.sql(
        "DELETE FROM omni_message WHERE resource = 'order' AND external_id ="
        f" '{chaos.buyers.to_ship[0]}'; UPDATE sale_order SET omni_external_id = NULL,"
        f" omni_connection_id = NULL WHERE omni_external_id = '{chaos.buyers.to_ship[0]}'"
    )


def leave_out_an_order(chaos):
    """It is paid there; here it is told to be none of our business."""
    order = chaos.buyers.to_ship[1]
    chaos.world.sql(
        f"UPDATE omni_message SET state = 'ignored' WHERE external_id = '{order}';"
        " UPDATE sale_order SET omni_external_id = NULL, omni_connection_id = NULL"
        f" WHERE omni_external_id = '{order}'"
    )


def sell_behind_the_back(chaos):
    change = {"sku": chaos.buyers.sold[0], "delta": -1}
    chaos.weather.outside.post("/_control/shopify/stock", change)


def hide_a_problem(chaos):
    order = sorted(chaos.buyers.injected.orders)[0]
    chaos.world.sql(f"UPDATE omni_message SET state = 'done' WHERE external_id = '{order}'")


def forget_a_transfer(chaos):
    chaos.packer.wanted["WH/OUT/99999"] = True


@pytest.mark.parametrize(
    ("spoil", "figure"),
    [
        (forget_an_order, "orders_lost"),
        (leave_out_an_order, "orders_lost"),
        (sell_behind_the_back, "stock_wrong"),
        (hide_a_problem, "problems_hidden"),
        (forget_a_transfer, "labels_lost"),
    ],
    ids=lambda given: getattr(given, "__name__", given),
)
def test_the_count_would_tell_it(chaos, spoil, figure):
    before = chaos.count().names[figure]
    spoil(chaos)
    figures = chaos.count()
    assert len(figures.names[figure]) == len(before) + 1
    assert figure in "\n".join(report.table(figures, chaos.tell()))
