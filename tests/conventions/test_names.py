"""Names say what a thing is, not that it is there to help."""

import ast
import re

from tests.conventions.source_files import definitions, shown, source_files

EMPTY_WORDS = re.compile(r"(^|_)(utils?|helpers?|managers?|handlers?)(_|$)")
EMPTY_CLASS = re.compile(r"(Utils?|Helper|Manager|Handler)(?=[A-Z]|$)")


def test_no_file_is_named_after_its_uselessness():
    found = [shown(path) for path in source_files(".py", ".js") if EMPTY_WORDS.search(path.stem)]
    assert not found, "\n".join(found)


def test_no_class_or_function_is_named_so():
    found = [
        f"{shown(path, node.lineno)} {node.name}"
        for path in source_files(".py")
        for node in definitions(path)
        if is_empty_name(node.name) and not follows_its_base(node)
    ]
    assert not found, "\n".join(found)


def test_an_empty_name_is_seen():
    assert is_empty_name("OrderManager") and is_empty_name("order_utils")


def test_a_class_may_be_named_as_the_library_class_it_extends():
    text = "class QuietHandler(http.server.BaseHTTPRequestHandler): pass"
    assert follows_its_base(ast.parse(text).body[0])


def follows_its_base(node: ast.AST) -> bool:
    bases = [ast.unparse(base) for base in getattr(node, "bases", [])]
    return any(is_empty_name(base.rpartition(".")[2]) for base in bases)


def is_empty_name(name: str) -> bool:
    return bool(EMPTY_WORDS.search(name) or EMPTY_CLASS.search(name))
