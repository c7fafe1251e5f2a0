"""Amounts, telephone numbers, times and texts."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_base.core.money import amount, decimals, rounded
from odoo.addons.omni_base.core.phone import international
from odoo.addons.omni_base.core.text import Text, _, addon_of
from odoo.addons.omni_base.core.times import instant, iso


@pytest.mark.parametrize(
    ("written", "value"),
    [("12.30", "12.30"), (12, "12"), (0.1, "0.1"), (None, "0"), ("", "0"), (" 5 ", "5")],
)
def test_an_amount_is_what_was_written(written, value):
    assert amount(written) == Decimal(value)


@pytest.mark.parametrize("written", ["12,30", "abc", "NaN", "Infinity", float("inf")])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(MappingError, match="not an amount"):
        amount(written)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_an_amount_written_as_text_is_kept_to_the_last_digit(value):
    assert amount(str(value)) == value


@pytest.mark.parametrize(("currency", "count"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("XXX", 2)])
def test_a_currency_has_its_own_number_of_decimals(currency, count):
    assert decimals(currency) == count


@pytest.mark.parametrize(
    ("value", "currency", "result"),
    [
        ("0.125", "EUR", "0.13"),
        ("-0.125", "EUR", "-0.13"),
        ("0.5", "JPY", "1"),
        ("1", "KWD", "1.000"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, currency, result):
    assert str(rounded(Decimal(value), currency)) == result


@pytest.mark.parametrize(
    ("written", "country", "result"),
    [
        ("06 12 34 56 78", "FR", "+33 6 12 34 56 78"),
        ("0612345678", "fr", "+33 6 12 34 56 78"),
        ("+33612345678", None, "+33 6 12 34 56 78"),
        ("+32 470 12 34 56", "FR", "+32 470 12 34 56"),
        ("0033612345678", "FR", "+33 6 12 34 56 78"),
        ("555-555-SHIP", "US", "555-555-SHIP"),
        ("0612345678", None, "0612345678"),
        ("123", "FR", "123"),
        (None, "FR", ""),
        ("  ", "FR", ""),
    ],
)
def test_a_telephone_number_becomes_international_or_stays_as_written(written, country, result):
    assert international(written, country) == result


@pytest.mark.parametrize(
    ("written", "result"),
    [
        ("2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z"),
        ("2026-07-01T14:00:00+02:00", "2026-07-01T12:00:00Z"),
        ("2021-12-31T19:00:00-05:00", "2022-01-01T00:00:00Z"),
        ("2026-07-01T12:00:00.123Z", "2026-07-01T12:00:00Z"),
        ("2026-07-01T12:00:00", "2026-07-01T12:00:00Z"),
    ],
)
def test_a_time_is_read_as_utc(written, result):
    assert iso(instant(written)) == result


def test_a_time_without_zone_is_read_in_the_remotes_zone():
    assert (
        iso(instant("2026-07-01T12:00:00", timezone(timedelta(hours=2)))) == "2026-07-01T10:00:00Z"
    )


@pytest.mark.parametrize("written", ["", None])
def test_no_time_is_none(written):
    assert instant(written) is None


def test_what_is_no_time_is_refused():
    with pytest.raises(MappingError, match="not a time"):
        instant("yesterday")


@given(st.integers(-4_000_000_000, 4_000_000_000))
def test_a_time_survives_being_written_and_read(seconds):
    moment = datetime.fromtimestamp(seconds, timezone.utc)
    assert instant(iso(moment)) == moment


def test_a_marked_sentence_reads_in_english():
    assert _("%s asks to wait.", "Shopify") == "Shopify asks to wait."


def test_a_marked_sentence_remembers_its_source_and_values():
    text = _("%(one)s and %(two)s", one=1, two=2)
    assert (text.source, text.values) == ("%(one)s and %(two)s", {"one": 1, "two": 2})


def test_a_sentence_with_a_percent_sign_and_no_values_stays_as_it_is():
    assert _("20 % off") == "20 % off"


def test_a_sentence_belongs_to_the_addon_that_says_it():
    assert Text("omni_channel", "Shop").addon == "omni_channel"


@pytest.mark.parametrize(
    ("module", "addon"),
    [
        ("odoo.addons.omni_channel.channels.shopify.adapter", "omni_channel"),
        ("odoo.addons.omni_base.core.http", "omni_base"),
        ("tests.pure.core.test_values", "tests"),
    ],
)
def test_a_module_belongs_to_its_addon(module, addon):
    assert addon_of(module) == addon
