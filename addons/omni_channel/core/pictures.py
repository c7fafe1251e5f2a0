"""Pictures of products, fetched one by one from wherever a shop keeps them.

An address is what somebody else wrote: no log-in goes there, no other address is followed, the own
network is asked only where the shop itself is there, and what comes is looked at, whatever it says
it is.
"""

import io
import warnings
from urllib.parse import urlsplit

from msgspec import Struct
from PIL import Image

from odoo.addons.omni_base.core.auth import digest
from odoo.addons.omni_base.core.decoding import TooLarge
from odoo.addons.omni_base.core.errors import RejectedError, RetryableError
from odoo.addons.omni_base.core.http import SUSPENDING_STATUSES, HttpSession
from odoo.addons.omni_base.core.links import host_of, is_private
from odoo.addons.omni_base.core.text import _

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
KINDS = ("JPEG", "PNG", "GIF", "WEBP")
IN_A_ROW = 3
"""A host that failed so often, one picture after the other, is left alone for this time."""


class Picture(Struct, frozen=True):
    body: bytes
    digest: str


class PictureSession(HttpSession):
    """Asks without a log-in, takes less, and a refusal concerns this picture only."""

    most_bytes = MOST_BYTES

    def _broken(self, method, url, repeatable, error):
        if isinstance(error, TooLarge):
            return RejectedError(_("It is larger than %s MB.", MOST_BYTES // 1024**2))
        return super()._broken(method, url, repeatable, error)

    def _refused(self, method, repeatable, answer):
        host, status = self._host(answer.url), answer.status
        if status in SUSPENDING_STATUSES:
            reason = _("%s does not let everybody see it (answer %s).", host, status)
            return RejectedError(reason, status=status)
        if status in (404, 410):
            reason = _("%s has no picture at this address any more.", host)
            return RejectedError(reason, status=status)
        return super()._refused(method, repeatable, answer)


class Fetcher:
    """Fetches pictures of one shop. ``near``: addresses of the shop itself."""

    def __init__(self, http, near=()):
        self.http = http
        self._near = {_host(one) for one in near}
        self._failed = {}

    def is_closed(self, address):
        """Whether a host is left alone by now: it asked for it, or does not answer."""
        return self._failed.get(host_of(address), 0) >= IN_A_ROW

    def fetch(self, address):
        """Return the Picture at an address; a RemoteError says why there is none."""
        host = _host(address)
        if is_private(host) and host not in self._near:
            reason = _("Its address leads into the own network, where the shop is not: %s", host)
            raise RejectedError(reason)
        try:
            answer = self.http.request("GET", address)
        except RetryableError as error:
            waits = IN_A_ROW if error.after is not None or error.status == 429 else 1
            self._failed[host_of(address)] = self._failed.get(host_of(address), 0) + waits
            raise
        self._failed.pop(host_of(address), None)
        refuse_others(answer.body)
        return Picture(answer.body, digest(answer.body))


def refuse_others(body):
    """Raise RejectedError for what is no picture that Odoo shows; SVG, which may hold a program."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=KINDS) as image:
                width, height = image.size
    except Exception:  # noqa: BLE001 - whatever a decoder stumbles over is no picture
        raise RejectedError(
            _("What is there is no picture, or of another kind than JPEG, PNG, GIF and WebP.")
        ) from None
    if width * height > MOST_PIXELS:
        raise RejectedError(_("It is too large: %s × %s pixels.", width, height))


def _host(address):
    try:
        return urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
