import pytest

from odoo.addons.omni_base.core.objective import Objective, budget
from odoo.addons.omni_base.core.spread import duration_class

FIVE_MINUTES = Objective(kind="k", label="Orders", share=95, seconds=300)


def spread(**durations):
    """{class: count} of s10=90 (ninety of ten seconds) and so on."""
    return {duration_class(int(name[1:])): count for name, count in durations.items()}


@pytest.mark.parametrize(("late", "used"), [(0, 0), (1, 0.2), (2, 0.4), (5, 1), (10, 2)])
def test_each_late_one_takes_its_part_of_the_budget(late, used):
    assert budget(FIVE_MINUTES, spread(s10=100 - late, s900=late)).used == pytest.approx(used)


def test_a_budget_just_used_is_kept():
    assert budget(FIVE_MINUTES, spread(s10=95, s900=5)).is_kept


def test_more_than_that_is_missed():
    assert budget(FIVE_MINUTES, spread(s10=94, s900=6)).is_missed


def test_few_say_nothing():
    assert not budget(FIVE_MINUTES, spread(s10=2, s900=1)).is_missed


def test_nothing_is_no_budget():
    assert budget(FIVE_MINUTES, {}) is None


def test_what_may_have_been_late_counts_as_late():
    """330 s is the end of the class that 300 s lies in."""
    assert budget(FIVE_MINUTES, spread(s290=100)).late == 100


def test_the_share_is_of_100():
    assert budget(FIVE_MINUTES, spread(s10=97, s900=3)).share == 97


def test_an_objective_of_all_has_no_budget():
    everything = Objective(kind="k", label="Orders", share=100, seconds=300)
    assert budget(everything, spread(s10=99)).is_kept
    assert budget(everything, spread(s10=99, s900=1)).used == 1
