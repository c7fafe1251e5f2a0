"""The played shops whose totals are compared: a file each, found by its name."""

import pkgutil
from importlib import import_module


def shops():
    """{code: module}; each has ``CODE`` and ``place(outside, market, baskets)``."""
    found = [import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    return {module.CODE: module for module in found}
