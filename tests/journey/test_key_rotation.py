"""The command that changes the key of the secrets, killed in the middle and started again."""

import os
import subprocess

import pytest
from cryptography.fernet import Fernet, InvalidToken

from tests.journey.back_office import wait
from tests.support.databases import fresh_database, query

SECRETS = 500
CONNECT = f"""
connection = env["omni.connection"].create({{"name": "Shop", "adapter_code": "shopify"}})
connection.credential_ids.filtered(lambda row: row.name == "token").value = "shpat_of_the_test"
env.flush_all()
env.cr.execute('''
    INSERT INTO omni_credential (connection_id, company_id, name, is_secret, secret)
         SELECT connection_id, company_id, name || n, true, secret
           FROM omni_credential, generate_series(2, {SECRETS}) n WHERE secret IS NOT NULL
''')
env.cr.commit()
"""
SLEEP_AT_THE_LAST = """
    CREATE FUNCTION omni_sleep() RETURNS trigger AS $$
    BEGIN PERFORM pg_sleep(90); RETURN NEW; END $$ LANGUAGE plpgsql;
    CREATE TRIGGER omni_sleep BEFORE UPDATE ON omni_credential FOR EACH ROW
      WHEN (OLD.name = 'token450') EXECUTE FUNCTION omni_sleep();
"""
WAKE = "DROP TRIGGER omni_sleep ON omni_credential; DROP FUNCTION omni_sleep;"
ASLEEP = (
    "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
)


class Installation:
    """A database with many secrets, and Odoo's command line in an environment with some keys."""

    def __init__(self, database):
        self.database = database
        self.old, self.new = (Fernet.generate_key().decode() for _n in range(2))
        subprocess.run(
            self._command("shell"), input=CONNECT, env=self._with(self.old), text=True, check=True
        )

    def start(self, *keys, database=None):
        return subprocess.Popen(
            self._command("omni_rotate_key", database),
            env=self._with(*keys),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def rotate(self, *keys, database=None):
        """Return (exit code, what was said)."""
        process = self.start(*keys, database=database)
        said, complained = process.communicate(timeout=120)
        return process.returncode, said + complained

    def readable_with(self, *keys):
        """Return how many secrets the keys read."""
        rows = self.sql("SELECT secret FROM omni_credential WHERE secret IS NOT NULL")
        return sum(any(self._reads(key, row) for key in keys) for row in rows)

    def sql(self, text):
        return query(self.database, text)

    def _reads(self, key, token):
        try:
            return Fernet(key).decrypt(token.encode()) == b"shpat_of_the_test"
        except InvalidToken:
            return False

    def _command(self, name, database=None):
        return ["odoo", name, "-d", database or self.database, "--log-level=warn"]

    def _with(self, *keys):
        return {**os.environ, "OMNI_SECRET_KEY": ",".join(keys)}


@pytest.fixture(scope="module")
def place():
    with fresh_database() as name:
        yield Installation(name)


def test_killed_in_the_middle_every_secret_is_still_read_by_both_keys(place):
    place.sql(SLEEP_AT_THE_LAST)
    process = place.start(place.new, place.old)
    sleeper = wait(lambda: place.sql(ASLEEP), "the chosen secret", 30)[0]
    process.kill()
    process.wait()
    place.sql(f"SELECT pg_terminate_backend({sleeper})")
    place.sql(WAKE)
    assert 0 < place.readable_with(place.new) < SECRETS
    assert place.readable_with(place.new, place.old) == SECRETS


def test_started_again_it_does_the_rest_and_says_so(place):
    code, said = place.rotate(place.new, place.old)
    assert code == 0
    assert "100 secrets encrypted anew, 400 had the newest key" in said
    assert "older keys" in said


def test_then_the_new_key_alone_reads_everything(place):
    assert place.readable_with(place.new) == SECRETS


def test_without_the_key_that_they_were_stored_with_it_fails_and_names_the_connection(place):
    code, said = place.rotate(Fernet.generate_key().decode())
    assert code == 1
    assert "No key reads the secrets of: Shop." in said
    assert place.readable_with(place.new) == SECRETS


def test_a_malformed_key_is_a_sentence_and_no_traceback(place):
    code, said = place.rotate("no-key")
    assert (code, "holds is no key" in said, "Traceback" in said) == (1, True, False)


def test_an_unknown_database_is_a_sentence_and_no_traceback(place):
    code, said = place.rotate(place.new, database="omni_of_nobody")
    assert (code, "does not exist" in said, "Traceback" in said) == (1, True, False)


def test_no_secret_and_no_key_is_said(place):
    _code, said = place.rotate(place.new, place.old)
    assert not any(word in said for word in ("shpat_of_the_test", place.new, place.old))


def test_the_command_is_listed_with_odoo_s_own():
    told = subprocess.run(["odoo", "help"], capture_output=True, text=True, check=True).stdout
    assert "omni_rotate_key" in told
