"""Log-ins that the remote itself hands over, after a person has approved on its own page."""

from urllib.parse import urlsplit

from msgspec import Struct

from .http import LOOPBACK
from .links import host_of, is_private
from .text import _

APPLICATION = "Odoo"


class HandOver(Struct, frozen=True, kw_only=True):
    """Declared by an adapter whose remote has such a page.

    ``brings``: names of the credentials that come from there. ``label``: of the button.
    ``help``: what happens when it is pressed.
    """

    brings: tuple[str, ...]
    label: str
    help: str = ""


class Offer(Struct, frozen=True, kw_only=True):
    """What the remote is told: where it sends the log-in, with our token, and the browser after.

    The token holds letters, digits, ``-`` and ``_`` only; neither address has a query.
    """

    token: str
    callback_url: str
    return_url: str


class ApprovalPage(Struct, frozen=True, kw_only=True):
    """Where a person approves. ``corrected``: as in Account."""

    url: str
    corrected: dict[str, str] = {}


class Handed(Struct, frozen=True, kw_only=True):
    """What the remote sent: ``values`` by name; ``missing``: rights that it did not give."""

    token: str
    values: dict[str, str]
    missing: tuple[str, ...] = ()

    def __repr__(self):
        return f"Handed({', '.join(sorted(self.values))})"


def obstacle(our_url, typed=()):
    """Return why a remote cannot send a log-in to our address, or an empty text.

    ``typed``: what a person typed of the log-in. A remote on the own machine reaches what is on it;
    it, too, sends secrets by https only.
    """
    ours = urlsplit(our_url)
    if ours.scheme != "https":
        return _(
            "Odoo's own address is %s, and keys are sent by https only. Set the system parameter "
            "web.base.url to the https address at which others reach Odoo, or paste the keys.",
            our_url,
        )
    is_near = any(_host(one) in LOOPBACK for one in typed)
    if is_near or not is_private(ours.hostname or ""):
        return ""
    return _(
        "Odoo's own address %s cannot be reached from the internet. Set the system parameter "
        "web.base.url to the address at which others reach Odoo, or paste the keys.",
        our_url,
    )


def _host(typed):
    return urlsplit(f"//{host_of(typed)}").hostname or ""
