"""The shop's own page that makes a key for an application and sends it there.

https://woocommerce.github.io/woocommerce-rest-api-docs/#rest-api-keys
"""

from contextlib import suppress
from urllib.parse import urlencode, urlsplit

import msgspec
from msgspec import Struct

from odoo.addons.omni_base.core.decoding import decoded
from odoo.addons.omni_base.core.errors import RejectedError, RemoteError
from odoo.addons.omni_base.core.hand_over import APPLICATION, ApprovalPage, Handed, HandOver
from odoo.addons.omni_base.core.http import LOOPBACK
from odoo.addons.omni_base.core.text import _

from .diagnosis import WRITE, read_index
from .discovery import same_server, told_by_pages
from .rest import PLAIN

SCOPE = "read_write"
# WordPress calls no other ports of other servers (wp_http_validate_url).
PORTS = (None, 80, 443, 8080)
HAND_OVER = HandOver(
    brings=("key", "secret"),
    label=_("Get the keys from the shop"),
    help=_(
        "Enter the shop's address and press “Get the keys from the shop”: log in there as shop "
        "manager or administrator, press “Approve”, and you are back here, connected."
    ),
)


class Sent(Struct):
    """What the shop posts; ``user_id`` is the text that we gave it."""

    user_id: str
    consumer_key: str
    consumer_secret: str
    key_permissions: str = ""


def approval_page(rest, offer):
    """Return the ApprovalPage of the shop at, or behind, the address that was typed.

    Behind plain permalinks WooCommerce shows the page, but its button “Approve” leads nowhere.
    """
    home = find_shop(rest)
    if home.door == PLAIN:
        raise RejectedError(
            _(
                "This shop cannot hand over its keys while its permalinks are plain. Choose any "
                "structure but “Plain” under Settings > Permalinks, or paste the keys."
            )
        )
    refuse_port(offer.callback_url, home.root)
    asked = {
        "app_name": APPLICATION,
        "scope": SCOPE,
        "user_id": offer.token,
        "return_url": offer.return_url,
        "callback_url": offer.callback_url,
    }
    url = f"{home.root}/wc-auth/v1/authorize?{urlencode(asked)}"
    return ApprovalPage(url=url, corrected={"url": home.root})


def refuse_port(callback_url, root):
    """Raise RejectedError for a port that a shop on another machine does not call."""
    port = urlsplit(callback_url).port
    if port not in PORTS and urlsplit(root).hostname not in LOOPBACK:
        raise RejectedError(
            _("A shop sends keys to the ports 443 and 8080 only, not to %s: paste them.", port)
        )


def find_shop(rest):
    """Return the way into the shop, from any of its addresses; raises RejectedError for none."""
    try:
        named = [read_index(rest).home]
    except RejectedError:
        found = _first_shop(rest, told_by_pages(rest))
        if not found:
            raise
        return found
    return _first_shop(rest, named) or rest


def _first_shop(rest, named):
    for root in same_server(rest, named):
        there = rest.at(root)
        with suppress(RemoteError):
            read_index(there)
            return there
    return None


def read_handed(body):
    """Return Handed of the shop's post; its words are never told to anybody."""
    try:
        sent = decoded(body, Sent)
    except (msgspec.ValidationError, msgspec.DecodeError):
        raise RejectedError(_("What came is not what a shop sends.")) from None
    return Handed(
        token=sent.user_id,
        values={"key": sent.consumer_key, "secret": sent.consumer_secret},
        missing=() if sent.key_permissions == SCOPE else (WRITE,),
    )


def read_return(params):
    return params.get("user_id") or "", params.get("success") == "1"
