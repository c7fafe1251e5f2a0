"""Addresses that others give us and that people press."""

import ipaddress
from urllib.parse import urlsplit

from .http import LOOPBACK

OWN_MACHINE = "localhost"
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""What a network of IPv6 only reaches the IPv4 addresses by (RFC 6052)."""
NEVER_OUTSIDE = [ipaddress.ip_network(one) for one in ("::/96", "64:ff9b:1::/48", "fec0::/10")]
"""IPv4 addresses in the old form, or translated within one network only (RFC 8215); site local."""


def web_link(address):
    """Return the address where a browser may be sent there (http, https), else an empty text."""
    address = (address or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def host_of(address):
    """Return whom an address leads to: its host, and its port where it names one.

    The same for ``https://www.shop.example/path`` and ``Shop.example``, and for the names of the
    own machine; empty for no address.
    """
    address = (address or "").strip()
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return address
    host = (parts.hostname or "").removeprefix("www.")
    host = OWN_MACHINE if host in LOOPBACK else host
    return f"{host}{port}" if host else ""


def is_private(host):
    """Whether a host, by its name, is one of the own machine or network."""
    if host in LOOPBACK or ("." not in host and ":" not in host):
        return True
    try:
        return not is_outside(host)
    except ValueError:
        return host.endswith((".local", ".localhost", ".internal", ".lan"))


def is_outside(address):
    """Whether an IP address is one of the internet, also where it holds another one in it.

    Raises ValueError for what is none.
    """
    found = ipaddress.ip_address(address)
    if any(found in network for network in NEVER_OUTSIDE):
        return False
    if found.version == 6:
        inner = found.ipv4_mapped or found.sixtofour
        if found in TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner:
            return is_outside(inner)
    return found.is_global and not found.is_multicast
