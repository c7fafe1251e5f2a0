"""Prices out, over every channel's own wire: done is what the shop shows, and nothing else."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Price
from odoo.addons.omni_base.core.errors import (
    AuthError,
    ReadOnlyError,
    RejectedError,
    RetryableError,
)

from .cases import needs, pushed, states
from .wire import PASSING

MANY = 100
MOST_CALLS = 5


def wanted(wire, *prices):
    """A Price for each, of as many things."""
    goods = wire.priced(len(prices))
    assert len(goods) == len(prices), "the wire's priced() gives too few"
    return [
        Price(
            key=str(place),
            listing_id=listing_id,
            parent_id=parent_id,
            currency="EUR",
            regular=Decimal(price),
        )
        for place, ((listing_id, parent_id), price) in enumerate(zip(goods, prices, strict=True))
    ]


def ready(wire):
    """An adapter that has been at work for a while: it knows its way in."""
    needs(wire, "push_prices")
    adapter = wire.connect()
    adapter.check()
    adapter.push_prices(wanted(wire, "1.00"))
    wire.forget_calls()
    return adapter


def shown(wire, prices):
    return [wire.price_of(price.listing_id) for price in prices]


def told(prices):
    return [price.regular for price in prices]


def test_prices_are_told_and_shown(wire):
    adapter, prices = ready(wire), wanted(wire, "11.00", "12.34", "0.99")
    assert states(adapter.push_prices(prices)) == ["done"] * 3
    assert shown(wire, prices) == told(prices)


def test_a_hundred_prices_take_few_calls(wire):
    adapter = ready(wire)
    prices = wanted(wire, *(f"{10 + n}.50" for n in range(MANY)))
    some = [prices[n : n + adapter.price_batch] for n in range(0, MANY, adapter.price_batch)]
    found = [outcome for part in some for outcome in adapter.push_prices(part)]
    assert states(found) == ["done"] * MANY
    assert shown(wire, prices) == told(prices)
    assert len(wire.calls()) <= MOST_CALLS


def test_outcomes_are_told_by_our_own_keys(wire):
    adapter, prices = ready(wire), wanted(wire, "11.00", "12.00")
    assert [one.key for one in adapter.push_prices(prices[::-1])] == ["1", "0"]


def test_the_same_price_told_again_is_done(wire):
    adapter, prices = ready(wire), wanted(wire, "11.00", "12.00")
    for _time in range(2):
        assert states(adapter.push_prices(prices)) == ["done"] * 2
    assert shown(wire, prices) == told(prices)


def test_what_is_asked_of_the_prices_is_what_is_shown(wire):
    needs(wire, "pull_prices")
    adapter, prices = ready(wire), wanted(wire, "11.00", "12.00")
    adapter.push_prices(prices)
    found = adapter.pull_prices(prices)
    assert {key: one.regular for key, one in found.items()} == {"0": Decimal(11), "1": Decimal(12)}


def test_what_nobody_knows_has_no_price(wire):
    needs(wire, "pull_prices")
    adapter, prices = ready(wire), wanted(wire, "11.00", "12.00")
    listing_id, parent_id = wire.unknown_priced
    strange = replace(prices[1], listing_id=listing_id, parent_id=parent_id)
    assert set(adapter.pull_prices([prices[0], strange])) == {"0"}


def test_what_nobody_knows_is_refused_alone(wire):
    adapter, prices = ready(wire), wanted(wire, "11.00", "12.00", "13.00")
    listing_id, parent_id = wire.unknown_priced
    prices[1] = replace(prices[1], listing_id=listing_id, parent_id=parent_id)
    found = adapter.push_prices(prices)
    assert states(found) == ["done", "rejected", "done"]
    assert found[1].reason
    assert shown(wire, prices[::2]) == told(prices[::2])


def test_one_refused_inside_a_success_does_not_take_the_others_along(wire):
    adapter, prices = ready(wire), wanted(wire, *["11.00"] * 12)
    needs(wire, case="item")
    wire.spoil("item", writes=True)
    found = adapter.push_prices(prices)
    assert sorted(states(found)) == ["done"] * 11 + ["rejected"]
    done = [price for price, one in zip(prices, found, strict=True) if one.state == "done"]
    assert shown(wire, done) == told(done)
    assert all(one.reason for one in found if one.state == "rejected")


def test_a_price_that_the_shop_leaves_as_it_was_is_said_and_not_done(wire):
    adapter, prices = ready(wire), wanted(wire, "11.00", "12.00", "13.00")
    needs(wire, case="deaf")
    wire.spoil("deaf", writes=True)
    found = adapter.push_prices(prices)
    assert sorted(states(found)).count("done") == 2
    for price, outcome in zip(prices, found, strict=True):
        is_shown = wire.price_of(price.listing_id) == price.regular
        assert is_shown == (outcome.state == "done") and (is_shown or outcome.reason)


def test_a_sale_is_told_with_the_price_and_ends(wire):
    needs(wire, "pull_prices")
    adapter, (price,) = ready(wire), wanted(wire, "20.00")
    assert states(adapter.push_prices([replace(price, sale=Decimal("15.00"))])) == ["done"]
    there = adapter.pull_prices([price])["0"]
    assert (there.regular, there.sale) == (Decimal(20), Decimal(15))
    over = replace(price, ends_sale=True, there=there)
    assert states(adapter.push_prices([over])) == ["done"]
    there = adapter.pull_prices([price])["0"]
    assert (there.regular, there.sale) == (Decimal(20), None)


def test_a_sale_of_the_shop_s_own_stays(wire):
    needs(wire, "pull_prices")
    adapter, (price,) = ready(wire), wanted(wire, "20.00")
    adapter.push_prices([replace(price, sale=Decimal("15.00"))])
    there = adapter.pull_prices([price])["0"]
    dearer = replace(price, regular=Decimal("22.00"), there=there)
    assert states(adapter.push_prices([dearer])) == ["done"]
    there = adapter.pull_prices([price])["0"]
    assert (there.regular, there.sale) == (Decimal(22), Decimal(15))


def test_the_terms_name_a_currency(wire):
    needs(wire, "pull_price_terms")
    assert len(wire.connect().pull_price_terms().currency) == 3


def test_with_a_wrong_key_no_price_is_told(wire):
    ready(wire)
    prices = wanted(wire, "11.00")
    before = shown(wire, prices)
    with pytest.raises(AuthError):
        wire.connect(wire.wrong).push_prices(prices)
    assert shown(wire, prices) == before


def test_a_key_that_only_reads_holds_the_prices(wire):
    ready(wire)
    needs(wire, case="reading")
    prices = wanted(wire, "11.00", "12.00")
    before = shown(wire, prices)
    with pytest.raises(ReadOnlyError):
        wire.connect(wire.reading).push_prices(prices)
    assert shown(wire, prices) == before


@pytest.mark.parametrize("after", [None, 7])
def test_a_limit_is_obeyed_and_no_price_is_booked(wire, after):
    adapter, prices = ready(wire), wanted(wire, "11.00", "12.00")
    wire.spoil("throttled", writes=True, after=after)
    found = pushed(adapter.push_prices, prices)
    assert isinstance(found.error, RetryableError)
    assert found.error.after == after if after else True
    assert len(wire.calls()) == 1
    wire.reset_troubles()
    assert states(wire.connect().push_prices(prices)) == ["done"] * 2


@pytest.mark.parametrize("trouble", ["html", "cut", "fault"])
def test_without_a_whole_answer_no_price_is_booked_and_telling_again_ends_well(wire, trouble):
    adapter, prices = ready(wire), wanted(wire, "11.00", "12.00", "13.00")
    wire.spoil(trouble, writes=True)
    assert pushed(adapter.push_prices, prices).is_open()
    wire.reset_troubles()
    assert states(adapter.push_prices(prices)) == ["done"] * 3
    assert shown(wire, prices) == told(prices)


@pytest.mark.parametrize("trouble", PASSING)
def test_prices_that_could_not_be_read_are_not_none(wire, trouble):
    needs(wire, "pull_prices")
    adapter, prices = ready(wire), wanted(wire, "11.00")
    wire.spoil(trouble, reads=wire.reads_prices, times=9)
    with pytest.raises(RetryableError):
        adapter.pull_prices(prices)


def test_no_price_is_written_at_another_address(wire):
    adapter, prices = ready(wire), wanted(wire, "11.00")
    before = shown(wire, prices)
    wire.spoil("redirect", writes=True, times=9)
    found = pushed(adapter.push_prices, prices)
    assert found.is_open() or isinstance(found.error, RejectedError) or found.outcomes[0].reason
    assert shown(wire, prices) == before
