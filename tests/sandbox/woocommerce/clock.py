"""Dates as WordPress writes them: whole seconds, no zone; once in the site's time, once in GMT."""

import re
from datetime import datetime, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from tests.sandbox.clock import CLOCK

FORM = "%Y-%m-%dT%H:%M:%S"
DATE_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:?\d{2})?|\d{4}-\d{2}-\d{2}"
)


def now():
    """The present second in GMT, which is how the store keeps all moments."""
    return CLOCK.now().strftime(FORM)


@lru_cache(maxsize=20_000)
def local(moment, zone):
    """The site's wall clock at a GMT moment; None stays None."""
    if moment is None:
        return None
    known = datetime.strptime(moment, FORM).replace(tzinfo=timezone.utc)
    return known.astimezone(ZoneInfo(zone)).strftime(FORM)


def gmt(moment, zone):
    """A GMT moment from what a caller wrote; without a zone it is the site's time."""
    known = datetime.fromisoformat(moment.replace("Z", "+00:00").replace("z", "+00:00"))
    if known.tzinfo is None:
        known = known.replace(tzinfo=ZoneInfo(zone))
    return known.astimezone(timezone.utc).strftime(FORM)


def wall(moment, zone):
    """The text that WordPress compares with its columns, local or GMT alike.

    Without a zone it is a time of the site's wall clock, even when the caller said that the dates
    are GMT: one that this clock leaves out in spring becomes an hour later. With a zone (or Z) it
    is first turned into the site's wall clock.
    """
    site = ZoneInfo(zone)
    known = datetime.fromisoformat(moment.replace("Z", "+00:00").replace("z", "+00:00"))
    known = known.replace(tzinfo=known.tzinfo or site)
    return known.astimezone(timezone.utc).astimezone(site).strftime(FORM)


def is_date(text):
    return isinstance(text, str) and DATE_TIME.fullmatch(text) is not None


def dates(zone, **moments):
    """{name: local, name_gmt: GMT} for each moment."""
    found = {}
    for name, moment in moments.items():
        found[name] = local(moment, zone)
        found[f"{name}_gmt"] = moment
    return found
