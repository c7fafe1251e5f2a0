"""Odoo 19 is written as Odoo 19 wants it."""

import pytest

from tests.conventions.odoo_forms import BANNED, BannedForm
from tests.conventions.source_files import shown, source_files, text_of

names = [form.name for form in BANNED]


@pytest.mark.parametrize("form", BANNED, ids=names)
def test_the_addons_do_not_use(form: BannedForm):
    found = [
        shown(path, line)
        for path in source_files(*form.suffixes, under=("addons",))
        if not str(path).endswith(form.allowed or ("\0",))
        for line in form.lines(text_of(path))
    ]
    assert not found, f"{form.name}: write {form.instead} at {', '.join(found)}"


@pytest.mark.parametrize("form", BANNED, ids=names)
def test_the_pattern_finds_its_example(form: BannedForm):
    assert form.lines(form.example)
