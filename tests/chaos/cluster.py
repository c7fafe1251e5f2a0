"""A PostgreSQL of the run's own, which may be stopped in the middle of everything.

Where the tests run on a server that somebody named (PGHOST), that one is nobody's to stop: there a
restart is played by ending every session of the run's database.
"""

import contextlib
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from config.environment.databases import Databases, file_store
from config.environment.postgres_place import PostgresPlace, postgres_place
from config.environment.postgres_server import ROLE
from config.environment.progress import CannotContinue
from config.environment.templates import our_template
from tests.support.databases import fresh_database
from tests.support.processes import free_port

END_SESSIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{sockets}'
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
fsync = off
jit = off
timezone = 'UTC'
"""
"""What was committed is kept when the server is killed; only the machine may not fail."""
SECONDS_TO_COME_BACK = 60


class Shared:
    """A database on the server that the tests use anyway."""

    kind = "all its sessions ended"
    tells_clients = False
    """Whether it is known which process a session belongs to: by its port, over TCP."""

    def __init__(self, name):
        self.name = name

    def restart(self):
        Databases(dict(os.environ)).query(END_SESSIONS, self.name)


class Own(Shared):
    """A database on a server of its own."""

    kind = "stopped as by a crash, started again"
    tells_clients = True

    def __init__(self, name, place):
        super().__init__(name)
        self.place = place

    def restart(self):
        control(self.place, "-m", "immediate", "-w", "restart")


@contextlib.contextmanager
def database():
    """Yield a database with our addons; what it needs is gone afterwards."""
    if os.environ.get("PGHOST") != str(postgres_place().sockets):
        with fresh_database("chaos") as name:
            yield Shared(name)
        return
    with own_server() as (place, variables), tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "template"
        template = our_template(dict(os.environ))
        run("pg_dump", "-Fc", "-Z0", template, "-f", dump)
        with inside(variables):
            yield from filled(place, template, dump)


def filled(place, template, dump):
    name = f"omni_chaos_{os.getpid()}"
    run("createdb", name)
    run("pg_restore", "--no-owner", "-j", "2", "-d", name, dump)
    shutil.copytree(file_store(template), file_store(name), dirs_exist_ok=True)
    try:
        yield Own(name, place)
    finally:
        shutil.rmtree(file_store(name), ignore_errors=True)


@contextlib.contextmanager
def own_server():
    """Yield (place, variables) of a server that listens on a port of 127.0.0.1, by password."""
    usual = postgres_place()
    place = PostgresPlace(usual.home / f"chaos-{os.getpid()}", usual.account)
    place.make_home()
    for folder in (place.data, place.sockets, place.log.parent):
        place.give(folder)
    port = str(free_port())
    try:
        variables = {"PGHOST": "127.0.0.1", "PGPORT": port, "PGPASSWORD": secrets.token_hex(16)}
        initialise(place, variables)
        with inside(variables, PGUSER="postgres"):
            sql = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{variables['PGPASSWORD']}'"
            Databases(dict(os.environ)).query(sql)
        yield place, {**variables, "PGUSER": ROLE}
    finally:
        if (place.data / "postmaster.pid").exists():
            control(place, "-m", "immediate", "-w", "stop")
        shutil.rmtree(place.home, ignore_errors=True)
        shutil.rmtree(place.sockets, ignore_errors=True)


def initialise(place, variables):
    password = place.data.parent / "password"
    password.write_text(variables["PGPASSWORD"])
    password.chmod(0o600)
    if place.account:
        os.chown(password, place.account.pw_uid, place.account.pw_gid)
    as_account(place, "initdb", "-D", place.data, "-U", "postgres", "-A", "scram-sha-256",
               "--pwfile", password, "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
    password.unlink()
    settings = SETTINGS.format(port=variables["PGPORT"], sockets=place.sockets)
    (place.data / "postgresql.auto.conf").write_text(settings)
    control(place, "-w", "start")


@contextlib.contextmanager
def inside(variables, **more):
    """Everything that starts meanwhile uses this server."""
    wanted = {**variables, **more}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def control(place, *what):
    as_account(place, "pg_ctl", "-D", place.data, "-l", place.log, *what)


def as_account(place, program, *arguments):
    """Run a program of PostgreSQL with the rights that it accepts."""
    account = place.account
    rights = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    variables = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [program_path(program), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            env=variables,
            start_new_session=True,
            **(rights if account else {}),
        )
        said.seek(0)
        if done.returncode:
            raise CannotContinue(f"{program}: {said.read().decode(errors='replace')[-2000:]}")


def program_path(program):
    found = shutil.which(program)
    if not found:
        raise CannotContinue(f"{program} is not on the path.")
    return found


def run(program, *arguments):
    subprocess.run([program, *map(str, arguments)], check=True, stdin=subprocess.DEVNULL)


def query(name, sql):
    """One string a row; a server that is just coming back is waited for."""
    end = time.monotonic() + SECONDS_TO_COME_BACK
    while True:
        try:
            return Databases(dict(os.environ)).query(sql, name)
        except CannotContinue:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
