"""A secret that a remote repeats is hidden, in whatever form, and nothing else is."""

import base64
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_base.core.redaction import HIDDEN, Redaction
from odoo.addons.omni_base.core.text import Text, _

SECRET = 'shpat_0a1b"2/c+3&é4'
AROUND = st.text(max_size=9)
SECRETS = st.text(st.characters(codec="utf-8"), min_size=12, max_size=40).map(lambda s: f"k1_{s}")


@pytest.mark.parametrize(
    "form",
    [
        SECRET,
        quote(SECRET),
        quote(SECRET, safe=""),
        quote_plus(SECRET),
        json.dumps(SECRET)[1:-1],
        json.dumps(SECRET, ensure_ascii=False)[1:-1],
        SECRET.replace("&", "&amp;").replace('"', "&quot;"),
        repr(SECRET)[1:-1],
    ],
)
def test_each_way_to_write_it_is_hidden(form):
    hidden = Redaction([SECRET])
    assert hidden.text(f"bad key {form}!") == f"bad key {HIDDEN}!"
    assert hidden.data(f"bad key {form}!".encode()) == f"bad key {HIDDEN}!".encode()


@given(SECRETS, AROUND, AROUND)
def test_it_is_hidden_in_base64_wherever_it_stands(secret, before, after):
    encoded = base64.b64encode(f"{before}{secret}{after}".encode()).decode()
    left = Redaction([secret]).text(encoded)
    assert HIDDEN in left
    assert len(left.replace(HIDDEN, "")) <= len(encoded) - (4 * len(secret.encode())) // 3 + 4


@given(SECRETS, AROUND, AROUND)
def test_no_data_holds_it_any_more(secret, before, after):
    body = json.dumps({"said": f"{before}{secret}{after}"}).encode()
    hidden = Redaction([secret]).data(body)
    assert json.dumps(secret)[1:-1].encode() not in hidden
    assert json.loads(hidden)


@pytest.mark.parametrize("secret", ["colissimo", "1234567890", "k1", "", None])
def test_what_could_be_a_part_of_something_else_stays_in_data(secret):
    body = b'{"carrier": "colissimo", "number": "61234567890", "k1": 1}'
    assert Redaction([secret]).data(body) == body


@pytest.mark.parametrize("secret", ["colissimo", "1234567890", "k1"])
def test_in_texts_for_people_even_a_poor_secret_is_hidden(secret):
    assert secret not in Redaction([secret]).text(f"the password {secret} is wrong")


def test_a_secret_within_another_leaves_no_rest_of_the_longer_one():
    assert Redaction(["key-123", "key-123-456-789"]).text("key-123-456-789") == HIDDEN


def test_data_without_a_secret_is_the_very_same_object():
    body = b"x" * 1000
    assert Redaction([SECRET]).data(body) is body


def test_a_marked_sentence_without_a_secret_stays_one():
    assert isinstance(Redaction([SECRET]).text(_("Hello")), Text)


def test_an_error_and_what_it_came_from_lose_the_secret():
    try:
        try:
            raise ValueError(f"header {SECRET!r}")
        except ValueError as first:
            raise KeyError(f"no {SECRET}", 1) from first
    except KeyError as error:
        Redaction([SECRET]).error(error)
        assert SECRET not in f"{error}{error.__cause__}"
        assert error.args[1] == 1
