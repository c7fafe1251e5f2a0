"""The Python environment: the pinned packages, and Odoo on its path."""

import hashlib
import os
import sys
from pathlib import Path

from .build_once import build_once, forget_all_but
from .command import run_quietly
from .odoo_source import OdooSource
from .package_index import index_environment
from .places import REPOSITORY, cache_folder
from .progress import step
from .uv_tool import uv_program

REQUIREMENTS = ("requirements.txt", "requirements-test.txt", "requirements.lock")
EXCLUDED = REPOSITORY / "config" / "excluded.txt"
RECIPE = 1
"""Raise it when the way a virtual environment is built changes."""
FAILURE = "The Python packages of requirements.lock could not be installed: check the network."
STARTER = "#!{python}\nimport odoo.cli\n\nif __name__ == '__main__':\n    odoo.cli.main()\n"
KEPT = 3


def prepare(odoo: OdooSource) -> Path:
    """The folder of the virtual environment, built when there is none for this content."""
    home = cache_folder() / "venv"
    target = home / f"{sys.version_info.major}.{sys.version_info.minor}-{_content(odoo)}"
    if not target.exists():
        home.mkdir(parents=True, exist_ok=True)
        uv = uv_program()
        with step("Python packages of requirements.lock"):
            build_once(target, lambda folder: _build(uv, odoo, folder, target))
        forget_all_but(KEPT, [path for path in home.iterdir() if path.name[0] != "."])
    os.utime(target)
    return target


def _content(odoo: OdooSource) -> str:
    digest = hashlib.sha256(f"{RECIPE} {odoo.identity} {sys.executable} {sys.version}".encode())
    for path in [*(REPOSITORY / name for name in REQUIREMENTS), EXCLUDED]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _build(uv: Path, odoo: OdooSource, folder: Path, target: Path) -> None:
    folder.rmdir()
    environment = index_environment()
    relocatable = ["--relocatable", "--no-project", "--python", sys.executable]
    run_quietly([uv, "venv", "-q", *relocatable, folder], FAILURE, environment)
    install = [uv, "pip", "install", "-q", "--python", folder / "bin/python"]
    lock = ["--excludes", EXCLUDED, "-r", REPOSITORY / "requirements.lock"]
    run_quietly([*install, *lock], FAILURE, environment)
    _add_odoo(odoo, folder, target)


def _add_odoo(odoo: OdooSource, folder: Path, target: Path) -> None:
    packages = next(folder.glob("lib/python3*/site-packages"))
    (packages / "odoo_source.pth").write_text(f"{odoo.import_folder}\n")
    for information in odoo.import_folder.glob("odoo-*.egg-info"):
        (packages / information.name).symlink_to(information)
    starter = folder / "bin" / "odoo"
    starter.write_text(STARTER.format(python=target / "bin" / "python"))
    starter.chmod(0o755)


def write_lock() -> None:
    """Resolves requirements*.txt for every supported Python and system."""
    lock = REPOSITORY / "requirements.lock"
    command = [uv_program(), "pip", "compile", "-q", "--universal", "--python-version", "3.10"]
    given = ["--excludes", EXCLUDED, *(REPOSITORY / name for name in REQUIREMENTS[:2])]
    written = ["-o", lock, "--no-annotate", "--custom-compile-command", "make lock"]
    with step("requirements.lock"):
        run_quietly([*command, *given, *written], FAILURE, index_environment())
