"""Orders, pushes that are late, lost, doubled or re-ordered, and stock moves, in any order.

INTERLEAVINGS=100000 plays as many; `make bench` does.
"""

import os

import pytest

from odoo.addons.omni_channel.core.ledger import Part
from odoo.addons.omni_mrp.core.parted import part_out

from tests.interleavings import kits
from tests.interleavings.course import count_all, count_parted, play, table
from tests.interleavings.kits import PartedKits
from tests.interleavings.remote import BLIND, COMPARES, READS
from tests.interleavings.world import Parted

COUNT = int(os.environ.get("INTERLEAVINGS") or 4000)
ALL_COMPARE = (COMPARES,) * 3


@pytest.fixture(scope="module")
def counted():
    found = count_all(COUNT)
    print("\n".join(table(found)))
    return found


def test_parted_stock_is_never_oversold_where_the_shops_compare(counted):
    assert counted["parted, all compare"].oversold == 0


def test_no_component_is_promised_twice_by_kits_and_by_the_piece(counted):
    assert counted["parted, with kits"].oversold == 0


def test_elsewhere_no_more_than_was_sold_within_one_round_trip(counted):
    assert counted["parted, some do not"].beyond == 0


def test_a_shared_stock_is_never_oversold_beyond_its_bound(counted):
    assert counted["shared"].beyond == 0


def test_the_courses_sell_and_some_of_them_meet_their_bound(counted):
    assert min(one.sold / one.interleavings for one in counted.values()) > 1
    assert counted["shared"].oversold > 0
    assert counted["parted, some do not"].oversold > 0


def test_a_shop_that_is_read_first_is_overwritten_less_than_one_that_is_not():
    counts = count_parted(range(500), (READS, BLIND))
    assert 0 < counts.by_kind[READS] < counts.by_kind[BLIND]


def forget_what_is_on_its_way(monkeypatch):
    monkeypatch.setattr(Part, "held", property(lambda part: part.acknowledged + part.missing))


def forget_what_was_never_answered(monkeypatch):
    monkeypatch.setattr(Part, "_open", lambda part: () if part.sent is None else (part.sent,))


def forget_what_is_not_imported(monkeypatch):
    monkeypatch.setattr(Part, "held", property(lambda part: part.shown))


def believe_that_all_was_free(monkeypatch):
    monkeypatch.setattr("tests.interleavings.world.decide", targets)


def targets(parts):
    return {key: part.wanted for key, part in parts.items()}


@pytest.mark.parametrize(
    "spoil",
    [
        forget_what_is_on_its_way,
        forget_what_was_never_answered,
        forget_what_is_not_imported,
        believe_that_all_was_free,
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_a_broken_ledger_oversells(monkeypatch, spoil):
    spoil(monkeypatch)
    assert any(play(f"parted {number}", Parted, ALL_COMPARE).oversold for number in range(9000))


def kits_that_forget_what_is_held(monkeypatch):
    monkeypatch.setattr("odoo.addons.omni_mrp.core.parted._part_of", lambda room, asked: 1)


def kits_that_are_parted_apart(monkeypatch):
    """As if no kit took what another listing has: each gets its part of the whole."""
    monkeypatch.setattr(PartedKits, "wanted", _apart)


def _apart(world, one):
    own = {one: world._holders()[one]}
    stock = {component: world.stock[component] for component in own[one].needs}
    return part_out(own, stock, {component: world._shares(component) for component in stock})[one]


@pytest.mark.parametrize(
    "spoil",
    [kits_that_forget_what_is_held, kits_that_are_parted_apart],
    ids=lambda spoil: spoil.__name__,
)
def test_a_broken_ledger_of_kits_promises_a_component_twice(monkeypatch, spoil):
    spoil(monkeypatch)
    assert any(play(f"parted {n}", PartedKits, kits.ALL_COMPARE).oversold for n in range(500))
