"""What is said of a remote that does not answer as it should, where a person may wait for it."""

import math

from .text import _

A_WHILE = 90
"""Seconds that are still told as such."""


def no_room(host, seconds):
    """Nothing was sent: a limit leaves no room, or the remote had asked to wait."""
    if seconds > A_WHILE:
        minutes = math.ceil(seconds / 60)
        return _("%s asked us to wait: it is asked again in %s min.", host, minutes)
    return _("%s is being asked as often as it allows; there is room again in %s s.", host, seconds)


def asks_to_wait(host, status, after):
    """``after``: seconds that the answer names, or None."""
    if after and after > A_WHILE:
        return _("%s asks to wait %s min (answer %s).", host, math.ceil(after / 60), status)
    return _("%s asks to wait (answer %s).", host, status)


def bad_certificate(host):
    return _(
        "The certificate of %s is not valid: it ran out, is self-made, or is for another name. "
        "Whoever hosts it can renew it.",
        host,
    )
