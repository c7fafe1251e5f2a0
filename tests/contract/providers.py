"""Every provider that lies in a folder, found as the product finds it: nothing lists them.

Looked through are our addons, the template, and the folders of addons that OMNI_ADDONS names.
"""

import importlib

from odoo.addons.omni_base.core import adapter as registry

from tests.support.pure_addons import addon_folders

FAMILIES = {
    "channels": "channel",
    "carriers": "carrier",
    "ledgers": "ledger",
    "desks": "desk",
}


def folders():
    """The folder of each provider: addons/<addon>/<family>/<code>/adapter.py."""
    return sorted(
        path.parent
        for addons in addon_folders()
        for family in FAMILIES
        for path in addons.glob(f"*/{family}/*/adapter.py")
    )


def load(folder):
    """The adapter class that a folder brings, or None."""
    family = folder.parent
    addon = family.parent
    for resources in (path for addons in addon_folders() for path in addons.glob("*/resources.py")):
        importlib.import_module(f"odoo.addons.{resources.parent.name}.resources")
    importlib.import_module(f"odoo.addons.{addon.name}.{family.name}")
    return registry.adapter(folder.name)


def kind_of(folder):
    return FAMILIES[folder.parent.name]
