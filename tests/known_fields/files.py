"""The file of one provider, from its own module here or else from its samples."""

import importlib
import importlib.util
import json
import re
from collections import defaultdict

from tests.known_fields.tree import Tree, read_file, text_of

NAME = "known_fields.txt"
WORDS = re.compile(r"[-.]")


def written(folder):
    """Return the text of a provider's file; what it says already stays in it."""
    known, trees = read_file(folder / NAME), defaultdict(Tree)
    own = source_of(folder)
    for resource, node in known.items():
        trees[resource].keep(node)
        if not getattr(own, "MARKS", False):
            trees[resource].keep_marks(node)
    (own.learn if own else learn_samples)(trees, folder)
    return text_of(trees)


def source_of(folder):
    name = f"tests.known_fields.{folder.name}"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def learn_samples(trees, folder):
    for path in sorted((folder / "samples").glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        trees[WORDS.split(path.name)[0]].learn(body)
