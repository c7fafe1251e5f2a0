"""Cursors: where a feed goes on, with an overlap so that nothing falls between two pages."""

from datetime import datetime, timedelta, timezone

from .times import instant, iso

OVERLAP = timedelta(minutes=5)


def since(cursor, *, first_days=30, now=None, overlap=OVERLAP):
    """Return the aware UTC time to list changes from.

    ``cursor``: ``{"since": iso text}`` of the last finished listing, less the overlap; for a first
    run, ``first_days`` back.
    """
    if cursor.get("since"):
        return instant(cursor["since"]) - overlap
    return (now or datetime.now(timezone.utc)) - timedelta(days=first_days)


def moved(cursor, newest):
    """Return the cursor after a finished listing whose newest change is ``newest`` (datetime)."""
    if newest is None:
        return {key: value for key, value in cursor.items() if key == "since"}
    return {"since": iso(newest)}


def slices(items, size):
    """Yield lists of at most ``size`` items."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
