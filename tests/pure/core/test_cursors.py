"""Where a feed goes on."""

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_base.core.paging import OVERLAP, moved, since, slices
from odoo.addons.omni_base.core.times import instant, iso

NOW = datetime(2026, 7, 1, tzinfo=timezone.utc)


def test_a_first_run_starts_some_days_back():
    assert since({}, first_days=7, now=NOW) == NOW - timedelta(days=7)


def test_a_later_run_starts_before_the_newest_change_seen():
    assert since({"since": iso(NOW)}) == NOW - OVERLAP


def test_a_finished_listing_goes_on_from_its_newest_change():
    assert moved({"since": "2020-01-01T00:00:00Z", "after": "x"}, NOW) == {"since": iso(NOW)}


def test_a_listing_that_found_nothing_stays_where_it_was():
    cursor = {"since": "2020-01-01T00:00:00Z", "after": "x"}
    assert moved(cursor, None) == {"since": "2020-01-01T00:00:00Z"}


@given(st.lists(st.integers()), st.integers(1, 50))
def test_slices_hold_every_item_once_and_no_more_than_asked(items, size):
    parts = list(slices(items, size))
    assert [item for part in parts for item in part] == items
    assert all(1 <= len(part) <= size for part in parts)


@given(st.integers(0, 4_000_000_000))
def test_a_cursor_never_goes_forward_by_reading_it(seconds):
    moment = datetime.fromtimestamp(seconds, timezone.utc)
    assert since(moved({}, moment)) < instant(iso(moment))
