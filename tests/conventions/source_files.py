"""The files that the style tests read."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
WRITTEN_BY_HAND = ("addons", "config", "tests")


def source_files(*suffixes: str, under: tuple[str, ...] = WRITTEN_BY_HAND) -> Iterator[Path]:
    for folder in under:
        yield from (path for path in _files(folder) if path.suffix in suffixes)


@cache
def _files(folder: str) -> list[Path]:
    """Looked for once: no test writes here."""
    found = sorted((REPOSITORY / folder).rglob("*"))
    return [path for path in found if "__pycache__" not in path.parts and path.is_file()]


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


@cache
def definitions(path: Path) -> list[Definition]:
    """All classes and functions of a Python file, in any depth; expressions hold none."""
    return list(_defined(ast.parse(text_of(path))))


def _defined(block: ast.AST) -> Iterator[Definition]:
    for name in BLOCKS:
        for statement in getattr(block, name, ()):
            if isinstance(statement, Definition):
                yield statement
            yield from _defined(statement)


def shown(path: Path, line: int = 1) -> str:
    """As a terminal makes it clickable."""
    return f"{path.relative_to(REPOSITORY)}:{line}"
