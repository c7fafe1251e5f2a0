"""An order's own words: states, dates, notes; an unknown one is refused by its name."""

import pytest

from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_base.core.times import iso
from odoo.addons.omni_channel.channels.shopify.mapping import read_order
from odoo.addons.omni_channel.channels.shopify.tables import CANCEL_REASONS, FULFILLED, PAYMENTS

from .shop import body


def read(*args, **changes):
    return read_order(body(*args, **changes))


def test_an_order_is_known_by_its_number_as_the_back_office_shows_it():
    assert read(820982911946154508).external_id == "820982911946154508"


def test_an_order_has_the_shops_name():
    assert read().name == "#1001"


def test_the_version_is_the_last_change():
    assert read(updatedAt="2026-08-01T00:00:00Z").version == "2026-08-01T00:00:00Z"


def test_the_order_date_is_when_it_was_processed():
    assert iso(read(processedAt="2025-01-01T08:00:00Z").ordered_at) == "2025-01-01T08:00:00Z"


@pytest.mark.parametrize(("word", "payment"), PAYMENTS.items())
def test_each_word_for_the_payment_is_known(word, payment):
    assert read(displayFinancialStatus=word).payment == payment


@pytest.mark.parametrize(("word", "fulfilled"), FULFILLED.items())
def test_each_word_for_the_fulfilment_is_known(word, fulfilled):
    assert read(displayFulfillmentStatus=word).fulfilled is fulfilled


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("displayFinancialStatus", {}),
        ("displayFulfillmentStatus", {}),
        ("cancelReason", {"cancelledAt": "2026-07-02T00:00:00Z"}),
    ],
)
def test_an_unknown_word_is_refused_by_its_name(field, more):
    with pytest.raises(MappingError, match="BRAND_NEW"):
        read(**{field: "BRAND_NEW"}, **more)


@pytest.mark.parametrize("name", ["Cash on Delivery (COD)", "cash_on_delivery"])
def test_cash_on_delivery_is_to_be_sent_and_not_paid(name):
    found = read(displayFinancialStatus="PENDING", paymentGatewayNames=[name])
    assert found.payment == "on_delivery"


def test_cash_on_delivery_that_was_collected_is_paid():
    found = read(displayFinancialStatus="PAID", paymentGatewayNames=["cash_on_delivery"])
    assert found.payment == "paid"


def test_an_order_without_a_payment_is_pending():
    assert read(displayFinancialStatus=None).payment == "pending"


def test_a_free_order_without_a_payment_is_paid():
    assert read(displayFinancialStatus=None, lines=[], deliveries=[], total="0.0").payment == "paid"


@pytest.mark.parametrize("word", CANCEL_REASONS)
def test_a_cancelled_order_says_when_and_why(word):
    found = read(cancelledAt="2026-07-02T00:00:00Z", cancelReason=word)
    assert iso(found.cancelled_at) == "2026-07-02T00:00:00Z"
    assert found.cancel_reason == CANCEL_REASONS[word]


def test_a_test_order_says_so():
    assert read(test=True).is_test


def test_a_payload_of_another_form_is_refused():
    with pytest.raises(MappingError, match="form"):
        read_order(b'{"id": 5}')


NO_ORDERS = [b"<html>", b"", b"null", b'{"id": "\xff"}', b"[" * 100_000]


@pytest.mark.parametrize("payload", NO_ORDERS, ids=range(5))
def test_what_is_no_order_is_refused(payload):
    with pytest.raises(MappingError, match="form"):
        read_order(payload)


def test_fields_that_were_not_asked_for_are_no_fault():
    found = body().replace(b'"poNumber": null,', b"")
    assert read_order(found).name == "#1001"


def test_a_note_holds_what_the_buyer_wrote_and_the_shop_asked():
    asked = [{"key": "Date", "value": "12/07"}, {"key": "_tracking", "value": "x"}]
    found = read(note="Sonnez deux fois", customAttributes=asked, poNumber="B-77")
    assert found.note == "Sonnez deux fois\nDate: 12/07\nPO: B-77"


def test_discounts_are_named_by_code_or_title():
    titled = {"nodes": [{}, {"title": "Soldes"}]}
    found = read(discountCodes=["MERCI5"], discountApplications=titled)
    assert found.discount_codes == ("MERCI5", "Soldes")


def test_tags_and_payment_methods_and_source_are_kept():
    found = read(tags=["vip"], paymentGatewayNames=["paypal"], sourceName="pos")
    assert (found.tags, found.payment_methods, found.source) == (("vip",), ("paypal",), "pos")
