"""One shop's REST API: finds the way in, signs, and makes one kind of error of odd answers.

https://woocommerce.github.io/woocommerce-rest-api-docs/
"""

from typing import Any
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from odoo.addons.omni_base.core.auth import basic
from odoo.addons.omni_base.core.errors import (
    AuthError,
    ReadOnlyError,
    RejectedError,
    RetryableError,
    UnknownOutcome,
)
from odoo.addons.omni_base.core.text import _

from .answers import code_of, data_of, is_page
from .portions import Portion
from .signing import signed

NAMESPACE = "wc/v3"
PRETTY, PLAIN = "pretty", "plain"
# Basic is what the vendor asks for. Servers that drop its header, and shops behind a proxy that do
# not know that they are called by https, still take the signature meant for plain http.
BASIC, SIGNED, SIGNED_AS_HTTP = SIGNATURES = ("basic", "signed", "signed as http")
OPEN = "open"
NO_SUCH_PAGE = (404, 405)
NO_SUCH_ROUTE = "rest_no_route"
BATCH_SECONDS = 90
AWAY_SECONDS = 300
AWAY = _(
    "The shop's API is not where it was: is WooCommerce switched off, or the shop being mended? "
    "It is tried again by itself; if this lasts, press “Test connection”."
)
# WooCommerce looks at a key only where the address holds these letters (class
# WC_REST_Authentication, is_request_to_rest_api), which it does not behind plain permalinks.
KEY_IS_LOOKED_AT = "wp-json/wc/"
READ_ONLY = _(
    "The shop lets this key read, but not write. In WooCommerce > Settings > Advanced > REST API "
    "give it the permission Read/Write."
)
NO_RIGHT = _(
    "The shop lets the user of this key see this, but not change it: make the key for a shop "
    "manager or an administrator."
)


class Found(Struct):
    """``total``: how many there are in all pages, None where the shop does not say."""

    data: Any
    total: int | None = None


class NoDoor(RejectedError):
    """No REST API answers at this address."""


class Page(RetryableError):
    """A page for people came instead of data."""


