"""Holds a transaction of somebody else's open at a chosen statement, as long as a test likes."""

import os
import time

import psycopg2

NUMBER = 0x0417_0101
STAND = """
    CREATE OR REPLACE FUNCTION omni_stand() RETURNS trigger AS $$
    BEGIN
        PERFORM set_config('lock_timeout', '0', true);
        PERFORM pg_advisory_xact_lock_shared({number});
        RETURN COALESCE(NEW, OLD);
    END $$ LANGUAGE plpgsql;
    CREATE TRIGGER omni_stand {moment} ON {table} FOR EACH ROW {condition}
        EXECUTE FUNCTION omni_stand();
"""
STANDING = """
    SELECT count(*) FROM pg_locks
     WHERE locktype = 'advisory' AND NOT granted AND objid = {number}
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class Blocker:
    """Who comes to the moment waits there, with its transaction open, until ``let_go``.

    ``moment``: as in CREATE TRIGGER, for example BEFORE INSERT.
    """

    def __init__(self, database, table, moment, condition=""):
        self._session = psycopg2.connect(dbname=database, user=os.environ.get("PGUSER", "odoo"))
        self._session.autocommit = True
        self.table = table
        self._run(
            STAND.format(number=NUMBER, moment=moment, table=table, condition=condition),
            f"SELECT pg_advisory_lock({NUMBER})",
        )

    def wait(self, seconds=60):
        """Return once somebody stands there."""
        end = time.monotonic() + seconds
        while self._ask(STANDING.format(number=NUMBER)) == 0:
            assert time.monotonic() < end, f"nobody came to {self.table}"
            time.sleep(0.1)

    def let_go(self):
        """From now on nobody is held, and who stood there goes on."""
        self._run("SELECT pg_advisory_unlock_all()")

    def close(self):
        """Take the moment away again."""
        self.let_go()
        self._run(f"DROP TRIGGER IF EXISTS omni_stand ON {self.table}")
        self._session.close()

    def _run(self, *statements):
        with self._session.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _ask(self, statement):
        with self._session.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]
