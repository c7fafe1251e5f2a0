"""The pinned packages: what people see, what is installed, and what must stay out."""

import importlib.metadata
import re
import subprocess

import pytest

from tests.conventions.source_files import REPOSITORY

PIN = re.compile(r"^([a-z0-9-]+)==([\w.]+)")


def test_every_requirement_is_pinned_exactly():
    loose = [
        line for line in _lines("requirements.txt", "requirements-test.txt") if not PIN.match(line)
    ]
    assert not loose


def test_the_lock_holds_every_requirement_at_its_version():
    required = set(_pins("requirements.txt", "requirements-test.txt"))
    assert required <= set(_pins("requirements.lock"))


def test_pypdf2_is_neither_locked_nor_installed():
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.version("PyPDF2")
    assert "pypdf2" not in dict(_pins("requirements.lock"))


def test_pypdf_is_installed():
    assert importlib.metadata.version("pypdf")


def test_odoo_knows_every_option_of_the_configuration():
    """An unknown one only makes Odoo warn, and is then ignored."""
    command = ["python", "-c", ASK_ODOO, str(REPOSITORY / "odoo.conf")]
    told = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY)
    assert (told.returncode, told.stderr) == (0, "")


ASK_ODOO = """
import configparser, sys
from odoo.tools import config
parser = configparser.ConfigParser()
parser.read(sys.argv[1])
unknown = [name for name in parser["options"] if name not in config.options]
sys.exit(f"unknown: {unknown}" if unknown else 0)
"""


def _lines(*names: str) -> list[str]:
    lines = [line for name in names for line in (REPOSITORY / name).read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def _pins(*names: str) -> list[tuple[str, str]]:
    return [found.groups() for found in map(PIN.match, _lines(*names)) if found]
