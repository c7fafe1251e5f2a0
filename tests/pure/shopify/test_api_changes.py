"""What the adapter notices when Shopify's API changes."""

from contextlib import suppress
from datetime import date

import pytest

from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_channel.channels.shopify.adapter import Shopify
from odoo.addons.omni_channel.channels.shopify.queries import ACCOUNT

from tests.pure.wire import Reply

from .shop import answer, fault, shop

GONE = {"typeName": "Order", "fieldName": "note"}


def noticed(reply):
    """What one call notices, whatever becomes of it."""
    with shop(reply) as (adapter, _wire):
        with suppress(RejectedError):
            adapter.graph.ask(ACCOUNT, dict)
        return [(sign.what, sign.words) for sign in adapter.http.drift.signs.values()]


def told(**headers):
    reply = answer({})
    return Reply(
        reply.body, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )


def test_a_field_that_the_schema_no_longer_has_is_named():
    assert noticed(fault("undefinedField", **GONE)) == [("gone", "Order.note")]


def test_an_argument_that_is_no_longer_taken_is_named():
    extensions = {"typeName": "QueryRoot", "argumentName": "query"}
    assert noticed(fault("argumentNotAccepted", **extensions)) == [("gone", "QueryRoot.query")]


@pytest.mark.parametrize("errors", ["no", 7, {"base": ["no"]}, [None, "no", {"extensions": "no"}]])
def test_errors_of_any_form_are_only_refusals(errors):
    assert noticed(Reply({"errors": errors})) == []


def test_what_is_deprecated_is_heard():
    said = told(X_Shopify_API_Deprecated_Reason="https://shopify.dev/changelog")
    assert noticed(said) == [("deprecated", "https://shopify.dev/changelog")]


def test_the_answer_of_another_version_is_heard():
    assert noticed(told(X_Shopify_API_Version="2026-10")) == [("version", "2026-10")]


def test_the_answer_of_the_version_asked_for_is_none():
    assert noticed(told(X_Shopify_API_Version=Shopify.api_version)) == []


def test_a_version_lives_for_a_year():
    year, month = map(int, Shopify.api_version.split("-"))
    assert Shopify.api_until == date(year + 1, month, 1)
