"""What may pass between a connection and Odoo, and what an import decides about it."""

import msgspec
import pytest

from odoo.addons.omni_base.core.decoding import decoded
from odoo.addons.omni_base.core.resource import Resource, declare, offered, resource
from odoo.addons.omni_base.core.verdict import Verdict


class Played:
    """As much of an adapter class as an offer looks at."""

    kind = "played"

    @classmethod
    def can(cls, method):
        return method in ("pull_toys", "push_toys")


def made(code, direction, needs, kind="played"):
    found = Resource(code=code, label=code, kind=kind, direction=direction, needs=needs)
    declare(found)
    return found


OUT = made("toys_out", "out", "push_toys")
IN = made("toys_in", "in", "pull_toys")
made("toys_unheard", "in", "pull_unheard")
made("toys_of_others", "in", "pull_toys", kind="other")


def test_a_declared_resource_is_known_by_its_code():
    assert resource("toys_in") is IN


def test_an_undeclared_resource_is_unknown():
    assert resource("no-such-thing") is None


def test_an_adapter_is_offered_what_it_implements_in_before_out():
    assert offered(Played) == [IN, OUT]


@pytest.mark.parametrize(
    ("state", "severity"),
    [("done", "info"), ("ignored", "info"), ("parked", "retry"), ("dead", "error")],
)
def test_a_verdict_has_the_severity_of_its_state(state, severity):
    assert Verdict(state).severity == severity


def test_a_verdict_may_be_graver_than_its_state():
    assert Verdict("parked", severity="error").severity == "error"


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"a": ', b"\xff", b'{"a": "\xff"}', b"[" * 100_000]
)
def test_what_is_no_data_is_always_the_same_error(body):
    with pytest.raises(msgspec.DecodeError):
        decoded(body)


def test_data_of_another_shape_says_so():
    with pytest.raises(msgspec.ValidationError):
        decoded(b"[1]", dict)
