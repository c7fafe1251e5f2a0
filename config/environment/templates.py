"""Template databases: an installed Odoo costs two minutes once, then half a second.

Layer one holds every module that is not ours, with a French company. Layer two is a
copy of it with our addons installed; layer three, of that, with the web client's pages
compiled, for a browser. Their names come from their content; a template
that has its name is complete, since it is built under another name and renamed.
"""

import hashlib
from pathlib import Path

from .build_once import exclusive, is_held
from .databases import Databases
from .modules import content_hash, our_modules, outside_modules
from .odoo_command import install, run_odoo
from .places import cache_folder
from .progress import step

OUTSIDE = "omni_outside_"
OURS = "omni_template_"
PAGES = "omni_pages_"
KEPT = {OUTSIDE: 2, OURS: 4, PAGES: 2}
UNFINISHED = "_unfinished"
SCRIPTS = [
    Path(__file__).resolve().parents[1] / "database" / name
    for name in ("french_company.py", "web_assets.py")
]
COMPILE_PAGES = SCRIPTS[0].with_name("web_pages.py")
QUIET = ("--no-http", "--max-cron-threads=0")


def install_log(template: str) -> Path:
    """What Odoo said while it made this template."""
    return cache_folder() / "install-logs" / f"{template}.log"


def outside_template(variables: dict[str, str]) -> str:
    marks = [
        variables["OMNI_ODOO_IDENTITY"],
        *(script.read_text() for script in SCRIPTS),
        *outside_modules(),
    ]
    name = OUTSIDE + hashlib.sha256("\n".join(marks).encode()).hexdigest()[:12]
    title = "a template database with Odoo's own modules (one to two minutes, once)"
    return _build(name, title, variables, _install_outside)


def our_template(variables: dict[str, str]) -> str:
    base = outside_template(variables)
    name = OURS + hashlib.sha256(f"{base} {content_hash()}".encode()).hexdigest()[:12]
    title = f"a template database with {', '.join(our_modules()) or 'no addon of ours'}"
    return _build(name, title, variables, lambda *made: _install_ours(base, *made))


def page_template(variables: dict[str, str]) -> str:
    base = our_template(variables)
    digest = hashlib.sha256(f"{base} {COMPILE_PAGES.read_text()}".encode())
    name = PAGES + digest.hexdigest()[:12]
    title = "a template database with the web client's pages"
    return _build(name, title, variables, lambda *made: _compile_pages(base, *made))


def partial_database(name: str, modules: list[str], variables: dict[str, str]) -> None:
    """Only some of our addons, while the others do not install yet."""
    base = outside_template(variables)
    with step(f"database {name} with {', '.join(modules)}"):
        Databases(variables).create(name, base)
        install_log(name).unlink(missing_ok=True)
        install(name, modules, install_log(name), variables)


def drop_all(variables: dict[str, str]) -> list[str]:
    databases = Databases(variables)
    names = databases.names("omni_")
    for name in names:
        databases.drop(name)
    return names


def _build(name: str, title: str, variables: dict[str, str], fill) -> str:
    databases = Databases(variables)
    if databases.exists(name):
        return name
    with exclusive(_lock(name)):
        if databases.exists(name):
            return name
        unfinished = name + UNFINISHED
        install_log(name).unlink(missing_ok=True)
        with step(title):
            databases.drop(unfinished)
            fill(databases, unfinished, install_log(name), variables)
            databases.rename(unfinished, name)
    _drop_old(databases, name)
    return name


def _lock(name: str) -> Path:
    return cache_folder() / "install-logs" / f".{name}.lock"


def _install_outside(databases: Databases, database: str, log: Path, variables: dict) -> None:
    databases.create(database)
    install(database, outside_modules(), log, variables)
    for script in SCRIPTS:
        run_odoo(["shell", "-d", database, *QUIET], log, variables, script)


def _install_ours(
    base: str, databases: Databases, database: str, log: Path, variables: dict
) -> None:
    databases.create(database, base)
    if our_modules():
        install(database, our_modules(), log, variables)


def _compile_pages(
    base: str, databases: Databases, database: str, log: Path, variables: dict
) -> None:
    databases.create(database, base)
    run_odoo(["shell", "-d", database, *QUIET], log, variables, COMPILE_PAGES)


def _drop_old(databases: Databases, name: str) -> None:
    """Of each kind the newest stay; what an interrupted build left behind goes."""
    prefix = next(kind for kind in KEPT if name.startswith(kind))
    found = databases.names(prefix)
    for unfinished in [old for old in found if old.endswith(UNFINISHED)]:
        if not is_held(_lock(unfinished.removesuffix(UNFINISHED))):
            databases.drop(unfinished)
    finished = [old for old in found if not old.endswith(UNFINISHED)]
    for old in finished[: -KEPT[prefix]]:
        if old != name:
            databases.drop(old)
            install_log(old).unlink(missing_ok=True)
