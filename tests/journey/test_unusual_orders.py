"""Orders as they really come: each to the cent, or waiting with a reason a merchant reads."""

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop, complaints
from tests.journey.outside import usual_order

HOME = {
    "first_name": "Léa",
    "last_name": "Martin",
    "address1": "5 rue du Port",
    "zip": "44000",
    "city": "Nantes",
    "country_code": "FR",
}
CUP = {"sku": "TAS-SABLE", "quantity": 1}


def at_home(**more):
    return {"shipping_address": HOME, "billing_address": HOME, **more}


def priced(quantity, price, discount):
    line = {"title": "Lot", "quantity": quantity, "price": price, "requires_shipping": True}
    return {**line, "sku": "LOT", "discount": {"amount": discount}}


TO_THE_CENT = {
    "an unknown product": {"lines": [{"title": "Bol", "sku": "NO-SUCH", "price": "12.50"}]},
    "a custom line": {"lines": [CUP, {"title": "Gravure", "price": "5.00"}]},
    "a tip": {"tip": "2.00"},
    "a gift card": {"lines": [{"sku": "CARTE-30", "quantity": 1}]},
    "a line for nothing": {"lines": [CUP, {"sku": "FIL-PAPIER-4", "price": "0.00"}]},
    "a discount of everything": {"discount": {"percent": "100"}},
    "free shipping": {
        "discount": {"free_shipping": True},
        "shipping": {"title": "A", "price": "6"},
    },
    "10 x 999.00 less 17.00": {"lines": [priced(10, "999.00", "17.00")]},
    "3 x 10.00 less 10.00": {"lines": [priced(3, "10.00", "10.00")]},
    "7 x 0.33 less 0.01": {"lines": [priced(7, "0.33", "0.01")]},
    "1000 x 0.01": {"lines": [{"title": "Perle", "sku": "P", "quantity": 1000, "price": "0.01"}]},
    "prices without taxes": usual_order(taxes_included=False),
    "no taxes at all": {"tax_exempt": True},
    "duties": {"lines": [{**CUP, "duty": "3.20"}]},
    "fees": {"fees": [{"name": "Paiement à la livraison", "price": "4.00"}]},
    "a guest": at_home(customer=None, email="lea@example.fr"),
    "no e-mail and no telephone": at_home(customer=None, email=None, phone=None),
    "nobody and no address": {"customer": None, "email": None, "phone": None},
    "a state that nobody knows": {
        "shipping_address": {**HOME, "country_code": "US", "province_code": "ZZ", "zip": "99999"}
    },
    "a country without postcodes": {
        "shipping_address": {**HOME, "country_code": "HK", "zip": "", "city": "Kowloon"}
    },
}


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    return OpenShop(odoo, sandbox, database)


def refused(shop, order):
    """Return the reason for which an order is not (yet) imported."""
    message = shop.settled(order)
    assert shop.sales(order) == []
    return message["state"], message["reason"]


@pytest.mark.parametrize("what", TO_THE_CENT)
def test_it_is_imported_to_the_cent(shop, what):
    order, _sale = shop.import_(**TO_THE_CENT[what])
    found = shop.sale(order, "amount_total", "state")
    assert (f"{found['amount_total']:.2f}", found["state"]) == (order["total_price"], "sale")


@pytest.mark.parametrize("what", TO_THE_CENT)
def test_its_taxes_are_the_shop_s(shop, what):
    order, _sale = shop.import_(**TO_THE_CENT[what])
    found = shop.sale(order, "amount_tax", "omni_tax")
    assert abs(found["amount_tax"] - float(order["total_tax"])) < 0.02


def test_an_order_refunded_in_part_before_is_imported_as_it_is_now(shop):
    order = shop.place(quiet=True, lines=[{**CUP, "quantity": 3}])
    changed = shop.change(order, "refund", lines={"TAS-SABLE": 1}, quiet=True)
    shop.ring(order)
    shop.settled(order)
    found = shop.sale(order, "amount_total", "omni_refunded", "omni_review")
    assert f"{found['amount_total']:.2f}" == changed["current_total_price"]
    assert found["omni_refunded"] == 24
    assert "are refunded in the shop" in found["omni_review"]


