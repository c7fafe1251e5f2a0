"""WooCommerce's own discovery index: what each endpoint says that it takes."""

import functools
import json
import re
from pathlib import Path

INDEX = "api_index_wc_v3.json"
# No type of JSON Schema: the plugin checks these itself, or not at all.
OPEN_TYPES = ("date-time", "mixed")


@functools.lru_cache(maxsize=2)
def load_description(folder):
    return Description(json.loads((Path(folder) / INDEX).read_text())["routes"])


class Description:
    def __init__(self, routes):
        self._routes = [
            (re.compile(pattern.removeprefix("/wc/v3")), found["endpoints"])
            for pattern, found in routes.items()
        ]

    def arguments(self, method, route):
        """{name: schema} of an endpoint, or {} where the index knows none."""
        for pattern, endpoints in self._routes:
            if pattern.pattern and pattern.fullmatch(route):
                return self._of_method(endpoints, method)
        return {}

    @staticmethod
    def _of_method(endpoints, method):
        for endpoint in endpoints:
            if method in endpoint["methods"]:
                return {name: _usable(schema) for name, schema in endpoint["args"].items()}
        return {}


def _usable(schema):
    """Only what WordPress checks of an argument: its type and its words; lists one level deep."""
    kind = schema.get("type")
    found = {"required": bool(schema.get("required"))}
    if isinstance(kind, str) and kind not in OPEN_TYPES:
        found["type"] = kind
    if schema.get("enum"):
        found["enum"] = schema["enum"]
    if isinstance(schema.get("items"), dict) and schema["items"].get("type"):
        found["items"] = {"type": schema["items"]["type"]}
    return found
