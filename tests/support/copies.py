"""The ways in which people copy an Odoo database, each with the tool that they would use."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.environment.databases import Databases, file_store

MOVED = """
import sys
import odoo
from odoo.service.db import restore_db
odoo.tools.config.parse_config([], setup_logging=False)
restore_db(sys.argv[1], sys.argv[2], copy=False)
"""


class Copier:
    """Copies `source`, which nobody is connected to."""

    def __init__(self, source: str, folder: Path):
        self.source, self.folder = source, folder
        self.databases = Databases(dict(os.environ))
        self.variables = {**os.environ, "ODOO_RC": str(self._open_configuration())}

    def by_dump(self, name: str) -> None:
        """pg_dump, and psql into a new database."""
        self.databases.query(f'CREATE DATABASE "{name}" TEMPLATE template0')
        dump = self.folder / f"{name}.sql"
        self._run("pg_dump", "--no-owner", "-f", str(dump), self.source)
        self._run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-f", str(dump), name)

    def by_template(self, name: str) -> None:
        """createdb -T."""
        self._run("createdb", "-T", self.source, name)

    def by_duplicate(self, name: str) -> None:
        """Odoo's own duplicate."""
        self._run("odoo", "db", "duplicate", self.source, name)

    def by_restore_as_copy(self, name: str) -> None:
        """Odoo's own backup, restored as a copy."""
        self._run("odoo", "db", "load", name, str(self._backup(name)))

    def by_restore_as_moved(self, name: str) -> None:
        """Odoo's own backup, restored with “this database was moved”: it keeps its uuid."""
        self._run(sys.executable, "-c", MOVED, name, str(self._backup(name)))

    def neutralized(self, name: str) -> None:
        """createdb -T, then odoo neutralize."""
        self.by_template(name)
        self._run("odoo", "neutralize", "-d", name)

    def _backup(self, name: str) -> Path:
        backup = self.folder / f"{name}.zip"
        self._run("odoo", "db", "dump", self.source, str(backup))
        return backup

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, env=self.variables, capture_output=True, text=True)
        assert not done.returncode, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"

    def _open_configuration(self) -> Path:
        """Odoo's database tools are switched off in our configuration."""
        text = Path(os.environ["ODOO_RC"]).read_text().replace("list_db = False", "list_db = True")
        target = self.folder / "odoo.conf"
        target.write_text(text)
        return target


@contextmanager
def copier(source: str) -> Iterator[Copier]:
    folder = Path(tempfile.mkdtemp(prefix="omni-copies-"))
    try:
        yield Copier(source, folder)
    finally:
        shutil.rmtree(folder)


@contextmanager
def copied(copies: Copier, way: str, name: str) -> Iterator[str]:
    """The name of a copy made in that way, dropped afterwards."""
    copies.databases.drop(name)
    try:
        getattr(copies, way)(name)
        yield name
    finally:
        copies.databases.drop(name)
        shutil.rmtree(file_store(name), ignore_errors=True)