def test_an_unknown_product_is_a_line_to_review(shop):
    order, _sale = shop.import_(**TO_THE_CENT["an unknown product"], **at_home())
    review = shop.sale(order, "omni_review")["omni_review"]
    assert review == "No product has the SKU “NO-SUCH” (Bol)."


def test_a_custom_line_is_a_line_to_review(shop):
    order, _sale = shop.import_(**TO_THE_CENT["a custom line"])
    review = shop.sale(order, "omni_review")["omni_review"]
    assert "“Gravure” is a custom line of the shop." in review


def test_a_tip_is_on_a_product_of_its_own(shop):
    _order, sale = shop.import_(tip="2.00")
    names = [line["product_id"][1] for line in shop.lines(sale, "product_id")]
    assert any("OMNI-TIP" in name for name in names)


def test_an_order_without_delivery_address_says_so(shop):
    order, _sale = shop.import_(**TO_THE_CENT["nobody and no address"])
    review = shop.sale(order, "omni_review")["omni_review"] or ""
    assert "The order has no delivery address." in review


def test_a_guest_with_a_company_s_e_mail_is_another_contact(shop):
    company = shop.odoo.create(
        "res.partner",
        {"name": "Kaolin SARL", "is_company": True, "email": "achats@kaolin.example.fr"},
    )
    before = shop.odoo.call("res.partner", "read", [company], ["name", "street", "write_date"])
    order, _sale = shop.import_(**at_home(customer=None, email="achats@kaolin.example.fr"))
    assert shop.sale(order, "partner_id")["partner_id"][0] != company
    after = shop.odoo.call("res.partner", "read", [company], ["name", "street", "write_date"])
    assert before == after


def test_a_guest_with_another_person_s_e_mail_is_another_contact(shop):
    person = shop.odoo.create(
        "res.partner", {"name": "Jean Tout Autre", "email": "partage@example.fr"}
    )
    order, _sale = shop.import_(**at_home(customer=None, email="partage@example.fr"))
    assert shop.sale(order, "partner_id")["partner_id"][0] != person


def test_the_same_guest_twice_is_one_contact_with_one_address(shop):
    wish = at_home(customer=None, email="Deux.Fois@example.fr")
    first, second = shop.import_(**wish)[0], shop.import_(**wish)[0]
    fields = ("partner_id", "partner_shipping_id", "partner_invoice_id")
    one, two = shop.sale(first, *fields), shop.sale(second, *fields)
    assert [one[field] for field in fields] == [two[field] for field in fields]


def test_a_company_s_name_is_on_the_address(shop):
    address = {**HOME, "company": "Atelier Martin"}
    order, _sale = shop.import_(shipping_address=address, billing_address=address, customer=None)
    contact = shop.sale(order, "partner_shipping_id")["partner_shipping_id"][0]
    found = shop.odoo.call("res.partner", "read", [contact], ["company_name", "street"])[0]
    assert (found["company_name"], found["street"]) == ("Atelier Martin", "5 rue du Port")


def test_what_the_buyer_saw_in_another_currency_is_kept(shop):
    order, _sale = shop.import_(presentment={"currency": "USD", "rate": "1.10"})
    found = shop.sale(order, "amount_total", "currency_id", "omni_buyer_total")
    assert (f"{found['amount_total']:.2f}", found["currency_id"][1]) == ("24.00", "EUR")
    assert f"{found['omni_buyer_total']:.2f}" == "26.40"


def test_a_cancelled_order_is_ignored(shop):
    order = shop.place(quiet=True)
    shop.change(order, "cancel")
    shop.ring(order)
    assert refused(shop, order) == ("ignored", "Cancelled in the shop before it was imported.")


