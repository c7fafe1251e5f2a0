"""Which fields a provider's answers are known to have: the file fits what it reads."""

import json
import re

import pytest

from odoo.addons.omni_base.core.shape import FILE, differences, shapes_beside

from tests.known_fields.files import source_of, written

from .providers import folders, load

FOLDERS = [folder for folder in folders() if (folder / FILE).is_file()]
WHERE = {"shipment": ("label", "data"), "shipping_options": ("rate", "data")}

provider = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)


def shapes(folder):
    return shapes_beside(str(folder / "adapter.py"))


def bodies(folder):
    """(resource, body) of each sample of a kind that the file knows."""
    for path in sorted((folder / "samples").glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        resource, inner = WHERE.get(path.stem, (re.split(r"[-.]", path.name)[0], None))
        if resource in shapes(folder):
            yield resource, body[inner] if inner else body


@provider
def test_samples_are_as_they_are_known(folder):
    found = [differences(shapes(folder)[resource], body) for resource, body in bodies(folder)]
    assert found and not any(found)


@provider
def test_the_adapter_finds_the_file(folder):
    assert load(folder).known_fields() == shapes(folder)


@provider
def test_a_version_that_ends_is_named(folder):
    kind = load(folder)
    assert not kind.api_until or kind.api_version


@provider
def test_the_file_is_as_the_command_writes_it(folder, vendor_specs):
    """If not: `VENDOR_SPECS=… python -m tests.known_fields`, then look at what changed."""
    if source_of(folder) and not vendor_specs:
        pytest.skip("needs the vendors' descriptions (VENDOR_SPECS)")
    assert (folder / FILE).read_text(encoding="utf-8") == written(folder)
