"""What brought the buyer, and where the payment is found."""

import pytest

from odoo.addons.omni_channel.channels.woocommerce import mapping

from .shop import body, meta


def read(**changes):
    return mapping.read_order(body(**changes))


def attributed(**values):
    return [meta(f"_wc_order_attribution_{key}", value) for key, value in values.items()]


def test_what_brought_the_buyer_is_told():
    marks = {"utm_source": "newsletter", "utm_medium": "email", "utm_campaign": "Été &amp; soleil"}
    found = read(meta_data=attributed(**marks))
    assert (found.utm_source, found.utm_medium, found.utm_campaign) == (
        "newsletter",
        "email",
        "Été & soleil",
    )


@pytest.mark.parametrize("value", ["(direct)", "(none)", "", None, 7])
def test_what_is_no_source_is_none(value):
    assert read(meta_data=attributed(utm_source=value)).utm_source == ""


@pytest.mark.parametrize(("number", "told"), [("pi_1", ("pi_1",)), ("", ()), (None, ())])
def test_the_number_of_the_payment_is_told(number, told):
    assert read(transaction_id=number).transactions == told
