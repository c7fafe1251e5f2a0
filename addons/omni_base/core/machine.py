"""On which machine we are, as far as that can be known and stays the same after a restart."""

import hashlib
import os
from pathlib import Path

VARIABLE = "OMNI_INSTALLATION"
CARDS = "/sys/class/net"
NONE = {"00:00:00:00:00:00", ""}
DIGITS = 12


def marks(has_database, cards=CARDS):
    """Return the marks of this installation, an empty set where nothing is known of it.

    The name in the variable ``OMNI_INSTALLATION``, else the numbers of the network cards, where the
    database is on this machine (``has_database``): several servers may share one that is elsewhere.
    A cloned machine gets cards with numbers of their own; a container has none of its own.
    """
    name = os.environ.get(VARIABLE, "").strip()
    if name:
        return {_mark(name)}
    return {_mark(number) for number in _numbers(Path(cards))} if has_database else set()


def is_another(kept, now):
    """Whether both places are known and have nothing in common: one new card is no new machine."""
    return bool(kept) and bool(now) and not kept & now


def _numbers(cards):
    """Return the numbers of the cards that are devices, not made by software."""
    try:
        devices = [card for card in cards.iterdir() if (card / "device").exists()]
        return {(card / "address").read_text().strip() for card in devices} - NONE
    except OSError:
        return set()


def _mark(text):
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
