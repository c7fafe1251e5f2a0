"""Finds Odoo 19, by the first way that works here."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import odoo_debian
from .build_once import build_once
from .command import run_quietly
from .places import cache_folder
from .progress import CannotContinue, step

UPSTREAM = "https://github.com/odoo/odoo"
BRANCH = "19.0"
NONE_WORKED = (
    "Odoo 19 is not here: either install it so that Python can import `odoo`, or set ODOO_HOME "
    f"to a checkout of its branch {BRANCH}, or have a network and apt on Debian, or git elsewhere."
)
LOOK = (
    "import json, os, odoo.release as r; "
    "print(json.dumps([r.version, os.path.dirname(os.path.dirname(r.__file__))]))"
)


@dataclass(frozen=True)
class OdooSource:
    import_folder: Path
    """Put on Python's path, `import odoo` finds Odoo there."""
    identity: str
    """Changes whenever another Odoo is found: part of the name of all that is built on it."""


def find_odoo() -> OdooSource:
    for way in (_from_home, _already_importable, _from_debian, _from_clone):
        found = way()
        if found:
            return OdooSource(found, _identity(found))
    raise CannotContinue(NONE_WORKED)


def _from_home() -> Path | None:
    home = os.environ.get("ODOO_HOME")
    if not home:
        return None
    if not (Path(home) / "odoo" / "release.py").exists():
        raise CannotContinue(f"ODOO_HOME={home} holds no Odoo: odoo/release.py is not there.")
    return _checked(Path(home).absolute())


def _already_importable() -> Path | None:
    found = subprocess.run(
        [sys.executable, "-c", LOOK], capture_output=True, text=True, cwd="/", check=False
    )
    if found.returncode:
        return None
    version, folder = json.loads(found.stdout)
    return Path(folder) if version.startswith("19.") else None


def _from_debian() -> Path | None:
    return odoo_debian.import_folder() if odoo_debian.is_possible() else None


def _from_clone() -> Path | None:
    target = cache_folder() / "odoo-clone" / BRANCH
    if target.exists():
        return target
    if not shutil.which("git"):
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    with step(f"a shallow clone of Odoo {BRANCH} (about 1 GB)"):
        build_once(target, _clone)
    return target


def _clone(folder: Path) -> None:
    command = ["git", "clone", "-q", "--depth=1", f"--branch={BRANCH}", UPSTREAM, folder]
    run_quietly(command, NONE_WORKED)


def _checked(folder: Path) -> Path:
    release = (folder / "odoo" / "release.py").read_text()
    if "version_info = (19," not in release:
        raise CannotContinue(f"{folder} holds another Odoo than 19: this project needs 19.0.")
    return folder


def _identity(folder: Path) -> str:
    marks = [str(folder), (folder / "odoo" / "release.py").read_text()]
    head = folder / ".git" / "HEAD"
    if head.exists():
        command = ["git", "-C", str(folder), "rev-parse", "HEAD"]
        marks.append(subprocess.run(command, capture_output=True, text=True).stdout)
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:12]
