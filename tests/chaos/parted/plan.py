"""How many interleavings one run plays; each is a product of its own, so that they run together."""

import random
from dataclasses import dataclass

SHOPS = ("shopify", "woocommerce")
KEPT = 2
EVENTS = ("sell", "sell", "sell", "sell", "rush", "receive", "take")
EVERYTHING = 99


@dataclass(frozen=True)
class Plan:
    """``interleavings``: as many products. ``events``: of each. ``hands``: people at work."""

    seed: int = 1
    interleavings: int = 500
    events: int = 8
    hands: int = 4
    minutes: float = 40

    @property
    def skus(self):
        return self.interleavings


LONG = Plan()
SHORT = Plan(interleavings=25, minutes=4)


@dataclass(frozen=True)
class Event:
    """``kind``: sell or rush at a ``shop``; receive or take ``pieces`` at the warehouse."""

    sku: str
    kind: str
    pieces: int
    shop: str = ""


def first_stock(plan, skus):
    chance = random.Random(f"stock {plan.seed}")
    return {sku: chance.randint(4, 14) for sku in skus}


def course(plan, skus):
    """Return all events of all products, mixed; the seed decides."""
    chance = random.Random(f"course {plan.seed}")
    events = []
    for sku in skus:
        taken = 0
        for _number in range(plan.events):
            kind = chance.choice(EVENTS)
            if kind == "take" and taken == KEPT:
                kind = "sell"
            taken += kind == "take"
            events.append(event(chance, sku, kind))
    chance.shuffle(events)
    return events


def event(chance, sku, kind):
    shop = chance.choice(SHOPS) if kind in ("sell", "rush") else ""
    pieces = {"rush": EVERYTHING, "take": 1}.get(kind) or chance.randint(1, 4)
    return Event(sku, kind, pieces, shop)
