"""A file and a function fit on a screen or two."""

import ast
from pathlib import Path

from tests.conventions.source_files import REPOSITORY, definitions, shown, source_files, text_of

FILE_LINES = 300
FUNCTION_LINES = 30
BY_HAND = (".py", ".js", ".xml", ".css", ".scss", ".html", ".sh", ".graphql")


def test_files_have_at_most_300_lines():
    long = [
        f"{shown(path)} has {count}"
        for path in source_files(*BY_HAND)
        if (count := text_of(path).count("\n")) > FILE_LINES
    ]
    assert not long, "\n".join(long)


def test_functions_have_at_most_30_lines():
    long = [
        f"{shown(path, function.lineno)} {function.name} has {count}"
        for path in source_files(".py")
        for function in functions(path)
        if (count := lines_of(function)) > FUNCTION_LINES
    ]
    assert not long, "\n".join(long)


def test_a_docstring_does_not_count_as_length():
    text = 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    assert lines_of(ast.parse(text).body[0]) == 2


def test_the_repository_root_is_found():
    assert (REPOSITORY / "Makefile").exists()


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in definitions(path) if isinstance(node, kinds)]


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    length = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is None:
        return length
    docstring = function.body[0]
    return length - (docstring.end_lineno - docstring.lineno + 1)
