"""A parted stock whose pieces are sold one by one, and in kits."""

from fractions import Fraction

from odoo.addons.omni_channel.core.ledger import Part
from odoo.addons.omni_channel.core.sharing import PERCENT, SALES, Share
from odoo.addons.omni_mrp.core.parted import Holder, part_out

BY_SALES = (Share("here", SALES), Share("there", SALES))


def single(channel, component, **part):
    return Holder(channel, {component: Fraction(1)}, Part(**part))


def kit(channel, part=None, told=True, **needs):
    takes = {component: Fraction(str(pieces)) for component, pieces in needs.items()}
    return Holder(channel, takes, part or Part(), is_kit=True, is_told=told)


def parted(holders, stock, rules=BY_SALES):
    """Return what may be told: {key: pieces}."""
    return part_out(holders, stock, dict.fromkeys(stock, rules))


def test_a_kit_and_its_component_share_the_channel_s_part():
    shown = parted({"cup": single("here", "cup"), "set": kit("here", cup=2)}, {"cup": 20})
    assert shown == {"cup": 10, "set": 5}


def test_what_a_kit_cannot_use_goes_to_the_component():
    holders = {"cup": single("here", "cup"), "set": kit("here", cup=2, box=1)}
    assert parted(holders, {"cup": 20, "box": 3}) == {"cup": 14, "set": 3}


def test_what_is_left_of_a_division_goes_to_the_component():
    shown = parted({"cup": single("here", "cup"), "set": kit("here", cup=3)}, {"cup": 20})
    assert shown == {"cup": 11, "set": 3}


def test_two_kits_of_one_component_share_it():
    shown = parted({"two": kit("here", cup=2), "three": kit("here", cup=3)}, {"cup": 12})
    assert shown == {"two": 3, "three": 2}


def test_each_channel_s_kits_have_the_channel_s_part():
    holders = {"here": kit("here", cup=2), "there": kit("there", cup=2)}
    assert parted(holders, {"cup": 20}) == {"here": 5, "there": 5}


def test_the_rules_of_a_component_count_for_its_kits():
    rules = (Share("here", PERCENT, 75), Share("there", PERCENT, 25))
    holders = {"here": kit("here", cup=2), "there": kit("there", cup=2)}
    assert parted(holders, {"cup": 40}, rules) == {"here": 15, "there": 5}


def test_a_kit_waits_until_its_component_is_held_by_nobody():
    holders = {"cup": single("here", "cup", acknowledged=20), "set": kit("here", cup=2)}
    assert parted(holders, {"cup": 20}) == {"cup": 10, "set": 0}


def test_a_component_waits_until_the_kit_shows_less():
    holders = {"cup": single("here", "cup"), "set": kit("here", Part(acknowledged=10), cup=2)}
    assert parted(holders, {"cup": 20}) == {"cup": 0, "set": 5}


def test_what_is_free_is_shared_by_those_that_lack_it():
    holders = {
        "cup": single("here", "cup"),
        "set": kit("here", cup=2),
        "old": kit("here", Part(acknowledged=4), told=False, cup=2),
    }
    assert parted(holders, {"cup": 20}) == {"cup": 6, "set": 3, "old": 0}


def test_a_kit_that_is_told_nothing_still_holds_its_components():
    holders = {
        "cup": single("here", "cup"),
        "old": kit("here", Part(acknowledged=10), told=False, cup=2),
    }
    assert parted(holders, {"cup": 20})["cup"] == 0


def test_parts_of_a_piece_are_counted_exactly():
    shown = parted({"set": kit("here", ribbon="0.34")}, {"ribbon": 1})
    assert shown == {"set": 2}


def test_a_kit_without_a_counted_component_shows_nothing():
    assert parted({"set": kit("here")}, {}) == {"set": 0}


def test_a_channel_without_a_rule_has_no_part():
    holders = {"here": kit("here", cup=2), "elsewhere": kit("elsewhere", cup=2)}
    assert parted(holders, {"cup": 20}) == {"here": 10, "elsewhere": 0}
