"""Listings in, over every channel's own wire: what stock is set on, and how much there is."""

import pytest

from odoo.addons.omni_base.core.errors import AuthError, RemoteError, RetryableError

from .cases import levels, needs
from .wire import PASSING


def read(adapter):
    pages = adapter.pull_listings({})
    return [adapter.read_listing(item.body) for page in pages for item in page.items]


def test_all_goods_are_listed_once(wire):
    needs(wire, "pull_listings")
    adapter = wire.connect()
    adapter.check()
    found = [listing.external_id for listing in read(adapter)]
    assert found and len(set(found)) == len(found)


def test_a_listing_s_stock_id_is_what_stock_is_set_on(wire):
    needs(wire, "pull_listings", "push_stock")
    adapter = wire.connect()
    adapter.check()
    adapter.push_stock(levels(wire, 11, 12, 13))
    counted = {one.stock_id: one for one in read(adapter) if one.is_stock_managed}
    told = [stock_id for stock_id, _location in wire.goods(3)]
    assert [counted[stock_id].stock_id for stock_id in told] == told


def test_a_page_read_again_is_the_same_to_the_byte(wire):
    """So that an unchanged product is known again."""
    needs(wire, "pull_listings")
    first, again = (
        [item.body for page in wire.connect().pull_listings({}) for item in page.items]
        for _time in range(2)
    )
    assert first == again


def test_with_a_wrong_key_there_are_none(wire):
    needs(wire, "pull_listings")
    with pytest.raises(AuthError):
        list(wire.connect(wire.wrong).pull_listings({}))


@pytest.mark.parametrize("trouble", PASSING)
def test_trouble_is_tried_again_and_tells_of_no_end(wire, trouble):
    """A list that broke off must not look like a shop whose goods are gone."""
    needs(wire, "pull_listings")
    wire.spoil(trouble, times=9, reads=wire.reads_listings)
    pages = []
    with pytest.raises(RemoteError) as caught:
        pages.extend(wire.connect().pull_listings({}))
    assert isinstance(caught.value, RetryableError)
    assert not any(page.items and not page.more for page in pages)
