"""Pictures of products, fetched one by one from wherever a shop keeps them.

An address is what somebody else wrote: no log-in goes there, no other address is followed, the own
network is asked only where the shop itself is there, whatever a name stands for, and what comes is
looked at, whatever it says it is.
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
from odoo.addons.omni_base.core.outside import OutsideAdapter
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
    """Asks without a log-in, takes less, and a refusal concerns this picture only.

    ``near``: addresses of the shop itself, which may be in the own network.
    """

    most_bytes = MOST_BYTES

    def __init__(self, near=(), **options):
        self.near = {_host(one) for one in near}
        super().__init__(**options)

    def _transport(self):
        return OutsideAdapter(self.near, _not_there)

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
            reason = _(
                "%s has no picture at this address any more: give the product another one in the "
                "shop, or choose one here.",
                host,
            )
            return RejectedError(reason, status=status)
        return super()._refused(method, repeatable, answer)


class Fetcher:
    """Fetches pictures of one shop, over its PictureSession."""

    def __init__(self, http):
        self.http = http
        self._failed = {}

    def is_closed(self, address):
        """Whether a host is left alone by now: it asked for it, or does not answer."""
        return self._failed.get(host_of(address), 0) >= IN_A_ROW

    def fetch(self, address):
        """Return the Picture at an address; a RemoteError says why there is none."""
        host = _host(address)
        if is_private(host) and host not in self.http.near:
            raise _not_there(host)
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
    """Raise RejectedError for what is no picture that Odoo shows; SVG, which may hold a program.

    RetryableError for one that broke off, as where the host does not say how long it is.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=KINDS) as image:
                (width, height), kind, begun = image.size, image.format, image.fp.tell()
    except Exception:  # noqa: BLE001 - whatever a decoder stumbles over is no picture
        raise RejectedError(
            _("What is there is no picture, or of another kind than JPEG, PNG, GIF and WebP.")
        ) from None
    if width * height > MOST_PIXELS:
        raise RejectedError(_("It is too large: %s × %s pixels.", width, height))
    if not _is_whole(body, kind, begun):
        raise RetryableError(_("The picture breaks off: its end is missing."))


def _is_whole(body, kind, begun):
    """Whether a picture has its end. ``begun``: where its points begin; more may follow the end.

    A WebP that breaks off cannot be opened.
    """
    if kind == "JPEG":
        return b"\xff\xd9" in body[begun:] or _has_all_points(body)
    if kind == "PNG":
        return b"IEND" in body[begun:]
    return kind != "GIF" or _gif_ends(body)


def _has_all_points(body):
    """Whether a JPEG without the mark of its end lacks no more than that.

    It is decoded with two endings that differ in each bit: what is cut takes them for its points.
    That cannot be told of a progressive one, which may be cut between two of its passes.
    """
    shown = set()
    try:
        for ending in (b"\x55", b"\xaa"):
            whole = body.rstrip(b"\xff") + ending * 64 + b"\xff\xd9"
            with Image.open(io.BytesIO(whole), formats=["JPEG"]) as image:
                if "progressive" in image.info:
                    return False
                shown.add(digest(image.tobytes()))
    except Exception:  # noqa: BLE001 - whatever a decoder stumbles over is not whole
        return False
    return len(shown) == 1


def _gif_ends(body):
    """Whether a GIF has its end, walking over its blocks: their data may look like one."""
    try:
        at = 13 + _colours(body[10])
        while body[at] != ord(";"):
            if body[at] in b"!,":
                at += 2 if body[at] == ord("!") else 11 + _colours(body[at + 9])
                while body[at]:
                    at += body[at] + 1
            at += 1
    except IndexError:
        return False
    return True


def _colours(flags):
    """Return how many bytes the table of colours has that these flags of a GIF announce."""
    return 3 * 2 ** (flags % 8 + 1) if flags & 0x80 else 0


def _not_there(host):
    return RejectedError(
        _("Its address leads into the own network, where the shop is not: %s", host)
    )


def _host(address):
    try:
        return urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
