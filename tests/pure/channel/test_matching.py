"""Codes that differ, and are most likely meant to be the same."""

import pytest

from odoo.addons.omni_channel.core.matching import differences, folded

ALIKE = [
    ("tea-01", "TEA-01", ("case",)),
    ("TEA 01", "TEA01", ("spaces",)),
    ("TEA\u00a001", "TEA01", ("spaces",)),
    ("TEA_01", "TEA-01", ("hyphens",)),
    ("TEA\u201301", "TEA-01", ("hyphens",)),
    ("00123", "123", ("zeros",)),
    ("TEA-O1", "TEA-01", ("alike",)),
    ("TE\u0410-01", "TEA-01", ("alike",)),
    ("00tea_01", "TEA-01", ("case", "hyphens", "zeros")),
]


@pytest.mark.parametrize(("there", "here", "ways"), ALIKE)
def test_what_is_alike_is_the_same_when_folded(there, here, ways):
    assert folded(there) == folded(here)


@pytest.mark.parametrize(("there", "here", "ways"), ALIKE)
def test_it_says_in_which_ways_they_differ(there, here, ways):
    assert differences(there, here) == ways


@pytest.mark.parametrize(("there", "here"), [("TEA-01", "TEA-02"), ("A1", "A"), ("AB", "BA")])
def test_what_is_not_alike_stays_different(there, here):
    assert folded(there) != folded(here)


def test_the_same_does_not_differ():
    assert differences("TEA-01", "TEA-01") == ()
