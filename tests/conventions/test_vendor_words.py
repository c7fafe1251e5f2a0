"""What is shared names no vendor: a channel or a carrier is one folder, and nothing else."""

import re
from pathlib import Path

from tests.conventions.source_files import shown, text_of

ADDONS = Path(__file__).resolve().parents[2] / "addons"
SHARED = ("omni_base", "omni_channel", "omni_carrier", "omni_channel_carrier", "omni_mrp")
FOLDERS_OF_VENDORS = ("channels", "carriers")
NOT_SHIPPED = ("tests", "i18n", "i18n_extra")
# What is planned is a list of names, and does nothing else.
LISTS_OF_NAMES = ("planned.py",)
KINDS = (".py", ".xml", ".js", ".svg", ".csv", ".scss")


def vendors():
    """Names of the vendors' folders, as words and as labels."""
    for addon in SHARED:
        for kind in FOLDERS_OF_VENDORS:
            for adapter in (ADDONS / addon / kind).glob("*/adapter.py"):
                yield adapter.parent.name


def is_shared(path):
    steps = path.relative_to(ADDONS).parts
    apart = (*FOLDERS_OF_VENDORS, *NOT_SHIPPED)
    return path.suffix in KINDS and not set(apart) & set(steps) and path.name not in LISTS_OF_NAMES


def test_there_are_vendors():
    assert len(set(vendors())) > 1


def test_no_shared_file_names_a_vendor():
    names = re.compile("|".join(sorted(set(vendors()))), re.IGNORECASE)
    found = [
        f"{shown(path, number)} {line.strip()}"
        for addon in SHARED
        for path in sorted((ADDONS / addon).rglob("*"))
        if path.is_file() and is_shared(path) and names.search(text_of(path))
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if names.search(line)
    ]
    assert not found, "\n".join(found)