def test_a_refunded_order_is_ignored(shop):
    order = shop.place(quiet=True)
    shop.change(order, "refund")
    shop.ring(order)
    assert refused(shop, order)[0] == "ignored"


def test_a_voided_order_is_ignored(shop):
    order = shop.place(financial_status="voided")
    assert refused(shop, order) == ("ignored", "Its payment was voided in the shop.")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("pending", "The order is not paid yet."),
        ("authorized", "The payment is authorised, not captured yet."),
        ("partially_paid", "The order is only partly paid."),
    ],
)
def test_an_order_that_is_not_paid_is_parked(shop, status, reason):
    order = shop.place(financial_status=status, paid="1.00")
    assert refused(shop, order) == ("parked", reason)


def test_a_pending_order_is_imported_as_soon_as_it_is_paid(shop):
    order = shop.place(financial_status="pending")
    shop.settled(order)
    shop.change(order, "pay")
    wait(lambda: shop.sales(order), "the sale order", 30)
    shop.settled(order)
    assert {message["state"] for message in shop.messages(order)} == {"done"}


def test_a_tax_rate_that_odoo_lacks_is_created_and_to_be_reviewed(shop):
    order, sale = shop.import_(lines=[{"title": "Livre", "price": "10.70", "tax_rate": "0.07"}])
    assert "was created: check its accounts" in shop.sale(order, "omni_review")["omni_review"]
    taxes = shop.lines(sale, "tax_ids")[0]["tax_ids"]
    assert shop.odoo.call("account.tax", "read", taxes, ["amount"])[0]["amount"] == 7


def test_a_tax_rate_is_created_once(shop):
    wish = {"lines": [{"title": "Livre", "price": "10.83", "tax_rate": "0.083"}]}
    first, second = shop.import_(**wish)[1], shop.import_(**wish)[1]
    assert shop.lines(first, "tax_ids")[0]["tax_ids"] == shop.lines(second, "tax_ids")[0]["tax_ids"]


def test_sixty_lines_come_whole(shop):
    lines = [{"title": f"Perle {n}", "sku": f"PERLE-{n}", "price": "1.01"} for n in range(60)]
    order, sale = shop.import_(lines=lines)
    assert len(shop.lines(sale, "id")) == 60
    assert f"{shop.sale(order, 'amount_total')['amount_total']:.2f}" == order["total_price"]


@pytest.mark.parametrize(
    "text", ["🎁 Élan vital 👩‍👩‍👧‍👦", "مرحبا بالعالم", "中文姓名", "<b>&amp;</b>"]
)
def test_any_script_is_kept_letter_by_letter(shop, text):
    address = {**HOME, "first_name": text, "address1": text}
    order, sale = shop.import_(
        shipping_address=address, note=text, lines=[{"title": text, "price": "1.00"}]
    )
    contact = shop.sale(order, "partner_shipping_id")["partner_shipping_id"][0]
    found = shop.odoo.call("res.partner", "read", [contact], ["name", "street"])[0]
    assert (found["name"], found["street"]) == (f"{text} Martin", text)
    assert shop.lines(sale, "name")[0]["name"] == text


def test_a_note_with_markup_is_shown_as_it_was_typed(shop):
    order, _sale = shop.import_(note="<script>alert(1)</script> 1 < 2 & 3")
    assert "<script>" not in shop.sale(order, "note")["note"]


def test_very_long_names_are_kept_or_cut_but_never_refused(shop):
    long = "Ж" * 255
    address = dict.fromkeys(("first_name", "last_name", "company", "address1", "city"), long)
    order, _sale = shop.import_(
        shipping_address={**HOME, **address, "phone": "0" * 200},
        note="n" * 5000,
        lines=[{"title": long * 4, "sku": "S" * 255, "price": "1.00"}],
    )
    assert shop.sale(order, "state")["state"] == "sale"


def test_odoo_told_of_no_error(shop, odoo_server):
    assert complaints(odoo_server.log_text()) == []
