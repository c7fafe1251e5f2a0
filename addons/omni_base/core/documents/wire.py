"""What passes between the engine and an adapter around the documents themselves."""

from typing import Any, Literal

from msgspec import Struct

from .stock import Listing


class Account(Struct, frozen=True, kw_only=True):
    """Whom the credentials belong to and what they may do: the answer of ``check``.

    ``may_write``: whether anything may be written there; what goes out is held otherwise.
    ``corrected``: {name: value} of what was typed otherwise and is right so; no secrets.
    ``denied``: {code of a resource: why this log-in may not see it, and what to do}, of those that
    a person has to switch on: it is not offered then.
    """

    name: str
    external_id: str = ""
    currency: str = ""
    url: str = ""
    missing: tuple[str, ...] = ()
    may_write: bool = True
    note: str = ""
    corrected: dict[str, str] = {}
    denied: dict[str, str] = {}


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that was looked at; ``text`` says what was found and, where needed, what to do."""

    label: str
    state: Literal["good", "warning", "blocker"] = "good"
    text: str = ""


class Item(Struct, frozen=True, kw_only=True):
    """One thing the remote showed: ``body`` is its payload verbatim, as bytes."""

    external_id: str
    body: bytes
    version: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """Items with the cursor to go on after them; ``more``: the remote has further ones.

    ``began``: when this listing began, as ISO text, where it shows all there is: what is on none of
    its pages is gone. Empty where it shows only what changed.
    """

    items: tuple[Item, ...]
    cursor: dict[str, Any]
    more: bool
    began: str = ""


class Doorbell(Struct, frozen=True, kw_only=True):
    """A verified delivery: these things changed, read them again.

    No ``external_ids``: nothing to read (``note`` says why, e.g. a topic that is not followed).
    ``thing``, ``mark``: what rang, and a mark of all that is read of it, where the delivery tells
    enough. Is it the mark of the last reading, nothing new is to be read. ``quantity``: the stock
    that the delivery shows, which is never read so.
    """

    resource: str = ""
    external_ids: tuple[str, ...] = ()
    event_id: str = ""
    note: str = ""
    thing: str = ""
    mark: str = ""
    quantity: int | None = None


class Made(Struct, frozen=True, kw_only=True):
    """A Listing that was made in a channel, of the variant with that ``key``."""

    key: str
    listing: Listing


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one pushed document, told by its ``key``.

    ``done``; ``rejected`` (a person must act); ``retry`` (again later); ``unknown`` (no answer).
    ``value``: what the remote acknowledged, where that is a number.
    ``gone``: pieces that were found sold there, though nobody had told us.
    ``made``: what was made there, of a product that was to be.
    """

    key: str
    state: Literal["done", "rejected", "retry", "unknown"] = "done"
    reason: str = ""
    external_id: str = ""
    value: int | None = None
    gone: int = 0
    made: tuple[Made, ...] = ()
