"""Fields as they are collected from many bodies, and the text of ``known_fields.txt``."""

from odoo.addons.omni_base.core.shape import read_shapes


class Tree:
    """``open``: holds whatever anybody put there. ``marks``: ``!`` is read, ``#`` is never null."""

    def __init__(self):
        self.children = {}
        self.open = False
        self.mark = ""
        self.bodies = 0

    def __getitem__(self, name):
        return self.children.setdefault(name, Tree())

    def at(self, path):
        node = self
        for name in path:
            node = node[name]
        return node

    def learn(self, value):
        """Take in a body; an object that is seen again tells what is always there."""
        if isinstance(value, list):
            for one in value:
                self.learn(one)
        elif isinstance(value, dict):
            self.bodies += 1
            for name, inner in value.items():
                self[name].learn_as_field(inner)

    def learn_as_field(self, value):
        self.present = getattr(self, "present", 0) + 1
        self.learn(value)

    def is_always_there(self, name):
        return self.bodies and getattr(self.children.get(name), "present", 0) == self.bodies

    def keep(self, node):
        """Take over what a file said before: fields and free parts are never forgotten."""
        for name, child in node.children.items():
            self[name].open = self[name].open or child.is_open
            self[name].keep(child)

    def keep_marks(self, node):
        """Take over the marks too, where nothing but the file tells what is read."""
        for name in node.needed:
            self[name].mark = "!"
        for name, child in node.children.items():
            self[name].keep_marks(child)

    def lines(self, path=()):
        if not self.children or self.open:
            return
        words = [
            name + child.mark + ("*" if child.open else "")
            for name, child in sorted(self.children.items())
        ]
        yield f"{'.'.join(path)} = {' '.join(words)}".strip()
        for name, child in sorted(self.children.items()):
            yield from child.lines((*path, name))


def read_file(path):
    return read_shapes(path.read_text(encoding="utf-8")) if path.is_file() else {}


def text_of(trees):
    """Return the file of {resource: Tree}."""
    parts = ["# Made by `python -m tests.known_fields`; see omni_base/core/shape.py.\n"]
    for resource, tree in sorted(trees.items()):
        parts.append("\n".join([f"[{resource}]", *tree.lines(), ""]))
    return "\n".join(parts)
