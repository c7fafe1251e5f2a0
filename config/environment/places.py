"""Where things lie: in the repository and in the cache outside it."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
ADDONS = REPOSITORY / "addons"
RUN_FOLDER = REPOSITORY / ".run"
"""Logs and generated files of this checkout, ignored by git."""


def cache_folder() -> Path:
    """Everything heavy: safe to delete whole, at the price of building it again."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base).expanduser().absolute() / "omni"


def run_folder() -> Path:
    RUN_FOLDER.mkdir(exist_ok=True)
    return RUN_FOLDER
