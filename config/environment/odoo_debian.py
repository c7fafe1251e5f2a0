"""Odoo 19 from Debian's package, unpacked into the cache and never installed.

A private apt root downloads the packages, so neither the machine's own sources
nor its installed packages are touched, and no root rights are needed.
"""

import os
import shutil
from pathlib import Path

from .build_once import build_once, exclusive
from .command import run_quietly
from .debian_sources import mirror_uri
from .places import cache_folder
from .progress import step

ODOO_SUITE = "sid"
ASSET_SUITE = "bookworm"
"""Odoo's web assets are links to files of other packages, at the paths of this release."""
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
PACKAGES = (
    f"odoo-19/{ODOO_SUITE}",
    f"fonts-montserrat/{ODOO_SUITE}",
    *(
        f"{name}/{ASSET_SUITE}"
        for name in (
            "libjs-jquery",
            "libjs-underscore",
            "libjs-jquery-form",
            "fonts-font-awesome",
            "fonts-roboto-unhinted",
            "fonts-inconsolata",
            "fonts-glyphicons-halflings",
            "fonts-ocr-b",
        )
    ),
)
IMPORT_FOLDER = "usr/lib/python3/dist-packages"
LEFT_OUT = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
"""Blurs the background of video calls; not free enough for Debian. Odoo logs an error for
it on every first page, so an empty file takes its place."""
RECIPE = "r2"
"""Raise it when the way the packages are unpacked changes."""
FAILURE = "Odoo 19 could not be had from Debian's package archive: check the network."


def is_possible() -> bool:
    tools = all(shutil.which(name) for name in ("apt-get", "apt-cache", "dpkg"))
    return bool(tools and KEYRING.exists() and mirror_uri())


def import_folder() -> Path:
    """The folder to put on Python's path; its name holds version and checksum."""
    if not _ready():
        with exclusive(_home() / ".fetch.lock"):
            if not _ready():
                _fetch()
    return _ready()[-1] / IMPORT_FOLDER


def _home() -> Path:
    return cache_folder() / "odoo-debian"


def _ready() -> list[Path]:
    """Complete ones, the newest last."""
    return sorted(_home().glob(f"19.*-{RECIPE}"), key=lambda path: path.stat().st_mtime)


def _fetch() -> None:
    root = _home() / "apt"
    with step("Debian's package lists"):
        build_once(root, _make_apt_root)
    version, checksum = _newest(root)
    with step(f"Odoo {version} from Debian (130 MB)"):
        target = _home() / f"{version}-{checksum[:12]}-{RECIPE}"
        build_once(target, lambda folder: _unpack(root, folder))
    shutil.rmtree(root, ignore_errors=True)


def _make_apt_root(root: Path) -> None:
    for folder in ("lists/partial", "cache/archives/partial", "state"):
        (root / folder).mkdir(parents=True)
    (root / "state/status").touch()
    entry = f"deb [signed-by={KEYRING}] {mirror_uri()}"
    lines = [f"{entry} {suite} main\n" for suite in (ODOO_SUITE, ASSET_SUITE)]
    (root / "sources.list").write_text("".join(lines))
    run_quietly([*_apt("apt-get", root), "update"], FAILURE)


def _apt(program: str, root: Path) -> list[str]:
    settings = {
        "Dir::State": root / "state",
        "Dir::State::status": root / "state/status",
        "Dir::State::lists": root / "lists",
        "Dir::Cache": root / "cache",
        "Dir::Etc::sourcelist": root / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "APT::Sandbox::User": "",
        "APT::Update::Error-Mode": "any",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    options = [f"-o{name}={value}" for name, value in settings.items()]
    return [program, *options]


def _newest(root: Path) -> tuple[str, str]:
    """Version and SHA256 of the package that will be downloaded."""
    shown = run_quietly([*_apt("apt-cache", root), "show", "--no-all-versions", "odoo-19"], FAILURE)
    fields = dict(line.split(": ", 1) for line in shown.splitlines() if ": " in line)
    return fields["Version"], fields["SHA256"]


def _unpack(root: Path, folder: Path) -> None:
    downloads = folder / "downloads"
    downloads.mkdir()
    run_quietly([*_apt("apt-get", root), "download", *PACKAGES], FAILURE, folder=downloads)
    for package in sorted(downloads.glob("*.deb")):
        run_quietly(["dpkg", "-x", package, folder], FAILURE)
    shutil.rmtree(downloads)
    _fill_gap(folder / IMPORT_FOLDER / LEFT_OUT)


def _fill_gap(missing: Path) -> None:
    """Its date is fixed: Odoo names its asset bundles after the dates of their files."""
    if missing.exists():
        return
    missing.parent.mkdir(parents=True, exist_ok=True)
    missing.touch()
    os.utime(missing, (0, 0))
