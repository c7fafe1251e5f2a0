"""The variables a command sees inside the environment."""

import os
import sys
from pathlib import Path

from . import postgres_server
from .configuration import write_configuration
from .odoo_source import find_odoo
from .places import REPOSITORY, cache_folder
from .progress import CannotContinue
from .virtualenv import prepare

INSIDE = "OMNI_ENVIRONMENT"
"""Set inside the environment, so that a nested `config/run` builds nothing twice."""


def environment_variables(database: bool = True) -> dict[str, str]:
    """Builds what is missing first; `database`: PostgreSQL is needed and started."""
    if os.environ.get(INSIDE) == str(REPOSITORY):
        return dict(os.environ)
    if sys.version_info < (3, 10) or sys.version_info >= (3, 14):
        raise CannotContinue(
            f"Odoo 19 runs on Python 3.10 to 3.13 and this is {sys.version.split()[0]}: "
            "name another one, as in `make PYTHON=python3.12 …`."
        )
    odoo = find_odoo()
    virtualenv = prepare(odoo)
    variables = dict(os.environ)
    if database and not variables.get("PGHOST"):
        variables.update(postgres_server.ensure_running(virtualenv))
    variables.update(_python(virtualenv, variables.get("PATH", os.defpath)))
    variables["ODOO_RC"] = str(write_configuration())
    variables["OMNI_ODOO_IDENTITY"] = odoo.identity
    if database:
        variables[INSIDE] = str(REPOSITORY)
    return variables


def _python(virtualenv: Path, path: str) -> dict[str, str]:
    programs = virtualenv / "bin"
    return {
        "VIRTUAL_ENV": str(virtualenv),
        "PATH": f"{programs}{os.pathsep}{path}",
        "PYTHONPATH": os.pathsep.join(
            part for part in (str(REPOSITORY), os.environ.get("PYTHONPATH")) if part
        ),
        **compiled_once(),
    }


def compiled_once() -> dict[str, str]:
    """Python keeps what it compiled in our cache, also where the caller's Python may not write.

    An Odoo that compiles itself at each start takes twice as long.
    """
    return {
        "PYTHONPYCACHEPREFIX": str(cache_folder() / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
