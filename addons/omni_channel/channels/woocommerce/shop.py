"""The shop's address and what is typed beside it, as people have them at hand."""

import hashlib
import hmac
import re
from urllib.parse import urlsplit

from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.http import LOOPBACK
from odoo.addons.omni_base.core.text import _

BEHIND_THE_SHOP = re.compile(
    r"/(wp-json|wp-admin|wp-login\.php|index\.php|wc-auth|wc-api|xmlrpc\.php)(/.*)?$", re.IGNORECASE
)
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)


def clean_url(text):
    """Return ``https://host[:port][/folder]`` of any address of the shop; loopback may be http."""
    text = (text or "").strip()
    if not text:
        raise RejectedError(_("Enter the address of the shop, e.g. www.my-shop.com."))
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):
        raise RejectedError(_("“%s” is not a web address.", text)) from None
    if parts.scheme not in ("", "http", "https") or not (HOST.fullmatch(host) or host in LOOPBACK):
        raise RejectedError(_("“%s” is not a web address.", text))
    scheme = "http" if parts.scheme != "https" and host in LOOPBACK else "https"
    folder = BEHIND_THE_SHOP.sub("", parts.path).rstrip("/")
    if parts.scheme == "http" and scheme == "https" and port == 80:
        port = None
    named = f"[{host}]" if ":" in host else host
    return f"{scheme}://{named}{f':{port}' if port else ''}{folder}"


def clean_key(values):
    """Raise RejectedError, saying what to enter, for a key or a secret that cannot be one."""
    key, secret = values.get("key", ""), values.get("secret", "")
    if not key or not secret:
        raise RejectedError(
            _(
                "Enter the consumer key and the consumer secret: WooCommerce shows both once, when "
                "the key is made under WooCommerce > Settings > Advanced > REST API."
            )
        )
    if key.startswith("cs_") and secret.startswith("ck_"):
        raise RejectedError(
            _("Key and secret are swapped: the consumer key starts with ck_, the secret with cs_.")
        )


def webhook_secret(secret):
    """Return the secret that the shop signs its deliveries with: made of the consumer secret.

    So nothing more must be typed, and what a delivery is signed with opens nothing else.
    """
    if not secret:
        return ""
    return hmac.new(secret.encode(), b"omni webhook", hashlib.sha256).hexdigest()


def order_url(url, external_id):
    """Return the order's page in the back office; shops with the newer order tables redirect it."""
    if not url or not external_id:
        return ""
    return f"{url}/wp-admin/post.php?post={external_id}&action=edit"


def host_of(url):
    return urlsplit(url).hostname or url
