"""Which fields a remote's answers are known to have, and in what a body differs from that.

``known_fields.txt`` beside an adapter says it, a resource at a time, an object a line::

    [order]
    = id! currency# billing line_items meta_data*
    billing = city country first_name
    line_items = id! name meta_data*

``!`` must be there (it is read), ``#`` is never null, ``*`` holds whatever anybody put there. Lists
are looked through. Nothing is said of what is in a field that has no line of its own.
"""

import re
from functools import cache
from pathlib import Path

from msgspec import DecodeError, Struct

from .decoding import decoded

FILE = "known_fields.txt"
UNKNOWN, MISSING = "unknown", "missing"
MOST_ELEMENTS = 3
NAME = re.compile(r"[A-Za-z_][\w:-]{0,79}", re.ASCII)
FORMS = {
    str: "text",
    bool: "yes or no",
    int: "number",
    float: "number",
    list: "list",
    dict: "group",
}


class Difference(Struct, frozen=True):
    """``what``: unknown or missing. ``form``: of what is unknown, never its value."""

    what: str
    path: str
    form: str = ""


class Node:
    """What is known of an object; ``children``: {field: Node}, empty where nothing is said."""

    __slots__ = ("children", "filled", "is_open", "needed")

    def __init__(self):
        self.children = {}
        self.needed = self.filled = ()
        self.is_open = False

    def learn(self, fields):
        """Take in the fields of one line."""
        for marked in fields:
            name = marked.rstrip("!#*")
            self.children.setdefault(name, Node()).is_open = marked.endswith("*")
        self.needed = tuple(one.rstrip("!#*") for one in fields if "!" in one)
        self.filled = tuple(one.rstrip("!#*") for one in fields if "#" in one)


@cache
def shapes_beside(module_file):
    """Return {resource: Node} of the file beside a module; nothing where there is none."""
    path = Path(module_file).with_name(FILE)
    return read_shapes(path.read_text(encoding="utf-8")) if path.is_file() else {}


def read_shapes(text):
    shapes = {}
    root = Node()
    for line in text.splitlines():
        if line.startswith("["):
            root = shapes[line.strip("[] ")] = Node()
        elif "=" in line and not line.startswith("#"):
            place, _sign, fields = line.partition("=")
            node_at(root, place.split()).learn(fields.split())
    return shapes


def node_at(root, place):
    node = root
    for name in place[0].split(".") if place else ():
        node = node.children.setdefault(name, Node())
    return node


def differences(shape, body):
    """Return the Differences of a body, as bytes or decoded; none of what is no JSON."""
    if isinstance(body, bytes):
        try:
            body = decoded(body)
        except DecodeError:
            return []
    found = {}
    _compare(shape, body, "", found)
    return [Difference(*key, form) for key, form in found.items()]


def _compare(node, value, path, found):
    if isinstance(value, list):
        for one in value[:MOST_ELEMENTS]:
            _compare(node, one, path, found)
    elif isinstance(value, dict) and node.children and not node.is_open:
        _compare_object(node, value, path, found)


def _compare_object(node, value, path, found):
    lost = [name for name in node.needed if name not in value]
    lost += [name for name in node.filled if name in value and value[name] is None]
    for name in lost:
        found[MISSING, path + name] = ""
    for name in value.keys() - node.children.keys():
        shown = name if NAME.fullmatch(name) else "…"
        found[UNKNOWN, path + shown] = FORMS.get(type(value[name]), "empty")
    for name, child in node.children.items():
        if child.children and name in value:
            _compare(child, value[name], f"{path}{name}.", found)
