"""What cannot be connected yet, but is compared with what can: costs and advice, and no adapter."""

import msgspec

from .adapter import adapter
from .market import Market

_ANNOUNCED = {}


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """Looks like an adapter's class on its card. An adapter of the same code takes its place.

    ``addon``: the one that announces it, and would bring it. ``description``: marked words.
    """

    addon: str
    kind: str
    code: str
    label: str
    description: str
    market: Market

    def icon(self):
        return None

    def passages(self):
        return []


def announce(*planned):
    _ANNOUNCED.update((one.code, one) for one in planned)


def announced(addons):
    """Return what the given (installed) addons announce and nobody brings yet, by label."""
    found = (one for one in _ANNOUNCED.values() if one.addon in addons and not adapter(one.code))
    return sorted(found, key=lambda one: one.label.lower())


def planned(code):
    """Return the Planned of a code, or None."""
    return _ANNOUNCED.get(code)
