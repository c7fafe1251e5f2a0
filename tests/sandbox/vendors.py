"""Which vendors are played: each module offers `create(world) -> Vendor`."""

import importlib
import importlib.util

MODULES = (
    "tests.sandbox.shopify",
    "tests.sandbox.sendcloud",
    "tests.sandbox.woocommerce",
)


def create_all(world):
    """All vendors whose module exists, by name."""
    found = [name for name in MODULES if importlib.util.find_spec(name)]
    vendors = [importlib.import_module(name).create(world) for name in found]
    return {vendor.name: vendor for vendor in vendors}
