"""A fresh database for a test: a copy of the template, dropped afterwards."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from config.environment.databases import Databases
from config.environment.templates import our_template

KEEP = "KEEP_DATABASES"
"""Set this variable to look at a failed test's database afterwards."""


@contextmanager
def fresh_database(purpose: str = "test") -> Iterator[str]:
    """The name of a database with our addons installed and a French company, no demo data."""
    name = f"omni_{purpose}_{secrets.token_hex(4)}"
    variables = dict(os.environ)
    databases = Databases(variables)
    databases.create(name, our_template(variables))
    try:
        yield name
    finally:
        if not os.environ.get(KEEP):
            databases.drop(name)


def query(database: str, sql: str) -> list[str]:
    """One string a row, columns parted by `|`; committed at once."""
    return Databases(dict(os.environ)).query(sql, database)
