"""What the usual headers of an answer tell of a limit.

RateLimit and RateLimit-Policy: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers
RateLimit-Limit, -Remaining, -Reset: its older drafts; X-RateLimit-…: what was there before them.
"""

import re
import time

from .pace import Told

PREFIXES = ("ratelimit-", "x-ratelimit-", "x-rate-limit-")
UNTOLD_WINDOW = 60.0
LONGEST_WINDOW = 86400.0
SURELY_A_DATE = 1_000_000_000


def told_by(headers):
    """Return the Told of an answer (lower-case names), or None where nothing sure is told."""
    capacity, left, reset, window = _structured(headers) or _separate(headers)
    if capacity is None or left is None or capacity < 1 or not 0 <= left <= capacity:
        return None
    window = min(max(window or reset or UNTOLD_WINDOW, 1.0), LONGEST_WINDOW)
    fresh_after = None if reset is None else min(max(reset, 0.0), LONGEST_WINDOW)
    return Told(capacity, left, capacity / window, fresh_after)


def _structured(headers):
    """``RateLimit: "default";r=50;t=30`` with its policy, or ``limit=100, remaining=50, reset=5``.

    Of several policies the first counts.
    """
    now = _named(headers.get("ratelimit", "").split('",')[0])
    if "remaining" in now:
        return now.get("limit"), now["remaining"], now.get("reset"), now.get("w")
    if "r" not in now:
        return None
    policy = _named(headers.get("ratelimit-policy", "").split(",")[0])
    return policy.get("q"), now["r"], now.get("t"), policy.get("w")


def _named(text):
    found = re.findall(r"\b(limit|remaining|reset|r|t|q|w)\s*=\s*(\d+)\b", text)
    return {name: float(number) for name, number in reversed(found)}


def _separate(headers):
    for prefix in PREFIXES:
        limit, left = headers.get(f"{prefix}limit"), headers.get(f"{prefix}remaining")
        if limit is not None and left is not None:
            reset = _seconds(_number(headers.get(f"{prefix}reset", "")))
            return _number(limit), _number(left), reset, _named(limit).get("w")
    return None, None, None, None


def _number(text):
    """Return the number that a value begins with: ``100, 100;w=60`` is 100."""
    found = re.match(r"\s*(\d+(?:\.\d+)?)", text)
    return float(found[1]) if found else None


def _seconds(reset):
    """Some tell the seconds, some the date."""
    if reset is None or reset < SURELY_A_DATE:
        return reset
    return reset - time.time()
