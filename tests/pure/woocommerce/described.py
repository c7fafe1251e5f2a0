"""What the vendor's own index of the API says of a request."""

import json
import os
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

# The index is of 2021; these came with WooCommerce 5.8 (July 2021) or are WordPress' own.
NEWER = {"modified_after", "modified_before", "dates_are_gmt"}
# Documented for one order as well: "Retrieve an order", available parameters.
OF_ONE_ORDER = {"dp"}
OF_WORDPRESS = {"_fields", "rest_route"}
# Not a parameter of any route: it makes WooCommerce look at the key behind plain permalinks.
OURS = {"via"}
# Its words are those of the shop, whose plugins add some.
OF_THE_SHOP = re.compile(r"[a-z-]+(,[a-z-]+)*")
NEWER_WORDS = {("orderby", "modified"), ("status", "trash")}
NOT_INDEXED = re.compile(
    r"/|/wc/v3/(data|data/currencies/current|reports/orders/totals)|/wc/v3/refunds"
)


@cache
def routes():
    """[(pattern, endpoints)] of the index; none without the descriptions."""
    folder = os.environ.get("VENDOR_SPECS")
    if not folder:
        return []
    index = Path(folder) / "woocommerce" / "api_index_wc_v3.json"
    found = json.loads(index.read_text(encoding="utf-8"))["routes"]
    return [(re.compile(route), entry["endpoints"]) for route, entry in found.items()]


def refusals(wire):
    return [words for asked in wire.asked for words in faults(asked)] if routes() else []


def faults(asked):
    parts = urlsplit(asked.path)
    params = {k: v for k, v in parse_qsl(parts.query) if not k.startswith("oauth_")}
    route = params.get("rest_route") or parts.path.partition("/wp-json")[2]
    is_page = not route
    if is_page or NOT_INDEXED.fullmatch(route):
        return []
    endpoints = [e for pattern, found in routes() if pattern.fullmatch(route) for e in found]
    able = [endpoint for endpoint in endpoints if asked.method in endpoint["methods"]]
    if not able:
        return [f"{asked.method} {route} is not in the index"]
    known = able[0]["args"] or {}
    return [
        f"{route}: {name}={value}"
        for name, value in params.items()
        if not allowed(name, value, known)
    ]


def allowed(name, value, known):
    if name in NEWER | OF_WORDPRESS | OF_ONE_ORDER | OURS or (name, value) in NEWER_WORDS:
        return True
    if name == "status" and name in known and OF_THE_SHOP.fullmatch(value):
        return True
    return name in known and value in (known[name].get("enum") or [value])
