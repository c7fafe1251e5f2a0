"""What every test outside the addons shares.

Run with `-p no:odoo` (all of tests/ is), pytest leaves Odoo out, and the folders named
in `pure_addons` import as `odoo.addons.<addon>.…` without Odoo and without a database.
"""

import gc
import os
from pathlib import Path

import pytest

from tests.support.pure_addons import make_importable

FEW_COLLECTIONS = (50_000, 20, 50)


def pytest_configure(config):
    gc.set_threshold(*FEW_COLLECTIONS)
    if config.pluginmanager.is_blocked("odoo"):
        make_importable()


def pytest_collection_finish():
    """The tests themselves stay to the end: nobody looks through them for garbage."""
    gc.freeze()


@pytest.fixture(scope="session")
def vendor_specs() -> Path | None:
    """The folder of the vendors' published descriptions, when VENDOR_SPECS names one."""
    named = os.environ.get("VENDOR_SPECS")
    return Path(named).resolve() if named else None
