"""What the README shows as a whole adapter is a file that the tests run."""

import re

import pytest

from tests.conventions.source_files import REPOSITORY

TOYS = REPOSITORY / "tests" / "toy_addons"
BLOCK = re.compile(
    r"^```python\n# (omni_toy\S*/\S+\.py)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL
)
SHOWN = dict(BLOCK.findall((REPOSITORY / "README.md").read_text()))


def test_a_channel_and_a_carrier_are_shown():
    assert {"omni_toy/channels/toy/adapter.py", "omni_toy_post/carriers/toy_post/adapter.py"} <= (
        SHOWN.keys()
    )


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_is_the_file(name):
    assert (TOYS / name).read_text() == SHOWN[name]
