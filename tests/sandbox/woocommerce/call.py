"""One request to the API, and one answer, apart from HTTP."""

from dataclasses import dataclass, field

from tests.sandbox.vendor import json_response

SEPARATORS = {"ensure_ascii": False}


@dataclass
class Call:
    """`params` are body over query, as WordPress merges them; `given` is the body alone."""

    method: str
    route: str
    params: dict
    given: dict
    query: dict
    key: object = None
    item_error: dict | None = None

    def number(self, name, default):
        return int(self.params.get(name, default))

    def flag(self, name):
        return is_true(self.params.get(name))

    def ids(self, name):
        """A list of ids from a list or a comma-separated text."""
        value = self.params.get(name) or []
        parts = value if isinstance(value, list) else str(value).replace(",", " ").split()
        return [int(part) for part in parts if str(part).strip().lstrip("-").isdigit()]

    def words(self, name):
        value = self.params.get(name) or []
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]


def is_true(value):
    return value in (True, 1, "1", "true", "yes")


@dataclass
class Answer:
    data: object
    status: int = 200
    headers: dict = field(default_factory=dict)

    def response(self, fields=()):
        data = self.data
        if fields:
            data = [_only(row, fields) for row in data] if isinstance(data, list) else data
            data = _only(data, fields) if isinstance(data, dict) else data
        return json_response(data, status=self.status, headers=self.headers)


def _only(row, fields):
    """`_fields`: the named members (of a.b the whole a), links left out."""
    tops = {name.partition(".")[0] for name in fields}
    return {name: value for name, value in row.items() if name in tops}


@dataclass
class Api:
    """Addresses: `home` of the shop, and how its API is reached."""

    home: str
    permalinks: bool = True

    def url(self, route):
        if self.permalinks:
            return f"{self.home}/wp-json/wc/v3/{route}"
        return f"{self.home}/index.php?rest_route=/wc/v3/{route}"

    def links(self, item, collection, **more):
        found = {"self": item, "collection": collection, **more}
        return {name: [{"href": self.url(route)}] for name, route in found.items() if route}
