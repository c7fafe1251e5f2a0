"""The commands that the Makefile and config/run call through config/start.py."""

import os

from . import postgres_server
from .progress import CannotContinue, say
from .variables import environment_variables


def main(arguments: list[str]) -> int:
    commands = {"setup": _setup, "run": _run, "stop": _stop}
    if not arguments or arguments[0] not in commands:
        say(f"One of these is needed: {', '.join(commands)}.")
        return 2
    try:
        return commands[arguments[0]](arguments[1:])
    except CannotContinue as reason:
        say(f"error: {reason}")
        return 1
    except KeyboardInterrupt:
        return 130


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
