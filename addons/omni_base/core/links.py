"""Addresses that others give us and that people press."""

from urllib.parse import urlsplit


def web_link(address):
    """Return the address where a browser may be sent there (http, https), else an empty text."""
    address = (address or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""
