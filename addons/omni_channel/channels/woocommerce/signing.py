"""How a request proves whose it is: https by Basic, plain http (loopback) by OAuth 1.0a.

https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication
"""

import base64
import hashlib
import hmac
import secrets
import time
from urllib.parse import quote

METHOD = "HMAC-SHA256"


def signed(method, url, params, key, secret):
    """Return ``params`` with the one-legged OAuth 1.0a parameters and their signature."""
    params = {
        **{name: str(value) for name, value in params.items()},
        "oauth_consumer_key": key,
        "oauth_nonce": secrets.token_hex(16),
        "oauth_signature_method": METHOD,
        "oauth_timestamp": str(int(time.time())),
    }
    return {**params, "oauth_signature": signature(method, url, params, secret)}


def signature(method, url, params, secret):
    """Return the signature: the shop's own home address is the base, so ``url`` has to be it."""
    pairs = sorted((escaped(name), escaped(value)) for name, value in params.items())
    query = "&".join(f"{name}={value}" for name, value in pairs)
    base = "&".join((method.upper(), escaped(url), escaped(query)))
    digest = hmac.new(f"{secret}&".encode(), base.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def escaped(text):
    return quote(str(text), safe="-._~")
