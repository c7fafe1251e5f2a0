"""Every provider that lies in a folder, found as the product finds it: nothing lists them."""

import importlib
from pathlib import Path

from odoo.addons.omni_base.core import adapter as registry

ADDONS = Path(__file__).resolve().parents[2] / "addons"
FAMILIES = {
    "channels": "channel",
    "carriers": "carrier",
    "ledgers": "ledger",
    "desks": "desk",
}


def folders():
    """The folder of each provider: addons/<addon>/<family>/<code>/adapter.py."""
    return sorted(
        path.parent for family in FAMILIES for path in ADDONS.glob(f"*/{family}/*/adapter.py")
    )


def load(folder):
    """The adapter class that a folder brings, or None."""
    family = folder.parent
    addon = family.parent
    if (addon / "resources.py").exists():
        importlib.import_module(f"odoo.addons.{addon.name}.resources")
    importlib.import_module(f"odoo.addons.{addon.name}.{family.name}")
    return registry.adapter(folder.name)


def kind_of(folder):
    return FAMILIES[folder.parent.name]
