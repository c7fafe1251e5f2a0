"""What the errors of a GraphQL answer mean, and the pace that the points allow."""

import pytest

from odoo.addons.omni_base.core.errors import (
    AuthError,
    LimitReached,
    MappingError,
    RejectedError,
    RetryableError,
    UnknownOutcome,
)
from odoo.addons.omni_base.core.pace import Pace
from odoo.addons.omni_channel.channels.shopify.graph import TooCostly
from odoo.addons.omni_channel.channels.shopify.queries import ACCOUNT, Operation

from tests.pure.wire import Reply

from .shop import answer, fault, shop

WRITE = Operation("Write", "mutation Write { write }", repeatable=False)
EMPTY = {"maximumAvailable": 2000.0, "currentlyAvailable": 100.0, "restoreRate": 50.0}
DENIED = "Access denied for orders field. Required access: `read_orders` access scope."


def failing(reply, operation=ACCOUNT):
    with shop(reply) as (adapter, _wire), pytest.raises(Exception) as caught:
        adapter.graph.ask(operation, dict)
    return caught.value


@pytest.mark.parametrize(
    ("code", "operation", "kind"),
    [
        ("THROTTLED", WRITE, RetryableError),
        ("MAX_COST_EXCEEDED", ACCOUNT, TooCostly),
        ("INTERNAL_SERVER_ERROR", ACCOUNT, RetryableError),
        ("INTERNAL_SERVER_ERROR", WRITE, UnknownOutcome),
        ("TIMEOUT", WRITE, UnknownOutcome),
        ("UNAUTHORIZED", ACCOUNT, AuthError),
        ("SHOP_INACTIVE", ACCOUNT, AuthError),
        ("undefinedField", ACCOUNT, RejectedError),
        ("SOMETHING_NEW", ACCOUNT, RejectedError),
    ],
)
def test_an_error_code_means_one_kind_of_error(code, operation, kind):
    assert type(failing(fault(code), operation)) is kind


def test_a_throttled_call_says_how_long_the_bucket_needs():
    assert failing(fault("THROTTLED", cost=600, bucket=EMPTY)).after == 10


def test_a_throttled_call_without_figures_waits_a_moment():
    reply = Reply({"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]})
    assert failing(reply).after == 2


def test_a_missing_permission_is_named_and_does_not_suspend():
    error = failing(fault("ACCESS_DENIED", DENIED))
    assert isinstance(error, RejectedError)
    assert "read_orders" in str(error)


def test_a_part_that_is_denied_beside_an_answer_does_not_suspend():
    reply = fault("ACCESS_DENIED", "Not approved.", data={"shop": {"id": "1"}, "customer": None})
    assert isinstance(failing(reply), RejectedError)


def test_an_answer_with_nothing_but_denials_suspends():
    assert type(failing(fault("ACCESS_DENIED", "Not approved."))) is AuthError


def test_a_part_of_an_answer_with_an_error_is_no_answer():
    reply = fault("INTERNAL_SERVER_ERROR", data={"shop": {"id": "1"}})
    assert type(failing(reply)) is RetryableError


@pytest.mark.parametrize("errors", ["Not found", ["odd"], [{"message": "odd"}], {"query": "odd"}])
def test_errors_of_any_shape_are_a_refusal(errors):
    assert type(failing(Reply({"errors": errors}))) is RejectedError


@pytest.mark.parametrize("reply", [Reply({"data": None}), Reply({}), answer(None)])
def test_an_answer_without_data_is_of_no_known_form(reply):
    assert type(failing(reply)) is MappingError


def test_a_page_for_people_is_tried_again():
    assert type(failing(Reply("<html>"))) is RetryableError


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ("Not Found", "Not Found"),
        (["a", "b"], "a b"),
        ({"query": ["is too long"]}, "query: is too long"),
        ([{"message": "odd"}], "odd"),
    ],
)
def test_a_refusal_is_told_in_the_shops_words(errors, words):
    assert words in str(failing(Reply({"errors": errors}, 404)))


def test_a_query_that_the_bucket_cannot_hold_yet_is_not_sent():
    with shop(answer({"a": 1}, cost=300, bucket=EMPTY)) as (adapter, wire):
        adapter.graph.ask(ACCOUNT, dict)
        with pytest.raises(LimitReached) as caught:
            adapter.graph.ask(ACCOUNT, dict)
        assert len(wire.asked) == 1
    assert 5.5 < caught.value.after <= 6


def test_the_pace_is_kept_by_all_runs_that_share_it():
    pace = Pace()
    with shop(answer({"a": 1}, cost=300, bucket=EMPTY), pace=pace) as (adapter, _wire):
        adapter.graph.ask(ACCOUNT, dict)
    with shop(pace=pace) as (adapter, wire):
        with pytest.raises(LimitReached):
            adapter.graph.ask(ACCOUNT, dict, points=300)
        assert wire.asked == []


def test_a_query_larger_than_the_bucket_is_left_to_the_shop_to_refuse():
    small = {"maximumAvailable": 100.0, "currentlyAvailable": 95.0, "restoreRate": 50.0}
    with shop(answer({}, cost=5, bucket=small), answer({})) as (adapter, wire):
        adapter.graph.ask(ACCOUNT, dict, points=5)
        adapter.graph.ask(ACCOUNT, dict, points=300)
        assert len(wire.asked) == 2


def test_a_throttled_query_costs_nothing():
    full = {"maximumAvailable": 1000.0, "currentlyAvailable": 1000.0, "restoreRate": 1.0}
    refused = [fault("THROTTLED", cost=500, bucket=full) for _call in range(5)]
    with shop(*refused) as (adapter, wire):
        for _call in range(5):
            with pytest.raises(RetryableError):
                adapter.graph.ask(ACCOUNT, dict, points=500)
        assert len(wire.asked) == 5


def test_what_a_query_did_not_use_is_given_back():
    full = {"maximumAvailable": 1000.0, "currentlyAvailable": 990.0, "restoreRate": 1.0}
    with shop(*[answer({}, cost=10, bucket=full) for _call in range(5)]) as (adapter, wire):
        for _call in range(5):
            adapter.graph.ask(ACCOUNT, dict, points=800)
        assert len(wire.asked) == 5