class Rest:
    """``memory`` outlives one run and keeps which way in works for this shop at ``root``.

    ``is_new``: nobody knows yet whether there is a shop. Of a known one that is not found, it is
    believed that it comes back.
    """

    def __init__(self, http, values, memory, is_new=False):
        self.is_new = is_new
        self._http = http
        self.root = values["url"]
        self._key = values["key"]
        self._secret = values["secret"]
        self._memory = memory

    def get(self, path, kind: Any = Any, *, namespace=NAMESPACE, **params):
        """Return what is Found at a path; parameters that are None are left out."""
        params = {name: value for name, value in params.items() if value is not None}
        return self._ask("GET", f"{namespace}/{path}".rstrip("/"), kind, params, {})

    def get_open(self, path, kind: Any = Any, **params):
        """Return what is Found at a path that everyone may read, asked for without the key.

        WordPress takes a key of WooCommerce for a wrong password of its own there, and refuses.
        """
        return self._ask("GET", path, kind, params, {"is_open": True})

    def post(self, path, body, kind: Any = Any, *, repeatable=False):
        """Return the answer to a write. ``repeatable``: whether doing it twice is harmless.

        A key that reads but may not write is a ReadOnlyError, one that may not write this a
        RejectedError: reading goes on.
        """
        self._find_door()
        options = {"json": body, "repeatable": repeatable, "timeout": BATCH_SECONDS}
        try:
            return self._ask("POST", f"{NAMESPACE}/{path}", kind, {}, options).data
        except AuthError as error:
            if not self.reads():
                raise
            more = {"status": error.status, "detail": error.detail}
            if error.status == 401:
                raise ReadOnlyError(READ_ONLY, **more) from None
            raise RejectedError(NO_RIGHT, **more) from None

    def portion(self, name, most):
        """Return how many of something this shop is asked for, or told, in one call."""
        return Portion(self._memory, name, most)

    @property
    def door(self):
        return self._memory.get("door", PRETTY)

    def at(self, root):
        """Return the way into the same shop by another address."""
        values = {"url": root, "key": self._key, "secret": self._secret}
        return Rest(self._http, values, {}, is_new=True)

    def anew(self):
        """Return the same way in, which takes nothing for granted."""
        values = {"url": self.root, "key": self._key, "secret": self._secret}
        return Rest(self._http, values, self._memory, is_new=True)

    def header(self, url, name):
        """Return a header of a page of the shop, asked for without the key."""
        return self._http.request("GET", url).headers.get(name, "")

    def reads(self):
        """Whether the key may read orders or products."""
        for path in ("orders", "products"):
            try:
                self.get(path, per_page=1, _fields="id")
            except AuthError:
                continue
            return True
        return False

    def _find_door(self):
        """Nothing is written through a door that was not tried."""
        if "door" not in self._memory:
            try:
                self.get("data")
            except (AuthError, RejectedError) as error:
                if isinstance(error, NoDoor):
                    raise

    def _ask(self, method, path, kind, params, options):
        try:
            return self._by_either_door(method, path, kind, params, options)
        except RejectedError as error:
            if self.is_new or not is_away(error):
                raise
            more = {"status": error.status, "detail": error.detail}
            raise RetryableError(AWAY, after=AWAY_SECONDS, **more) from None

    def _by_either_door(self, method, path, kind, params, options):
        """Try the door that worked last, then the other one."""
        known = self.door
        try:
            return self._through(known, method, path, kind, params, options)
        except (NoDoor, Page) as first:
            if method != "GET":
                raise
            try:
                other = PLAIN if known == PRETTY else PRETTY
                return self._through(other, method, path, kind, params, options)
            except (NoDoor, Page):
                raise first from None

    def _through(self, door, method, path, kind, params, options):
        try:
            answer = self._signed_in(door, method, path, params, options)
        except (AuthError, RejectedError) as error:
            self._judge(error, door)
            raise
        try:
            data = data_of(answer.body, kind)
        except msgspec.ValidationError as error:
            reason = _("The shop answered in a form that is not known here.")
            raise self._strange(RejectedError, reason, answer, error) from None
        except msgspec.DecodeError as error:
            raise self._no_data(method, options, answer, error) from None
        self._memory["door"] = door
        return Found(data, _number(answer.headers.get("x-wp-total")))

    def _judge(self, error, door):
        """A refusal in the API's own form shows that the door is right; a page shows it is not."""
        if not is_page(error.detail):
            self._memory["door"] = door
        elif error.status in NO_SUCH_PAGE:
            raise NoDoor(
                _(
                    "There is no WordPress REST API at this address. Enter the address of the "
                    "shop's home page; if it is right, switch on the REST API in the security "
                    "plugin, or choose any structure but “Plain” under Settings > Permalinks."
                ),
                status=error.status,
                detail=error.detail,
            ) from None
        elif isinstance(error, AuthError):
            reason = _(
                "A page for people came instead of data (answer %s): a security plugin or a "
                "firewall keeps us out. Allow the addresses below /wp-json/wc/ there.",
                error.status,
            )
            raise RetryableError(reason, status=error.status, detail=error.detail) from None

    def _signed_in(self, door, method, path, params, options):
        """Send with the signature that worked last; when the shop sees none, try the others.

        A request without a (good) key and one whose header a server dropped look the same.
        """
        options = dict(options)
        if options.pop("is_open", False):
            return self._send(door, method, path, params, options, OPEN)
        known = self._memory.get("signature", SIGNATURES[0])
        try:
            return self._send(door, method, path, params, options, known)
        except AuthError as error:
            if not self._is_unsigned(error):
                raise
            refused = error
        for other in SIGNATURES:
            if other == known:
                continue
            try:
                answer = self._send(door, method, path, params, options, other)
            except AuthError:
                continue
            self._memory["signature"] = other
            return answer
        raise refused

    def _is_unsigned(self, error):
        if error.status != 401 or not self.root.startswith("https:"):
            return False
        return code_of(error.detail).startswith("woocommerce_rest_cannot")

    def _send(self, door, method, path, params, options, way):
        url, params = self._address(door, path, params)
        headers = {"Accept": "application/json"}
        if way == OPEN:
            pass
        elif self.root.startswith("http:"):
            params = signed(method, url, params, self._key, self._secret)
        elif way == BASIC:
            headers |= basic(self._key, self._secret)
        else:
            base = url if way == SIGNED else f"http:{url.removeprefix('https:')}"
            params = signed(method, base, params, self._key, self._secret)
        query = f"?{urlencode(params, safe='/')}" if params else ""
        return self._http.request(method, f"{url}{query}", headers=headers, **options)

    def _address(self, door, path, params):
        if door == PRETTY:
            return f"{self.root}/wp-json/{path}", params
        via = {"via": KEY_IS_LOOKED_AT} if path.startswith(NAMESPACE) else {}
        return f"{self.root}/index.php", {"rest_route": f"/{path}", **via, **params}

    def _no_data(self, method, options, answer, error):
        reason = _(
            "The shop answered with something that is not data: often a security plugin, a "
            "maintenance page, or a cut answer."
        )
        if method == "GET" and is_page(answer.body):
            return self._strange(Page, reason, answer, error)
        repeatable = method == "GET" or options.get("repeatable")
        kind = RetryableError if repeatable else UnknownOutcome
        return self._strange(kind, reason, answer, error)

    def _strange(self, kind, reason, answer, error):
        return kind(reason, status=answer.status, detail=self._http.redact(str(error)))


def is_away(error):
    """Whether a refusal says that there is no API (any more), and not what is wrong with a call."""
    moved = error.status in range(300, 400)
    return isinstance(error, NoDoor) or moved or code_of(error.detail) == NO_SUCH_ROUTE


def _number(text):
    return int(text) if text and text.isdecimal() else None
