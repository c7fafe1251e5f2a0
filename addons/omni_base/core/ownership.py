"""Who decides a field that both sides know, and which value is kept when two of them meet."""

from typing import Literal

import msgspec

from .auth import digest

Owner = Literal["remote", "odoo", "nobody"]
SHORT = 64
_OBJECTS = {}


class OwnedField(msgspec.Struct, frozen=True, kw_only=True):
    """``target``: the field of Odoo's record. ``owner``: who decides until a person says."""

    code: str
    label: str
    target: str
    owner: Owner = "nobody"
    help: str = ""


class OwnedObject(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of thing that both sides keep, declared by the addon that owns its ``resource``.

    A connection whose adapter is of ``kind`` and implements ``needs`` gets one owner a field.
    """

    code: str
    label: str
    kind: str
    needs: str
    resource: str
    fields: tuple[OwnedField, ...]


class Agreed(msgspec.Struct, frozen=True):
    """Marks of a field as both sides were left by the last exchange.

    ``kept``: a person put the value here back; it stands until the one there changes.
    """

    here: str = ""
    there: str = ""
    kept: bool = False


class Decision(msgspec.Struct, frozen=True):
    """``takes``: the value there is written here. ``loser``: whose value goes to the journal."""

    takes: bool = False
    loser: Literal["", "here", "there"] = ""
    stands: bool = False


def declare(owned):
    _OBJECTS[owned.code] = owned


def owned_object(code):
    """Return the OwnedObject of a code, or None."""
    return _OBJECTS.get(code)


def owned_field(object_code, field_code):
    """Return the OwnedField, or None where nobody declares it any more."""
    owned = _OBJECTS.get(object_code)
    found = (one for one in owned.fields if one.code == field_code) if owned else ()
    return next(iter(found), None)


def owned_objects(adapter):
    """Return what an adapter class lets both sides keep."""
    found = (one for one in _OBJECTS.values() if one.kind == adapter.kind)
    return [one for one in found if adapter.can(one.needs)]


def mark(value):
    """Return a short text that tells one JSON value from another; empty for an empty one."""
    if value in (None, False, "", 0):
        return ""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= SHORT else f"sha256:{digest(text.encode())}"


def decide(owner, here, there, agreed=None):
    """Return the Decision about two marks, given what both sides agreed on last (or never).

    Nothing there never erases what is here. A value there that loses is kept once: one that did
    not move since the last exchange has been told already. A value here that is overwritten is
    kept unless it came from there itself.
    """
    if not there or here == there:
        return Decision()
    if not here and owner != "odoo":
        return Decision(takes=True)
    moved = agreed is None or agreed.there != there
    if owner != "remote":
        return Decision(loser="there" if moved else "")
    if agreed and agreed.kept and not moved:
        return Decision(stands=True)
    gave_it = agreed is not None and agreed.here == here == agreed.there
    return Decision(takes=True, loser="" if gave_it else "here")
