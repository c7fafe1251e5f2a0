"""The configuration file Odoo reads here: odoo.conf with this machine's folders added."""

import os
from pathlib import Path

from .places import ADDONS, REPOSITORY, cache_folder, run_folder


def data_folder() -> Path:
    """Odoo's file stores, one a database, and its sessions."""
    return cache_folder() / "odoo-data"


def write_configuration() -> Path:
    data_folder().mkdir(parents=True, exist_ok=True)
    target = run_folder() / "odoo.conf"
    text = (REPOSITORY / "odoo.conf").read_text().rstrip("\n")
    added = f"addons_path = {ADDONS}\ndata_dir = {data_folder()}\n"
    unfinished = target.with_name(f"odoo.conf.{os.getpid()}")
    unfinished.write_text(f"{text}\n\n; Added by `make setup`\n{added}")
    unfinished.rename(target)
    return target
