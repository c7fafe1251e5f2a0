"""Finds uv, or fetches it from the package index into the cache."""

import importlib.util
import shutil
import sys
from pathlib import Path

from .build_once import build_once
from .command import run_quietly
from .places import cache_folder
from .progress import CannotContinue, step

UV_VERSION = "0.13.9"


def uv_program() -> Path:
    target = cache_folder() / "uv" / UV_VERSION
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with step(f"uv {UV_VERSION} from the package index"):
            build_once(target, _fetch)
    return target / "bin" / "uv"


def _fetch(folder: Path) -> None:
    failure = "uv could not be installed from the Python package index: check the network."
    wanted = f"uv=={UV_VERSION}"
    if importlib.util.find_spec("pip"):
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps"]
        run_quietly([*pip, "--target", folder, wanted], failure)
        return
    if not importlib.util.find_spec("ensurepip"):
        raise CannotContinue(_without_pip(sys.version_info[:2]))
    run_quietly([sys.executable, "-m", "venv", folder / "venv"], failure)
    run_quietly([folder / "venv/bin/pip", "install", "-q", wanted], failure)
    (folder / "bin").mkdir()
    shutil.copy2(folder / "venv/bin/uv", folder / "bin/uv")


def _without_pip(version: tuple[int, int]) -> str:
    return (
        f"Python {version[0]}.{version[1]} has neither pip nor venv here: "
        "install them (Debian, Ubuntu: apt-get install python3-pip) and run again."
    )
