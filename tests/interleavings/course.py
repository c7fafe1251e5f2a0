"""A random course of events, decided by its seed; and many of them, counted."""

import random
from dataclasses import dataclass, field

from .kits import ALL_COMPARE, PartedKits
from .remote import BLIND, COMPARES, READS
from .world import Parted, Shared

STEPS = 40
EVENTS = {
    "buy": 24,
    "bring": 12,
    "tell": 22,
    "arrive": 20,
    "hear": 20,
    "give_up": 6,
    "receive": 2,
    "take_rest": 3,
    "cancel": 2,
    "bring_all": 3,
}
NAMES, WEIGHTS = list(EVENTS), list(EVENTS.values())
OF_PIECES = {"receive": 5, "take_rest": 4}


@dataclass
class Counts:
    """``oversold``: pieces at most. ``bound``: what was promised not to be exceeded."""

    interleavings: int = 0
    sold: int = 0
    oversells: int = 0
    oversold: int = 0
    bound: int = 0
    beyond: int = 0
    by_kind: dict = field(default_factory=dict)


def play(seed, world_class, kinds, steps=STEPS):
    """Return the World after a course of events that ``seed`` decides."""
    chance = random.Random(seed)
    world = world_class(chance, kinds, chance.randrange(0, 30))
    for name in chance.choices(NAMES, WEIGHTS, k=steps):
        world.now += 1
        step(world, chance, name)
        world.look()
    return world


def step(world, chance, name):
    if name == "arrive":
        world.arrive()
    elif name in OF_PIECES:
        getattr(world, name)(chance.randint(1, OF_PIECES[name]))
    else:
        one = chance.randrange(len(world.remotes))
        given = (chance.choice((1, 1, 2, 3, 6)),) if name == "buy" else ()
        getattr(world, name)(one, *given)


def count_parted(numbers, kinds, world_class=Parted):
    """Nothing is sold beyond the stock but what was sold while a number was set blindly."""
    counts = Counts()
    for number in numbers:
        world = play(f"parted {number}", world_class, kinds)
        for remote in world.remotes:
            known = counts.by_kind.get(remote.kind, 0)
            counts.by_kind[remote.kind] = max(known, remote.overwritten)
        bound = sum(remote.overwritten for remote in world.remotes)
        _count(counts, world, bound)
    return counts


def count_shared(numbers, kinds):
    """No more is sold beyond the stock than the numbers shown did not know, less the buffer."""
    counts = Counts()
    for number in numbers:
        world = play(f"shared {number}", Shared, kinds)
        _count(counts, world, max(world.bound - world.buffer, 0))
    return counts


def _count(counts, world, bound):
    counts.interleavings += 1
    counts.sold += sum(max(o.pieces, 0) for remote in world.remotes for o in remote.orders)
    counts.oversells += world.oversold > 0
    counts.oversold = max(counts.oversold, world.oversold)
    counts.bound = max(counts.bound, bound)
    counts.beyond += world.oversold > bound


def count_all(interleavings):
    """Return {title: Counts}: half of them compare, a fifth of those with kits; a quarter do not
    compare, a quarter share one stock.
    """
    quarter, kits = interleavings // 4, interleavings // 10
    rest = interleavings - kits - 2 * quarter
    return {
        "parted, all compare": count_parted(range(rest), (COMPARES,) * 3),
        "parted, with kits": count_parted(range(kits), ALL_COMPARE, PartedKits),
        "parted, some do not": count_parted(range(quarter), (COMPARES, READS, BLIND)),
        "shared": count_shared(range(quarter), (COMPARES, READS, BLIND)),
    }


def table(counted):
    """Return the lines that say what was counted, and the bound of each kind of channel."""
    head = ("count", "sold", "oversold", "most", "bound", "beyond")
    lines = [f"{'interleavings':22}" + "".join(f"{word:>10}" for word in head)]
    for title, one in counted.items():
        row = (one.interleavings, one.sold, one.oversells, one.oversold, one.bound, one.beyond)
        lines.append(f"{title:22}" + "".join(f"{number:>10}" for number in row))
        lines += [
            f"  a channel that {kind}: at most {most} pieces were sold within one round trip"
            for kind, most in one.by_kind.items()
        ]
    return lines
