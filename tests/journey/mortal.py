"""An Odoo that is killed (kill -9) at one chosen moment, and started again at the same address."""

from tests.journey.back_office import wait
from tests.support.databases import query
from tests.support.odoo_client import OdooClient
from tests.support.processes import free_port, mail_options, start_odoo

SLEEP = """
    CREATE OR REPLACE FUNCTION omni_sleep() RETURNS trigger AS $$
    BEGIN PERFORM pg_sleep(90); RETURN NEW; END $$ LANGUAGE plpgsql;
    CREATE TRIGGER omni_sleep {moment} FOR EACH ROW {condition} EXECUTE FUNCTION omni_sleep();
"""
ASLEEP = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
END_SESSIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class Mortal:
    """Whoever has such an Odoo; his ``office`` is told of the new log-in."""

    def begin(self, sandbox, database):
        self.sandbox, self.database, self.port = sandbox, database, free_port()
        self.start()

    def start(self):
        options = mail_options(self.sandbox)
        self.server = start_odoo(self.database, port=self.port, options=options)
        self.odoo = OdooClient(self.server.url, self.database)
        if hasattr(self, "office"):
            self.office.odoo = self.odoo

    def sql(self, text):
        return query(self.database, text)

    def fall_asleep(self, table, moment, condition=""):
        """From now on the statement at this moment does not end."""
        self.asleep_on = table
        self.sql(SLEEP.format(moment=f"{moment} ON {table}", condition=condition))

    def is_asleep(self):
        return self.sql(ASLEEP) != ["0"]

    def crash(self):
        """Kill the server; its sessions end as they do when their client is gone."""
        wait(self.is_asleep, "the chosen moment")
        self.server.kill()
        self.sql(END_SESSIONS)
        self.sql(f"DROP TRIGGER omni_sleep ON {self.asleep_on}")
