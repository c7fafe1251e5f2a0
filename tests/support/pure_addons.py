"""Makes the pure folders of the addons importable without Odoo.

They have one name only, `odoo.addons.<addon>.…`: two names would make two `Adapter`
classes. So the parents are stood in for by empty packages whose path leads into
addons/; the addons' own `__init__` (models, controllers) is never executed. Whoever
imports more of Odoo than that gets a ModuleNotFoundError.
"""

import os
import sys
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).resolve().parents[2]
TESTS = REPOSITORY / "tests"
OWN = (REPOSITORY / "addons", TESTS / "template_addons", TESTS / "toy_addons")


def addon_folders() -> list[Path]:
    """Ours, the template's, the toys', and those that OMNI_ADDONS names (parted by ``:``)."""
    named = [part for part in os.environ.get("OMNI_ADDONS", "").split(os.pathsep) if part]
    return [*OWN, *(Path(part).expanduser().resolve() for part in named)]


def make_importable() -> None:
    """For a process that runs no Odoo; refused once the real one is loaded."""
    if "odoo.release" in sys.modules:
        raise RuntimeError("The real Odoo is loaded in this process.")
    _package("odoo", [])
    _package("odoo.addons", [])
    for addons in addon_folders():
        for manifest in sorted(addons.glob("*/__manifest__.py")):
            _package(f"odoo.addons.{manifest.parent.name}", [str(manifest.parent)])


def _package(name: str, path: list[str]) -> None:
    package = ModuleType(name)
    package.__path__ = path
    sys.modules[name] = package
    parent, _dot, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, package)
