"""What a body has that is not known, and what it lacks that is read."""

import pytest

from odoo.addons.omni_base.core.shape import Difference, differences, read_shapes

TEXT = """# A comment.

[order]
= id! currency# billing! lines meta*
billing = city! country
lines = name! taxes
lines.taxes = rate!

[other]
= code
"""
ORDER = read_shapes(TEXT)["order"]
GOOD = {"id": 1, "currency": "EUR", "billing": {"city": "Lyon"}, "lines": [], "meta": [{"a": 1}]}
UNKNOWN = {
    "a field of the whole": ({"gift": "x"}, "gift", "text"),
    "a field of an object in it": (
        {"billing": {"city": "x", "floor": 2}},
        "billing.floor",
        "number",
    ),
    "a field of a list's element": (
        {"lines": [{"name": "x", "gift": True}]},
        "lines.gift",
        "yes or no",
    ),
    "a list": ({"gifts": [1]}, "gifts", "list"),
    "a group of fields": ({"gift": {"secret": "Zoé"}}, "gift", "group"),
    "an empty one": ({"gift": None}, "gift", "empty"),
}
MISSING = {
    "a field of an object in it": ({"billing": {}}, "billing.city"),
    "a field of a list's element": ({"lines": [{}]}, "lines.name"),
    "a field deep in it": ({"lines": [{"name": "x", "taxes": [{}]}]}, "lines.taxes.rate"),
    "one that is null where it never was": ({"currency": None}, "currency"),
}


def of(**changed):
    return differences(ORDER, {**GOOD, **changed})


def test_a_body_as_it_is_known_shows_nothing():
    assert of() == []


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_unknown_is_told_with_its_place_and_form(what):
    changed, path, form = UNKNOWN[what]
    assert of(**changed) == [Difference("unknown", path, form)]


@pytest.mark.parametrize("what", MISSING)
def test_what_is_read_and_missing_is_told_with_its_place(what):
    changed, path = MISSING[what]
    assert of(**changed) == [Difference("missing", path)]


def test_a_field_of_the_whole_that_is_missing_is_told():
    body = {name: value for name, value in GOOD.items() if name != "id"}
    assert differences(ORDER, body) == [Difference("missing", "id")]


def test_a_field_that_is_not_asked_may_be_missing_where_it_is_only_never_null():
    body = {name: value for name, value in GOOD.items() if name != "currency"}
    assert differences(ORDER, body) == []


def test_a_value_is_never_told():
    found = of(gift="Zoé Lefèvre", billing={"city": "Lyon", "floor": "3 bis"})
    assert "Zoé" not in str(found) and "3 bis" not in str(found)


@pytest.mark.parametrize("name", ["zoe@example.fr", "Zoé Lefèvre", "x" * 100, "12345", ""])
def test_a_name_that_may_be_a_value_is_not_told(name):
    assert of(**{name: 1}) == [Difference("unknown", "…", "number")]


def test_what_is_free_is_not_looked_into():
    assert of(meta=[{"anything": {"at": "all"}}]) == []


def test_what_is_free_is_not_looked_into_though_its_fields_are_known():
    shape = read_shapes("[x]\n= meta*\nmeta = known!")["x"]
    assert differences(shape, {"meta": {"anything": 1}}) == []


def test_an_empty_list_in_the_place_of_an_object_is_empty():
    assert of(billing=[]) == []


def test_only_the_first_elements_of_a_list_are_looked_at():
    assert of(lines=[{"name": "x"}] * 3 + [{"gift": 1}]) == []


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b"[" * 10_000, b"null", b"1"])
def test_what_is_no_object_shows_nothing(body):
    assert differences(ORDER, body) == []


def test_bytes_are_read():
    assert differences(read_shapes(TEXT)["other"], b'{"code": 1, "more": 2}') == [
        Difference("unknown", "more", "number")
    ]
