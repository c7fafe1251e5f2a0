"""An Odoo registry in this process on a fresh database, and what is counted while it works."""

import time
from contextlib import contextmanager
from dataclasses import dataclass

import odoo
from odoo import api, sql_db
from odoo.orm.registry import Registry
from odoo.tools import config


@dataclass
class Cost:
    """CPU seconds of this process, SQL queries, wall seconds, and calls, where they are counted."""

    cpu: float = 0.0
    sql: int = 0
    wall: float = 0.0
    calls: int = 0

    def per(self, count):
        return Cost(self.cpu / count, self.sql / count, self.wall / count)


@contextmanager
def measured():
    """Yield a Cost that is filled in when the block ends."""
    cost = Cost()
    cpu, sql, wall = time.process_time(), sql_db.sql_counter, time.perf_counter()
    yield cost
    cost.cpu = time.process_time() - cpu
    cost.sql = sql_db.sql_counter - sql
    cost.wall = time.perf_counter() - wall


@contextmanager
def environment(database):
    """Yield an Environment of OdooBot whose work is really committed."""
    import os

    config.parse_config(["-c", os.environ["ODOO_RC"], "-d", database, "--log-level=warn"])
    registry = Registry(database)
    with registry.cursor() as cr:
        env = api.Environment(cr, odoo.SUPERUSER_ID, {"lang": "en_US"})
        yield env
        cr.commit()


@contextmanager
def statements():
    """Yield a list that fills with the text of every statement while the block runs."""
    said = []
    execute = sql_db.Cursor.execute

    def listening(cursor, query, *args, **options):
        said.append(query if isinstance(query, str) else getattr(query, "code", None) or str(query))
        return execute(cursor, query, *args, **options)

    sql_db.Cursor.execute = listening
    try:
        yield said
    finally:
        sql_db.Cursor.execute = execute
