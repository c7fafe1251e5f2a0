"""Whom a key belongs to and what it may do, found out by small calls that change nothing.

The status report of WooCommerce would tell more, but takes seconds and more rights than a key for
orders and products needs.
"""

from contextlib import suppress
from urllib.parse import urlsplit

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Account, Finding
from odoo.addons.omni_base.core.errors import AuthError, RejectedError, RemoteError
from odoo.addons.omni_base.core.text import _

from .answers import code_of, plain, words_in
from .customers import why_denied
from .discovery import same_server, told_by_pages
from .orders import LISTED, query
from .rest import BASIC, PLAIN, NoDoor, Page

WRITE = "Read/Write"
ONLY_READS = _("This key only reads: orders come in, but stock and shipments are not told.")
ONLY_WRITES = _(
    "This key may write, but not read. In WooCommerce > Settings > Advanced > REST API give it the "
    "permission Read/Write."
)
NO_PERMISSION = "woocommerce_rest_authentication_error"
FOREVER = {"status": LISTED, "from": "2000-01-01T00:00:00Z", "offset": 0}
ASKED = {
    "orders": {**query(FOREVER, 1), "_fields": "id"},
    "products": {"per_page": 1, "_fields": "id"},
}


class Index(Struct):
    """The REST API's own index, which everyone may read unless a plugin forbids it."""

    name: str = ""
    home: str = ""
    namespaces: list[str] = []


class Currency(Struct):
    code: str = ""


class OrderCurrency(Struct):
    currency: str = ""


def check(rest):
    """Return the Account; raises AuthError for a key that may read neither orders nor products.

    Where the address is that of one of the shop's pages, or another name of its server, the
    Account brings the right one.
    """
    index = Index()
    try:
        index = read_index(rest)
        at_home = check_elsewhere(rest, same_server(rest, [index.home])) if is_odd(rest) else None
        return at_home or check_rights(rest, index)
    except AuthError:
        found = check_elsewhere(rest, same_server(rest, [index.home]))
        if not found:
            raise
    except RejectedError:
        found = check_elsewhere(rest, same_server(rest, [*told_by_pages(rest), index.home]))
        if not found:
            raise
    return found


def is_odd(rest):
    """Whether this is perhaps the address of a page: it answers, but not as a shop's own does."""
    return rest.door == PLAIN


def check_elsewhere(rest, roots):
    """Return the Account at the first of the addresses that works, with the correction, or None."""
    for root in roots:
        with suppress(RemoteError):
            there = rest.at(root)
            return replace(check_rights(there, read_index(there)), corrected={"url": root})
    return None


def check_rights(rest, index):
    """Find out by reading, and by batches of nothing, what the key may do."""
    url = rest.root
    rights = dict.fromkeys(ASKED, False)
    refusal = None
    for path in rights:
        try:
            rest.get(path, list[Raw], **ASKED[path])
            rights[path] = True
        except AuthError as error:
            refusal = refusal or error
    if refusal and not any(rights.values()):
        if only_writes(rest, refusal):
            raise AuthError(ONLY_WRITES, status=refusal.status, detail=refusal.detail)
        raise wrong_key(refusal, url, rest.door) from None
    missing = [path for path, may in rights.items() if not may]
    missing += missing_writes(rest, [path for path, may in rights.items() if may])
    denied = {"customer": why_denied(rest)}
    return Account(
        name=plain(index.name) or urlsplit(url).hostname or url,
        external_id=url,
        currency=read_currency(rest),
        url=index.home or url,
        missing=tuple(missing),
        may_write=WRITE not in missing and len(missing) < len(ASKED),
        note=ONLY_READS if WRITE in missing else "",
        denied={code: why for code, why in denied.items() if why},
    )


def read_index(rest):
    """Return the Index; an empty one where only this call is forbidden."""
    try:
        index = rest.get_open("", Index, _fields="name,home,namespaces").data
    except NoDoor:
        raise
    except Page as error:
        raise RejectedError(
            _(
                "A page for people came instead of data. Is this the address of the shop's home "
                "page? If it is, a security plugin, a “coming soon” page or a cache hides the "
                "addresses below /wp-json/."
            ),
            status=error.status,
            detail=error.detail,
        ) from None
    except (AuthError, RejectedError):
        return Index()
    if index.namespaces and "wc/v3" not in index.namespaces:
        raise RejectedError(
            _("WordPress answers, but WooCommerce does not: is the plugin WooCommerce active?")
        )
    return index


def way_in(url, memory):
    """Yield Findings of how the shop is reached; ``memory`` is the Rest's own."""
    label = _("Way in")
    if url.startswith("http:"):
        text = _("The shop's address is not https: give it a certificate.")
        yield Finding(label=label, state="warning", text=text)
    elif memory.get("door") == PLAIN:
        text = _(
            "Only by index.php?rest_route=: permalinks are “Plain”, or a plugin hides /wp-json/. "
            "It works."
        )
        yield Finding(label=label, text=text)
    else:
        yield Finding(label=label, text=_("By https and /wp-json/"))
    if memory.get("signature", BASIC) != BASIC:
        text = _("The server drops our log-in's header; it goes through signed instead. It works.")
        yield Finding(label=label, text=text)


def wrong_key(error, url, door):
    words = words_in(error.detail)
    if error.status == 403:
        reason = _(
            "The shop knows the key, but its user may see neither orders nor products: make the "
            "key for a shop manager or an administrator. (%s)",
            words,
        )
    elif door == PLAIN:
        reason = _(
            "The shop does not accept this key. (%s) If the key is right, choose any structure but "
            "“Plain” in the shop under Settings > Permalinks.",
            words,
        )
    elif url.startswith("http:"):
        reason = _(
            "The shop does not accept this key. (%s) Without https the address has to be the very "
            "one under Settings > General > Site Address, and the key one of this shop.",
            words,
        )
    else:
        reason = _(
            "The shop does not accept this key. (%s) Make one under WooCommerce > Settings > "
            "Advanced > REST API, with the permission Read/Write, and enter both of its parts.",
            words,
        )
    return AuthError(reason, status=error.status, detail=error.detail)


def only_writes(rest, refusal):
    """Whether a key that may not read may write: the shop's code is that of any wrong key."""
    if code_of(refusal.detail) != NO_PERMISSION:
        return False
    try:
        rest.post("orders/batch", {"update": []}, repeatable=True)
    except (AuthError, RejectedError):
        return False
    return True


def missing_writes(rest, paths):
    """Return what may not be written: a batch of nothing asks for the right and changes nothing."""
    missing = []
    for path in paths:
        try:
            rest.post(f"{path}/batch", {"update": []}, repeatable=True)
        except RejectedError as error:
            if error.status == 401:
                return [WRITE]
            if error.status != 403:
                raise
            missing.append(f"{path} ({WRITE})")
    return missing


def read_currency(rest):
    """Return the shop's currency code: asked for, else of its newest order, else empty."""
    try:
        return rest.get("data/currencies/current", Currency).data.code
    except (AuthError, RejectedError):
        pass
    try:
        orders = rest.get("orders", list[OrderCurrency], per_page=1, _fields="currency").data
    except (AuthError, RejectedError, msgspec.ValidationError):
        return ""
    return orders[0].currency if orders else ""
