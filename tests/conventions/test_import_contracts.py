"""The import contracts name what is there: what does not exist, no contract can forbid."""

import re

from tests.conventions.source_files import REPOSITORY

FORBIDDEN = re.compile(r"^forbidden_modules = \[(.*?)^\]", re.MULTILINE | re.DOTALL)
PURE_FAMILIES = ("omni_base", "omni_channel", "omni_carrier")
WITH_ODOO = ("models", "wizards", "controllers", "cli")


def forbidden() -> set[str]:
    """Paths below `addons`, as `omni_base/models`."""
    (listed,) = FORBIDDEN.findall((REPOSITORY / "pyproject.toml").read_text())
    return {name.replace(".", "/") for name in re.findall(r'"odoo\.addons\.([\w.]+)"', listed)}


def test_what_the_contracts_forbid_exists():
    missing = [name for name in sorted(forbidden()) if not is_there(name)]
    assert not missing, missing


def test_the_contracts_forbid_all_that_knows_odoo():
    known = {f"{addon}/{part}" for addon in PURE_FAMILIES for part in WITH_ODOO}
    left_out = sorted(name for name in known if is_there(name) and name not in forbidden())
    assert not left_out, left_out


def is_there(name: str) -> bool:
    return any((REPOSITORY / "addons" / name).glob("*.py"))
