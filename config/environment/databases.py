"""Databases and their file stores, by the PostgreSQL programs on PATH."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from .configuration import data_folder
from .progress import CannotContinue

VACUUM_AT_WORK = "permission denied to terminate process"
VACUUM_SECONDS = 60


class Databases:
    """Acts on the server that `variables` (PGHOST …) names."""

    def __init__(self, variables: dict[str, str]):
        self.variables = variables

    def query(self, sql: str, database: str = "postgres") -> list[str]:
        """One string a row, its columns parted by `|`."""
        command = ["psql", "-X", "-d", database, "-Atq", "-v", "ON_ERROR_STOP=1", "-c", sql]
        try:
            done = subprocess.run(command, env=self.variables, capture_output=True, text=True)
        except FileNotFoundError:
            raise CannotContinue("psql is not on PATH: install PostgreSQL's client.") from None
        if done.returncode:
            raise CannotContinue(f"PostgreSQL refused: {done.stderr.strip()}")
        return done.stdout.splitlines()

    def names(self, prefix: str = "") -> list[str]:
        """Oldest first."""
        rows = self.query("SELECT datname FROM pg_database WHERE datallowconn ORDER BY oid")
        return [name for name in rows if name.startswith(prefix)]

    def exists(self, name: str) -> bool:
        return name in self.names(name)

    def create(self, name: str, template: str = "template0") -> None:
        """A copy of `template`, file store included, in less than a second."""
        self.drop(name)
        self.query(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        if file_store(template).exists():
            shutil.copytree(file_store(template), file_store(name), copy_function=_link)

    def drop(self, name: str) -> None:
        """PostgreSQL's own vacuum may be at work in it; nobody may end that, and it ends soon."""
        for left in reversed(range(VACUUM_SECONDS)):
            try:
                self.query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                break
            except CannotContinue as refused:
                if not left or VACUUM_AT_WORK not in str(refused):
                    raise
                time.sleep(1)
        shutil.rmtree(file_store(name), ignore_errors=True)

    def rename(self, name: str, new: str) -> None:
        """The file store goes first: a database that has its final name is complete."""
        shutil.rmtree(file_store(new), ignore_errors=True)
        if file_store(name).exists():
            os.rename(file_store(name), file_store(new))
        self.query(f'ALTER DATABASE "{name}" RENAME TO "{new}"')


def file_store(name: str) -> Path:
    return data_folder() / "filestore" / name


def _link(source: str, target: str) -> None:
    """Files of a store are named after their content and never written again."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
