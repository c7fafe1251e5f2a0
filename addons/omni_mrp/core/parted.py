"""Who may show how much of a parted stock, where kits and single goods take the same components.

The promise is the ledger's (``omni_channel/core/ledger.py``), component by component: what all
channels hold of it, in pieces of its own and in kits that take it, is never more than there is.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

from odoo.addons.omni_channel.core.ledger import Part
from odoo.addons.omni_channel.core.sharing import largest_remainder, share_out


@dataclass
class Holder:
    """One listing at one place. ``needs``: {component: Fraction of it in one piece or kit}.

    ``is_told``: whether it gets a part; else it only holds what it may still be showing.
    """

    channel: object
    needs: dict
    part: Part
    is_kit: bool = False
    is_told: bool = True


def part_out(holders, stock, rules):
    """Return {key: pieces or kits that may be told now}, and write each Part's ``target``.

    ``holders``: {key: Holder}, all that take one of these components. ``stock``: {component: pieces
    for channels}. ``rules``: {component: [Share]}.
    """
    given = {
        component: _share(component, pieces, rules[component], holders)
        for component, pieces in stock.items()
    }
    _aim(holders, given)
    return _allow(holders, given)


def _share(component, pieces, rules, holders):
    """Return {channel: pieces}: the rules of a component count for what its kits take, too."""
    takers = {one.channel for one in holders.values() if one.is_told and component in one.needs}
    return share_out(pieces, [rule for rule in rules if rule.channel in takers]).pieces


def _aim(holders, given):
    """Within a channel all that take a component get equal portions of it. A kit is as many as its
    scarcest portion allows; what kits cannot use of theirs goes to the component's own listings.
    """
    portions = {
        (component, key): pieces
        for component, by_channel in given.items()
        for channel, whole in by_channel.items()
        for key, pieces in _equally(whole, _takers(holders, channel, component)).items()
    }
    for key, holder in holders.items():
        holder.part.target = 0
        if holder.is_told and holder.is_kit and holder.needs:
            kits = (portions.get((one, key), 0) // need for one, need in holder.needs.items())
            holder.part.target = int(min(kits))
    for component, by_channel in given.items():
        for channel, whole in by_channel.items():
            _give_rest(holders, component, whole, _takers(holders, channel, component))


def _takers(holders, channel, component):
    return [
        key
        for key, one in holders.items()
        if one.is_told and one.channel == channel and component in one.needs
    ]


def _equally(pieces, keys):
    return largest_remainder(pieces, dict.fromkeys(keys, 1))[0]


def _give_rest(holders, component, whole, keys):
    kits = [holders[key] for key in keys if holders[key].is_kit]
    taken = sum(one.part.target * one.needs[component] for one in kits)
    single = [key for key in keys if not holders[key].is_kit]
    for key, pieces in _equally(math.floor(whole - taken), single).items():
        holders[key].part.target = pieces


def _allow(holders, given):
    """A lower number may always be told. A higher one needs each of its components to be held by
    nobody; where that is not enough for all, they get it in proportion to what they lack.
    """
    lacking = {
        key: max(one.part.wanted - max(one.part.shown, 0), 0) for key, one in holders.items()
    }
    room = {component: Fraction(sum(pieces.values())) for component, pieces in given.items()}
    asked = dict.fromkeys(given, Fraction(0))
    for key, one in holders.items():
        for component, need in one.needs.items():
            room[component] -= one.part.held * need
            asked[component] += lacking[key] * need
    more = _rounded(holders, lacking, room, asked)
    return {
        key: one.part.wanted if not lacking[key] else max(one.part.shown, 0) + more[key]
        for key, one in holders.items()
    }


def _rounded(holders, lacking, room, asked):
    """Return {key: whole pieces more}; what the division leaves goes to the largest remainders."""
    exact = {
        key: lacking[key] * min((_part_of(room[c], asked[c]) for c in one.needs), default=0)
        for key, one in holders.items()
    }
    more = {key: math.floor(pieces) for key, pieces in exact.items()}
    left = dict(room)
    for key, one in holders.items():
        _take(left, one.needs, more[key])
    for key in sorted(exact, key=lambda key: more[key] - exact[key]):
        needs = holders[key].needs
        if more[key] < exact[key] and all(left[c] >= need for c, need in needs.items()):
            more[key] += 1
            _take(left, needs, 1)
    return more


def _part_of(room, asked):
    return min(Fraction(1), max(room, 0) / asked) if asked else Fraction(0)


def _take(left, needs, pieces):
    for component, need in needs.items():
        left[component] -= pieces * need
