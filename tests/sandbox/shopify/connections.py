"""Relay connections over lists, with cursors that stay right while the list changes."""

import base64
import json
from bisect import bisect_left, bisect_right

from graphql import GraphQLError

PAGE_LIMIT = 250


def page(nodes, keys, arguments):
    """One page of nodes already sorted by their keys, a (value, id) pair each.

    A cursor names the last key, not a position: what moved to the end meanwhile is met there.
    """
    first, last = _sizes(arguments)
    if arguments.get("reverse"):
        nodes, keys = nodes[::-1], [_Reversed(key) for key in reversed(keys)]
    start, stop = 0, len(nodes)
    if arguments.get("after"):
        start = bisect_right(keys, _like(keys, read_cursor(arguments["after"])))
    if arguments.get("before"):
        stop = bisect_left(keys, _like(keys, read_cursor(arguments["before"])))
    begin, end = start, max(stop, start)
    if first is not None:
        end = min(end, begin + first)
    if last is not None:
        begin = max(begin, end - last)
    return _connection(nodes, keys, begin, end)


def _connection(nodes, keys, begin, end):
    shown = nodes[begin:end]
    cursors = [write_cursor(key) for key in keys[begin:end]]
    return {
        "nodes": shown,
        "edges": [{"node": node, "cursor": c} for node, c in zip(shown, cursors, strict=False)],
        "pageInfo": {
            "hasNextPage": end < len(nodes),
            "hasPreviousPage": begin > 0,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        },
    }


def list_page(nodes, arguments):
    """A page of a list that is kept in its own order."""
    return page(nodes, [(index, 0) for index in range(len(nodes))], arguments)


def _sizes(arguments):
    first, last = arguments.get("first"), arguments.get("last")
    if first is None and last is None:
        raise GraphQLError("you must provide one of first or last")
    if first is not None and last is not None:
        raise GraphQLError("providing both first and last is not supported")
    for name, size in (("first", first), ("last", last)):
        if size is not None and size < 0:
            raise GraphQLError(f"{name} must be greater than or equal to 0")
    return first, last


class _Reversed:
    """A key that sorts the other way round."""

    __slots__ = ("key",)

    def __init__(self, key):
        self.key = key

    def __lt__(self, other):
        return other.key < self.key


def _like(keys, key):
    return _Reversed(key) if keys and isinstance(keys[0], _Reversed) else key


def write_cursor(key):
    value, number = key.key if isinstance(key, _Reversed) else key
    text = json.dumps({"last_id": number, "last_value": value}, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


def read_cursor(cursor):
    try:
        read = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        return read["last_value"], read["last_id"]
    except (ValueError, KeyError, TypeError) as problem:
        raise GraphQLError("Invalid cursor for current pagination sort.") from problem
