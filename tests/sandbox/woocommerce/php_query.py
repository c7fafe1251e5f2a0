"""A query string as PHP reads it: a[]=1&a[]=2 is a list, a[x]=1 a map, the last of a name wins."""

import re
from urllib.parse import unquote_plus

NAME = re.compile(r"([^\[\]]+)((?:\[[^\]]*\])*)")
PART = re.compile(r"\[([^\]]*)\]")


def parse(text):
    """{name: text | {key: …}}; lists are maps of "0", "1", … as in PHP."""
    found = {}
    for piece in text.split("&"):
        if not piece:
            continue
        name, _equals, value = piece.partition("=")
        shape = NAME.fullmatch(unquote_plus(name))
        if shape:
            _put(found, [shape[1], *PART.findall(shape[2])], unquote_plus(value))
    return found


def _put(place, keys, value):
    for key in keys[:-1]:
        inner = place.get(_key(place, key))
        if not isinstance(inner, dict):
            inner = {}
            place[_key(place, key)] = inner
        place = inner
    place[_key(place, keys[-1])] = value


def _key(place, key):
    return key or str(len(place))


def plain(value):
    """Maps whose keys count up from 0 as lists."""
    if not isinstance(value, dict):
        return value
    if all(key == str(place) for place, key in enumerate(value)):
        return [plain(item) for item in value.values()]
    return {key: plain(item) for key, item in value.items()}
