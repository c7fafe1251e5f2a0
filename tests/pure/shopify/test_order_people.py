"""Who bought, and where the parcel goes: as this order says it."""

import pytest

from odoo.addons.omni_channel.channels.shopify.mapping import read_order

from .shop import ADDRESS, body

CUSTOMER = {
    "id": "gid://shopify/Customer/55",
    "displayName": "Zoé Martin",
    "firstName": "Zoé",
    "lastName": "Martin",
    "locale": "en",
    "defaultEmailAddress": {"emailAddress": "account@example.com"},
    "defaultPhoneNumber": {"phoneNumber": "+33699999999"},
}
BUSINESS = {
    "company": {"name": "Café SAS"},
    "location": {"taxSettings": {"taxRegistrationId": "FR40303265045"}},
}


def read(*args, **changes):
    return read_order(body(*args, **changes))


def test_a_buyer_with_an_account_is_that_customer():
    found = read(customer=CUSTOMER).customer
    assert (found.external_id, found.name) == ("55", "Zoé Martin")


def test_a_guest_has_no_customer_number_and_the_name_of_the_address():
    found = read(customer=None).customer
    assert (found.external_id, found.name) == ("", "Zoé Martin")


def test_a_guest_without_address_goes_by_the_e_mail():
    found = read(customer=None, billingAddress=None, shippingAddress=None).customer
    assert found.name == "zoe@example.com"


def test_an_order_of_nobody_is_still_an_order():
    found = read(customer=None, billingAddress=None, shippingAddress=None, email=None)
    assert (found.customer.name, found.billing, found.delivery) == ("", None, None)


def test_the_orders_e_mail_comes_before_the_accounts():
    assert read(customer=CUSTOMER).customer.email == "zoe@example.com"


def test_the_accounts_e_mail_is_used_where_the_order_has_none():
    assert read(customer=CUSTOMER, email=None).customer.email == "account@example.com"


@pytest.mark.parametrize(
    ("order", "shipping", "billing", "number"),
    [
        ("+33611111111", "0622222222", "0633333333", "+33 6 11 11 11 11"),
        (None, "0622222222", "0633333333", "+33 6 22 22 22 22"),
        (None, None, "0633333333", "+33 6 33 33 33 33"),
        (None, None, None, "+33 6 99 99 99 99"),
    ],
)
def test_a_telephone_is_the_orders_then_the_deliverys_the_billings_the_accounts(
    order, shipping, billing, number
):
    found = read(
        phone=order,
        customer=CUSTOMER,
        shippingAddress=ADDRESS | {"phone": shipping},
        billingAddress=ADDRESS | {"phone": billing},
    )
    assert found.customer.phone == number


def test_the_buyers_language_is_the_orders():
    assert read(customer=CUSTOMER).customer.language == "fr-FR"


def test_the_accounts_language_is_used_where_the_order_has_none():
    assert read(customer=CUSTOMER, customerLocale=None).customer.language == "en"


def test_a_business_buyer_has_its_name_and_vat_number():
    found = read(purchasingEntity=BUSINESS).customer
    assert (found.company, found.vat) == ("Café SAS", "FR40303265045")


def test_a_private_buyer_has_no_company():
    assert read(purchasingEntity={}).customer.company == ""


def test_the_delivery_address_is_the_one_of_the_order():
    found = read(billingAddress=ADDRESS | {"city": "Rennes"})
    assert (found.delivery.city, found.billing.city) == ("Nantes", "Rennes")


def test_an_address_is_read_whole():
    found = read(shippingAddress=ADDRESS | {"company": "Atelier", "provinceCode": "44"}).delivery
    assert (found.name, found.company, found.street, found.street2) == (
        "Zoé Martin",
        "Atelier",
        "1 rue des Arts",
        "Bât. B",
    )
    assert (found.zip, found.city, found.state_code, found.country_code) == (
        "44000",
        "Nantes",
        "44",
        "FR",
    )


def test_an_address_has_its_own_telephone():
    found = read(phone="+33611111111", shippingAddress=ADDRESS | {"phone": "06 22 22 22 22"})
    assert found.delivery.phone == "+33 6 22 22 22 22"


def test_an_address_without_telephone_has_the_orders():
    assert read(phone="+33611111111").delivery.phone == "+33 6 11 11 11 11"


def test_an_address_has_the_orders_e_mail():
    assert read().delivery.email == "zoe@example.com"


def test_an_address_without_a_full_name_has_the_two_names():
    assert read(shippingAddress=ADDRESS | {"name": None}).delivery.name == "Zoé Martin"
