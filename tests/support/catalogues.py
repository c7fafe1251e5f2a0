"""Refreshes the catalogues of our addons: exports the terms, keeps the French that is known.

config/run python -m tests.support.catalogues DATABASE

DATABASE is a fresh one of `make database NAME=…`; addons that join ours with modules of others are
refreshed where they are installed in it (`config/run odoo -d DATABASE -i omni_mrp …`). Writes
i18n/<addon>.pot and i18n/fr.po of each and prints the terms that still have no French: fill them
in there.
"""

import os
import subprocess
import sys
from pathlib import Path

import polib

from config.environment.databases import Databases
from config.environment.modules import joining_modules, our_modules
from config.environment.places import ADDONS

FRENCH = {
    "Language": "fr",
    "Language-Team": "French",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}


def export(database: str, modules: list[str]) -> None:
    command = ["odoo", "i18n", "export", "-d", database, *modules, "-l", "pot"]
    subprocess.run(command, check=True, capture_output=True)


def joined(database: str) -> list[str]:
    """The joining addons that are installed in the database."""
    asked = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    return sorted({*Databases(dict(os.environ)).query(asked, database)} & {*joining_modules()})


def merge(folder: Path, module: str) -> list[str]:
    """Write fr.po anew in the template's order; return the terms without French."""
    french = polib.pofile(str(folder / f"{module}.pot"))
    french.metadata |= FRENCH
    known = translated(folder / "fr.po")
    for entry in french:
        entry.msgstr = known.get(entry.msgid, "")
    french.save(str(folder / "fr.po"))
    return [f"{module}: {entry.msgid}" for entry in french if not entry.msgstr]


def translated(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}


def main(database: str) -> int:
    modules = our_modules() + joined(database)
    export(database, modules)
    left = [term for module in modules for term in merge(ADDONS / module / "i18n", module)]
    print("\n".join(left) or "Every term has its French.")
    return bool(left)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
