"""Whole products in, over every channel's own wire: all of them, whole, as they are now."""

import pytest

from odoo.addons.omni_base.core.errors import AuthError, MappingError, RemoteError, RetryableError

from .cases import needs, stored
from .wire import PASSING

MANY = 55
FEWEST_A_CALL = 10
MOST_BESIDE = 8
VARIANTS = 130
LONG = "A long description. " * 20_000


def ready(wire):
    """An adapter that knows its way in."""
    needs(wire, "pull_products", "pull_products_by_id", "read_product")
    adapter = wire.connect()
    adapter.check()
    wire.forget_calls()
    return adapter


def listed(adapter, cursor=None):
    """(pages, error) until the end, or until the RemoteError that ended it."""
    pages = []
    try:
        for page in adapter.pull_products(dict(cursor or {})):
            pages.append(stored(page))
    except RemoteError as error:
        return pages, error
    return pages, None


def items(pages):
    return {item.external_id: item for page in pages for item in page.items}


def test_products_are_paged_through_to_the_end(wire):
    adapter = ready(wire)
    made = wire.add_products(MANY)
    pages, error = listed(adapter)
    assert error is None and set(made) <= set(items(pages))
    assert [page.more for page in pages] == [True] * (len(pages) - 1) + [False]


def test_a_list_of_products_takes_few_calls(wire):
    adapter = ready(wire)
    wire.add_products(MANY)
    pages, _error = listed(adapter)
    assert len(wire.calls()) <= len(items(pages)) / FEWEST_A_CALL + MOST_BESIDE


def test_every_page_s_cursor_goes_on_in_another_process(wire):
    made = set(wire.add_products(MANY)) if ready(wire) else set()
    pages, _error = listed(wire.connect())
    seen = {}
    for number, page in enumerate(pages[:-1]):
        seen |= items([page])
        rest, error = listed(wire.connect(), page.cursor)
        assert error is None
        assert made <= {*seen, *items(rest)}, f"lost after page {number + 1}"


def test_from_the_end_s_cursor_only_what_changed_comes(wire):
    adapter = ready(wire)
    made = wire.add_products(3)
    cursor = listed(adapter)[0][-1].cursor
    wire.edit_product(made[1], "Called otherwise")
    pages, error = listed(wire.connect(), cursor)
    assert error is None
    assert adapter.read_product(items(pages)[made[1]].body).name == "Called otherwise"


def test_a_variant_s_stock_is_counted_where_its_listing_says(wire):
    """What the listings have not read yet is told its stock all the same."""
    needs(wire, "pull_listings", "read_listing")
    adapter = ready(wire)
    made = wire.add_products(2)
    pages, _error = listed(adapter)
    variants = [
        one for key in made for one in adapter.read_product(items(pages)[key].body).variants
    ]
    read = [one for page in adapter.pull_listings({}) for one in page.items]
    listings = {one.external_id: adapter.read_listing(one.body) for one in read}
    counted = [(one.stock_id, one.is_stock_managed) for one in variants]
    assert counted and all(stock_id for stock_id, _managed in counted)
    of_listings = [listings[one.external_id] for one in variants]
    assert counted == [(one.stock_id, one.is_stock_managed) for one in of_listings]


def test_an_unchanged_product_comes_byte_for_byte_the_same(wire):
    ready(wire)
    wire.add_products(3)
    first, again = ({key: one.body for key, one in _all(wire).items()} for _time in range(2))
    assert first == again


def _all(wire):
    return items(listed(wire.connect())[0])


def test_a_product_with_more_variants_than_a_page_holds_comes_whole(wire):
    adapter = ready(wire)
    (made,) = wire.add_products(1, variants=VARIANTS)
    of_list = items(listed(adapter)[0])[made]
    (by_id,) = wire.connect().pull_products_by_id([made])
    for item in (of_list, by_id):
        variants = adapter.read_product(item.body).variants
        assert len({variant.external_id for variant in variants}) == len(variants) == VARIANTS


def test_a_huge_page_is_read(wire):
    adapter = ready(wire)
    made = wire.add_products(12, words=LONG)
    pages, error = listed(adapter)
    assert error is None
    found = items(pages)
    assert all(
        len(adapter.read_product(found[one].body).description) >= len(LONG.strip()) for one in made
    )


def test_a_variant_is_called_as_its_listing(wire):
    needs(wire, "pull_listings", "read_listing")
    adapter = ready(wire)
    (made,) = wire.add_products(1, variants=3)
    (item,) = adapter.pull_products_by_id([made])
    pages = wire.connect().pull_listings({})
    listings = {adapter.read_listing(one.body).external_id for page in pages for one in page.items}
    assert {one.external_id for one in adapter.read_product(item.body).variants} <= listings


def test_a_product_read_by_id_is_the_one_of_the_list(wire):
    adapter = ready(wire)
    (made,) = wire.add_products(1, variants=2)
    (by_id,) = adapter.pull_products_by_id([made])
    of_list = items(listed(adapter)[0])[made]
    assert adapter.read_product(by_id.body) == adapter.read_product(of_list.body)


def test_a_product_that_nobody_knows_is_left_out_and_the_others_come(wire):
    adapter = ready(wire)
    made = wire.add_products(2)
    found = adapter.pull_products_by_id([made[0], wire.unknown_product, made[1]])
    assert {item.external_id for item in found} == set(made)


def test_a_deleted_product_is_left_out(wire):
    adapter = ready(wire)
    made = wire.add_products(3)
    wire.remove_product(made[1])
    assert {one.external_id for one in adapter.pull_products_by_id(made)} == {made[0], made[2]}
    found = items(listed(adapter)[0])
    assert made[1] not in found and {made[0], made[2]} <= set(found)


def test_a_product_asked_for_twice_comes_once(wire):
    adapter = ready(wire)
    (made,) = wire.add_products(1)
    assert len(adapter.pull_products_by_id([made, made])) == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"null", b"[]", b'{"id": 1', b"\xff\xfe"])
def test_a_payload_that_is_no_product_is_said_and_no_traceback(wire, body):
    needs(wire, "read_product")
    with pytest.raises(MappingError):
        wire.connect().read_product(body)


def test_with_a_wrong_key_there_are_no_products(wire):
    ready(wire)
    with pytest.raises(AuthError):
        list(wire.connect(wire.wrong).pull_products({}))


@pytest.mark.parametrize("trouble", PASSING)
def test_trouble_while_products_are_paged_loses_nothing(wire, trouble):
    adapter = ready(wire)
    made = wire.add_products(MANY)
    wire.spoil(trouble, reads=wire.reads_products, skip=3, times=3)
    pages, error = listed(adapter)
    assert isinstance(error, RetryableError)
    assert pages and pages[-1].more
    wire.reset_troubles()
    rest, error = listed(wire.connect(), pages[-1].cursor)
    assert error is None
    assert set(made) <= {*items(pages), *items(rest)}


@pytest.mark.parametrize("trouble", PASSING)
def test_products_that_cannot_be_read_by_id_are_not_gone(wire, trouble):
    adapter = ready(wire)
    made = wire.add_products(2)
    wire.spoil(trouble, reads=wire.reads_products, times=9)
    with pytest.raises(RetryableError):
        adapter.pull_products_by_id(made)
