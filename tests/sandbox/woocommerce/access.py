"""Who calls: Basic and keys in the query over HTTPS, OAuth 1.0a over plain http.

https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication
Over plain http a Basic header is not even looked at: the caller is nobody. Nor is any key, where
the raw address does not hold ``wp-json/wc/`` (WC_REST_Authentication::is_request_to_rest_api).
"""

import base64
import hashlib
import hmac
import re
import time
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from tests.sandbox.woocommerce.errors import Refusal

WINDOW = 15 * 60
OAUTH = re.compile(r'(oauth_[a-z_-]*)=(?:"([^"]*)"|([^,]*))')
NEEDED = (
    "oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature",
    "oauth_signature_method",
)  # fmt: skip
METHODS = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}


@dataclass
class Key:
    """An API key: `permissions` is read, write or read_write; `nonces` by their second.

    `lists_users`: whether its user has that right of WordPress; a shop manager has it.
    """

    consumer_key: str
    secret: str
    permissions: str = "read_write"
    is_admin: bool = True
    lists_users: bool = True
    nonces: dict = field(default_factory=dict)


def authentication_error(message, code="woocommerce_rest_authentication_error"):
    return Refusal(401, code, message)


def find_key(request, query, keys, is_ssl, home):
    """The caller's key, or None for nobody; Refusal when what was given does not hold."""
    if "wp-json/wc/" not in request.environ["RAW_URI"]:
        return None
    if is_ssl:
        known = _by_secret(request, query, keys)
        if known:
            return known
    return _by_signature(request, query, keys, home)


def _by_secret(request, query, keys):
    given, secret = query.get("consumer_key"), query.get("consumer_secret")
    if not (given and secret):
        basic = request.authorization
        if not basic or basic.type != "basic":
            return None
        given, secret = basic.username, basic.password
    known = keys.get(given)
    if not known or not secret:
        return None
    if not hmac.compare_digest(known.secret.encode(), str(secret).encode()):
        raise authentication_error("Consumer secret is invalid.")
    return known


def _by_signature(request, query, keys, home):
    given = _oauth_parameters(request, query)
    if not given:
        return None
    known = keys.get(given["oauth_consumer_key"])
    if not known:
        raise authentication_error("Consumer key is invalid.")
    _check_signature(request, given, known, home)
    _check_moment(known, given["oauth_timestamp"], given["oauth_nonce"])
    return known


def _oauth_parameters(request, query):
    given = {**query, **request.form.to_dict()}
    header = request.headers.get("Authorization", "").strip()
    if header.startswith("OAuth "):
        given.update(
            {found[1]: unquote(found[2] or found[3] or "") for found in OAUTH.finditer(header)}
        )
    missing = [name for name in NEEDED if not given.get(name)]
    if len(missing) == len(NEEDED):
        return {}
    if missing:
        plural = "parameters" if len(missing) > 1 else "parameter"
        raise authentication_error(
            f"Missing OAuth {plural} {', '.join(missing)}",
            "woocommerce_rest_authentication_missing_parameter",
        )
    return given


def _check_signature(request, given, known, home):
    given = dict(given)
    claimed = unquote(given.pop("oauth_signature").replace(" ", "+"))
    digest = METHODS.get(given["oauth_signature_method"])
    if digest is None:
        raise authentication_error("Invalid signature - signature method is invalid.")
    text = base_string(request.method, f"{home}{_place(request)}", given)
    made = hmac.new(f"{known.secret}&".encode(), text.encode(), digest).digest()
    if not hmac.compare_digest(base64.b64encode(made).decode(), claimed):
        raise authentication_error("Invalid signature - provided signature does not match.")


def _place(request):
    return quote(request.path, safe="/").removeprefix("/woocommerce")


def base_string(method, address, given):
    """RFC 5849, 3.4.1, in the shop's order: by top-level name; a list's names are a[0], a[1]."""
    pairs = []
    for name in sorted(given):
        pairs += _pairs(_encoded(name), given[name])
    return f"{method.upper()}&{_encoded(address)}&" + "%26".join(_encoded(pair) for pair in pairs)


def _pairs(name, value):
    if not isinstance(value, dict):
        return [f"{name}={_encoded(value)}"]
    return [pair for key in value for pair in _pairs(f"{name}%5B{key}%5D", value[key])]


def _encoded(text):
    return quote(str(text), safe="~-._")


def _check_moment(known, timestamp, nonce):
    """The shop remembers one nonce a second, the last."""
    now = time.time()
    if not timestamp.isdigit() or abs(int(timestamp) - now) > WINDOW:
        raise authentication_error("Invalid timestamp.")
    if nonce in known.nonces.values():
        raise authentication_error("Invalid nonce - nonce has already been used.")
    known.nonces[timestamp] = nonce
    for old in [second for second in known.nonces if int(second) < now - WINDOW]:
        del known.nonces[old]


def check_permissions(key, method):
    """Refuse what the key's own permission does not cover."""
    if method == "OPTIONS":
        return
    wanted = "read" if method in ("GET", "HEAD") else "write"
    if key.permissions not in (wanted, "read_write"):
        raise authentication_error(f"The API key provided does not have {wanted} permissions.")


NOBODY = {
    "list": ("woocommerce_rest_cannot_view", "Sorry, you cannot list resources."),
    "read": ("woocommerce_rest_cannot_view", "Sorry, you cannot view this resource."),
    "create": (
        "woocommerce_rest_cannot_create",
        "Sorry, you are not allowed to create resources.",
    ),
    "edit": ("woocommerce_rest_cannot_edit", "Sorry, you are not allowed to edit this resource."),
    "delete": (
        "woocommerce_rest_cannot_delete",
        "Sorry, you are not allowed to delete this resource.",
    ),
    "batch": (
        "woocommerce_rest_cannot_batch",
        "Sorry, you are not allowed to batch manipulate this resource.",
    ),
}


def not_allowed(action, is_known):
    """401 for nobody; 403 for a known user who may not."""
    code, message = NOBODY[action]
    return Refusal(403 if is_known else 401, code, message)
