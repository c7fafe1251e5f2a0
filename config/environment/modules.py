"""Which addons are ours, what they need of Odoo, and what their content is."""

import ast
import hashlib
from pathlib import Path

from .places import ADDONS

ALSO_INSTALLED = (
    "account",
    "base",
    "base_setup",
    "contacts",
    "delivery",
    "l10n_fr_account",
    "mail",
    "phone_validation",
    "product",
    "sale",
    "sale_management",
    "sale_stock",
    "stock",
    "stock_account",
    "stock_delivery",
    "web",
)
"""Installed in every database besides what our addons ask for: a French shop's Odoo.

What is implied is named too: an addon that starts to depend on one of these does not
put the template of outside modules out of date.
"""
JOINED = ("queue_job", "sale_mrp")
"""Modules that addons of ours join where they are found. Those are in no usual
database: they have one of their own in `make test`.
"""
NOT_INSTALLED = ("__pycache__", "tests", "samples")
"""Folders that change nothing in a database: they do not make a template out of date."""


def our_modules(addons: Path = ADDONS) -> list[str]:
    """Sorted names of the addons that are in every database of ours."""
    return sorted(_usual(_manifests(addons)))


def joining_modules(addons: Path = ADDONS) -> list[str]:
    """Sorted names of the addons that join ours with a module of others."""
    manifests = _manifests(addons)
    installable = {name for name, manifest in manifests.items() if _installable(manifest)}
    return sorted(installable - set(_usual(manifests)))


def outside_modules(addons: Path = ADDONS) -> list[str]:
    """Sorted names of the modules that are not ours and must be there before ours."""
    manifests = _manifests(addons)
    needed = set(ALSO_INSTALLED)
    for manifest in _usual(manifests).values():
        needed.update(manifest.get("depends", []))
    return sorted(needed - set(manifests))


def content_hash(addons: Path = ADDONS) -> str:
    """Changes with every file that an installation can see."""
    digest = hashlib.sha256()
    left_out = joining_modules(addons)
    for path in sorted(addons.rglob("*")):
        inside = path.relative_to(addons)
        if not path.is_file() or path.suffix in (".pyc", ".md") or _is_left_out(inside):
            continue
        if inside.parts[0] in left_out:
            continue
        digest.update(f"{inside}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _is_left_out(inside: Path) -> bool:
    return any(part in NOT_INSTALLED for part in inside.parts[1:-1])


def _manifests(addons: Path) -> dict[str, dict]:
    return {
        path.parent.name: ast.literal_eval(path.read_text())
        for path in sorted(addons.glob("*/__manifest__.py"))
    }


def _installable(manifest: dict) -> bool:
    return bool(manifest.get("installable", True))


def _usual(manifests: dict[str, dict]) -> dict[str, dict]:
    return {
        name: manifest
        for name, manifest in manifests.items()
        if _installable(manifest) and not set(JOINED) & set(manifest.get("depends", []))
    }
