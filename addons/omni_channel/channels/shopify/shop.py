"""The shop's address and the log-in, as people have them at hand."""

import re
from urllib.parse import urlsplit

from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.http import LOOPBACK
from odoo.addons.omni_base.core.text import _

DOMAIN = ".myshopify.com"
NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def clean_shop(text):
    """Return ``name.myshopify.com`` of any way to write a shop; a loopback address as it is.

    ``my-shop``, ``my-shop.myshopify.com``, its back office's address and
    ``https://admin.shopify.com/store/my-shop`` are the same shop.
    """
    text = (text or "").strip().rstrip("/")
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return text
    host, path = parts.hostname or "", [step for step in parts.path.split("/") if step]
    if host == "admin.shopify.com" and path[:1] == ["store"] and len(path) > 1:
        host = path[1].lower()
    name = host.removesuffix(DOMAIN)
    if not NAME.fullmatch(name):
        raise RejectedError(
            _("“%s” is no Shopify shop. Enter the name before .myshopify.com, e.g. my-shop.", text)
        )
    return name + DOMAIN


def clean_login(values):
    """Raise RejectedError, saying what to enter, for credentials that cannot work together."""
    token, key, secret = (values.get(name, "") for name in ("token", "client_id", "client_secret"))
    if token.startswith("shpss_"):
        raise RejectedError(
            _("What is entered as access token (shpss_…) is the client secret: enter it there.")
        )
    if secret.startswith("shpat_"):
        raise RejectedError(
            _("What is entered as client secret (shpat_…) is the access token: enter it there.")
        )
    if key and not secret:
        raise RejectedError(_("A client ID also needs the client secret of the same app."))
    if not token and not key:
        raise RejectedError(
            _("Enter an Admin API access token, or the client ID and client secret of your app.")
        )


def root(shop):
    """Return the address below which the shop's API is."""
    return shop if shop.startswith("http://") else f"https://{shop}"


def order_url(shop, external_id):
    """Return the order's page in the back office, empty for a shop that has none."""
    if not shop.endswith(DOMAIN) or not external_id:
        return ""
    return f"https://admin.shopify.com/store/{shop.removesuffix(DOMAIN)}/orders/{external_id}"
