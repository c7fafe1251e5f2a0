"""Times as aware UTC datetimes, read by the remote's rules, never by the machine's."""

from datetime import datetime, timezone

from .errors import MappingError
from .text import _


def instant(text, zone=timezone.utc):
    """Return an ISO 8601 text as aware UTC datetime, None for nothing; ``zone`` if it has none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError as error:
        raise MappingError(_("“%s” is not a time.", text)) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(timezone.utc)


def naive(moment):
    """Return an aware datetime as UTC without zone, which is what Odoo stores."""
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def iso(moment):
    """Return an aware datetime as ``2026-07-01T12:00:00Z``."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
