"""The commands that the Makefile and config/run call through config/start.py."""

import os

from . import postgres_server
from .check import run_check
from .databases import Databases
from .parts import Report
from .progress import CannotContinue, say
from .templates import drop_all, our_template, partial_database
from .test_suite import run_test_suite
from .variables import environment_variables
from .virtualenv import write_lock


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        say(f"One of these is needed: {', '.join(COMMANDS)}.")
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except CannotContinue as reason:
        say(f"error: {reason}")
        return 1
    except KeyboardInterrupt:
        return 130


def _check(_arguments: list[str]) -> int:
    report = Report()
    run_check(report, environment_variables(database=False))
    return report.close()


def _test(_arguments: list[str]) -> int:
    report = Report()
    run_test_suite(report, environment_variables())
    return report.close()


def _setup(_arguments: list[str]) -> int:
    environment_variables()
    say("The environment is ready: `config/run CMD` runs a command in it.")
    return 0


def _run(arguments: list[str]) -> int:
    if not arguments:
        raise CannotContinue("config/run needs a command, as in `config/run odoo --version`.")
    variables = environment_variables()
    try:
        os.execvpe(arguments[0], arguments, variables)
    except FileNotFoundError:
        raise CannotContinue(f"There is no command `{arguments[0]}` here.") from None


def _stop(_arguments: list[str]) -> int:
    say("PostgreSQL stopped." if postgres_server.stop() else "PostgreSQL was not running.")
    return 0


def _lock(_arguments: list[str]) -> int:
    write_lock()
    return 0


def _database(arguments: list[str]) -> int:
    """A fresh database NAME with our addons, or with only the MODULES named after it."""
    if not arguments:
        raise CannotContinue("A name is needed, as in `make database NAME=mine`.")
    variables = environment_variables()
    name, modules = arguments[0], arguments[1:]
    if modules:
        partial_database(name, modules, variables)
    else:
        Databases(variables).create(name, our_template(variables))
    say(f"Database {name} is ready: `config/run odoo -d {name}`.")
    return 0


def _clean_databases(_arguments: list[str]) -> int:
    dropped = drop_all(environment_variables())
    say(f"{len(dropped)} databases dropped.")
    return 0


COMMANDS = {
    "setup": _setup,
    "check": _check,
    "test": _test,
    "run": _run,
    "stop": _stop,
    "lock": _lock,
    "database": _database,
    "clean-databases": _clean_databases,
}
