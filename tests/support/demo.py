"""`make demo`: the sandbox and Odoo, the journey between them, then both until Ctrl-C.

ONCE=1     end after the journey, with its exit code
KEEP=1     go on with the demo database of last time
ODOO_PORT, SANDBOX_PORT, SMTP_PORT: other ports than 8069, 8070 and 8025
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack

from config.environment.databases import Databases
from config.environment.progress import CannotContinue, say, step
from config.environment.templates import our_template
from tests.support.processes import (
    DidNotStart,
    Server,
    die_with_parent,
    is_busy,
    mail_options,
    start_odoo,
    start_sandbox,
)

DATABASE = "omni_demo"
PORTS = {"ODOO_PORT": 8069, "SANDBOX_PORT": 8070, "SMTP_PORT": 8025}
JOURNEY = "tests.journey.demo"
ORDERS_A_DEMO = 1000
COUNT_DEMO = """
    INSERT INTO ir_config_parameter (key, value) VALUES ('omni_demo.count', '1')
    ON CONFLICT (key) DO UPDATE SET value = ir_config_parameter.value::int + 1
    RETURNING value
"""


def main() -> int:
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, signal.default_int_handler)
    die_with_parent()
    try:
        return _show()
    except (CannotContinue, DidNotStart) as reason:
        say(f"error: {reason}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


def _show() -> int:
    ports = _free_ports()
    _prepare_database()
    after = orders_before(DATABASE)
    with ExitStack() as running:
        with step("the sandbox: Shopify, Sendcloud and a mailbox"):
            sandbox = start_sandbox(ports["SANDBOX_PORT"], ports["SMTP_PORT"], after)
            running.callback(sandbox.stop)
        with step("Odoo"):
            odoo = start_odoo(DATABASE, ports["ODOO_PORT"], mail_options(sandbox))
            running.callback(odoo.stop)
        code = _run_journey(odoo, sandbox)
        return code if os.environ.get("ONCE") else _stay(odoo, sandbox, code)


def _free_ports() -> dict[str, int]:
    ports = {name: int(os.environ.get(name) or usual) for name, usual in PORTS.items()}
    for name, port in ports.items():
        if is_busy(port):
            raise CannotContinue(
                f"Port {port} is in use: stop what listens there, or choose another one "
                f"with {name}=…, as in `make demo {name}={port + 100}`."
            )
    return ports


def _prepare_database() -> None:
    variables = dict(os.environ)
    databases = Databases(variables)
    if os.environ.get("KEEP") and databases.exists(DATABASE):
        say(f"  ok database {DATABASE} kept from last time")
        return
    template = our_template(variables)
    with step(f"database {DATABASE}, a copy of the template"):
        databases.create(DATABASE, template)


def orders_before(database: str) -> int:
    """How many orders earlier demos on this database may have numbered, and count one more demo.

    The sandbox forgets everything when it stops. It goes on behind what the database knows.
    """
    demos = Databases(dict(os.environ)).query(COUNT_DEMO, database)
    return (int(demos[0]) - 1) * ORDERS_A_DEMO


def _run_journey(odoo: Server, sandbox: Server) -> int:
    """The journey learns from its environment where everything is, and prints a table."""
    told = {"ODOO_URL": odoo.url, "ODOO_DB": DATABASE, "SANDBOX_URL": sandbox.url}
    command = [sys.executable, "-m", JOURNEY]
    return subprocess.run(command, env={**os.environ, **told}, check=False).returncode


def _stay(odoo: Server, sandbox: Server, code: int) -> int:
    if code:
        say(f"\nThe journey failed; Odoo's log is {odoo.log}")
    say(f"\nOdoo:    {odoo.url}  (login admin, password admin)")
    say(f"Shop:    {sandbox.url}/shopify/")
    say(f"E-mails: {sandbox.url}/_mails")
    say("Ctrl-C stops everything.")
    try:
        while odoo.is_running() and sandbox.is_running():
            threading.Event().wait(1)
    except KeyboardInterrupt:
        say("\nStopped.")
        return code
    ended = sandbox if odoo.is_running() else odoo
    raise DidNotStart(f"{ended.log.stem} ended by itself, see {ended.log}")


if __name__ == "__main__":
    sys.exit(main())
