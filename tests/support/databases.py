"""A fresh database for a test: a copy of the template, dropped afterwards."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from config.environment.databases import Databases
from config.environment.templates import our_template, page_template

KEEP = "KEEP_DATABASES"
"""Set this variable to look at a failed test's database afterwards."""
REST = """
    WITH rested AS (
        UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' + interval '1 hour'
         WHERE id IN (SELECT res_id FROM ir_model_data
                       WHERE model = 'ir.cron' AND module NOT LIKE 'omni%')
        RETURNING id
    )
    DELETE FROM ir_cron_trigger USING rested WHERE cron_id = rested.id
"""
"""Odoo's own housekeeping was done a moment ago; ours is due, as after an installation."""


@contextmanager
def fresh_database(purpose: str = "test", pages: bool = False) -> Iterator[str]:
    """The name of a database with our addons installed and a French company, no demo data.

    ``pages``: for a browser, whose pages are compiled already.
    """
    name = f"omni_{purpose}_{secrets.token_hex(4)}"
    variables = dict(os.environ)
    databases = Databases(variables)
    template = page_template if pages else our_template
    databases.create(name, template(variables))
    databases.query(REST, name)
    try:
        yield name
    finally:
        if not os.environ.get(KEEP):
            databases.drop(name)


def query(database: str, sql: str) -> list[str]:
    """One string a row, columns parted by `|`; committed at once."""
    return Databases(dict(os.environ)).query(sql, database)
