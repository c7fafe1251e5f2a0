"""What the card of a connection shows: rows of words, made by whichever addon knows them."""

import msgspec


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the card, in the reader's language.

    ``tone``: ``good``, ``warning``, ``bad``, ``muted`` or empty. ``opens``: the name of a public
    method of the connection that returns the action behind the value. ``hint``: what is meant, in
    a sentence. ``sequence``: rows stand in this order; 10 news, 50 what waits, 90 problems.
    """

    code: str
    label: str
    value: str
    tone: str = ""
    opens: str = ""
    hint: str = ""
    sequence: int = 50


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """A small graph: ``points`` are (day in words, number), the oldest first."""

    label: str
    points: tuple[tuple[str, int], ...]
