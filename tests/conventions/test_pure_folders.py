"""core/, channels/ and carriers/ are plain Python: they run without Odoo."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.conventions.source_files import REPOSITORY, shown, source_files, text_of

PURE_FOLDERS = ("core", "channels", "carriers", "ledgers", "desks")
PURE_IMPORT = re.compile(r"odoo\.addons\.omni_\w+\.(core|channels|carriers|ledgers|desks)(\.|$)")


def test_pure_folders_import_nothing_of_odoo():
    found = [
        f"{shown(path, line)} imports {name}"
        for path in pure_files()
        for line, name in foreign_imports(text_of(path))
    ]
    assert not found, "\n".join(found)


def test_an_import_of_the_orm_is_seen():
    assert foreign_imports("from odoo import models\n") == [(1, "odoo.models")]


def test_an_import_of_the_base_core_is_allowed():
    assert not foreign_imports("from odoo.addons.omni_base.core import http\n")


def test_every_pure_module_imports_without_odoo_and_database():
    command = [sys.executable, "-c", IMPORT_ALL, *map(module_name, pure_files())]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY)
    assert done.returncode == 0, done.stderr


IMPORT_ALL = """
import importlib, sys
from tests.support.pure_addons import make_importable
make_importable()
for name in sys.argv[1:]:
    importlib.import_module(name)
assert "odoo.release" not in sys.modules
"""


def pure_files() -> list[Path]:
    return [
        path
        for path in source_files(".py", under=("addons",))
        if path.relative_to(REPOSITORY).parts[2] in PURE_FOLDERS
    ]


def module_name(path: Path) -> str:
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(["odoo", *parts]).removesuffix(".__init__")


def foreign_imports(text: str) -> list[tuple[int, str]]:
    names = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return [
        (line, name)
        for line, name in names
        if name.split(".")[0] == "odoo" and not PURE_IMPORT.match(name)
    ]
