"""The storefront: a person orders, the same shop the API tells of answers."""

import re

import requests

from tests.sandbox_tests.woocommerce_client import Woo

BUYER = {
    "action": "order",
    "email": "margaux@example.com",
    "phone": "+33 6 12 34 56 78",
    "billing_first_name": "Margaux",
    "billing_last_name": "Lefèvre",
    "billing_address_1": "8 place Bellecour",
    "billing_postcode": "69002",
    "billing_city": "Lyon",
    "other_shipping": "1",
    "shipping_first_name": "Margaux",
    "shipping_last_name": "Lefèvre",
    "shipping_address_1": "27 rue des Martyrs",
    "shipping_postcode": "75009",
    "shipping_city": "Paris",
    "coupon": "BIENVENUE10",
    "note": "Chez la gardienne",
}


def buy(woo, sku="TAS-SABLE", units=2, **typed):
    lines = {f"product:{woo.product(sku)['id']}": str(units)}
    return requests.post(f"{woo.home}/commander", data={**BUYER, **lines, **typed}, timeout=5)


def test_an_order_from_the_page_is_in_the_list(woo: Woo):
    assert buy(woo).url.endswith("?merci=1")
    (order,) = woo.read("/orders")
    found = (order["billing"]["city"], order["shipping"]["city"], order["customer_note"])
    assert found == ("Lyon", "Paris", "Chez la gardienne")


def test_the_quote_is_what_the_order_then_costs(woo: Woo):
    quoted = re.search(r'id="total">([^<]*)', buy(woo, action="apply").text)[1]
    paid = re.search(r'id="total">([^<]*)', buy(woo).text)[1]
    assert quoted == paid == "50,10\xa0€"


def test_a_transfer_waits(woo: Woo):
    buy(woo, payment="bacs")
    (order,) = woo.read("/orders")
    assert (order["status"], order["date_paid"]) == ("on-hold", None)


def test_a_vat_number_is_kept_where_the_plugins_keep_it(woo: Woo):
    buy(woo, vat_number="FR40303265045")
    (order,) = woo.read("/orders")
    assert {m["key"]: m["value"] for m in order["meta_data"]} == {
        "_billing_vat_number": "FR40303265045"
    }


def test_a_wrong_code_is_told_and_nothing_is_ordered(woo: Woo):
    answer = buy(woo, coupon="NIMPORTE")
    assert (answer.status_code, "n’existe pas" in answer.text) == (422, True)
    assert woo.read("/orders") == []


def test_more_than_there_is_cannot_be_ordered(woo: Woo):
    assert "Il ne reste que 6" in buy(woo, sku="THE-PORC", units=7).text


def test_a_missing_address_is_told(woo: Woo):
    assert buy(woo, billing_postcode="").status_code == 422


def test_the_buyer_reads_the_notes_written_to_him(woo: Woo):
    page = buy(woo).url
    (order,) = woo.read("/orders")
    note = {"note": "Votre colis 6A123 est parti.", "customer_note": True}
    woo.write(f"/orders/{order['id']}/notes", note, "POST")
    assert "6A123" in requests.get(page, timeout=5).text


def test_the_merchant_sees_orders_and_stock(woo: Woo):
    buy(woo)
    listed = requests.get(f"{woo.home}/commandes", timeout=5).text
    assert re.search(r'data-status="processing"', listed)
    assert re.search(r'data-sku="TAS-SABLE".*?<td class="number">33</td>', listed, re.DOTALL)


def test_what_a_buyer_types_is_never_markup(woo: Woo):
    shown = buy(woo, billing_first_name="<script>alert(1)</script>", other_shipping="").text
    assert "<script>alert(1)</script>" not in shown


def test_an_unknown_page_is_the_themes_404(woo: Woo):
    answer = requests.get(f"{woo.home}/nulle-part", timeout=5)
    assert (answer.status_code, "introuvable" in answer.text) == (404, True)
