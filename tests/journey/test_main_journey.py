"""The main job: a shop's order becomes a packed, labelled, tracked and invoiced order in Odoo.

Once for each shop and each way in which its order comes, on servers of its own.
"""

import base64
import io

import pypdf
import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside
from tests.journey.shops import ShopifyShop, WooCommerceShop
from tests.support.databases import fresh_database
from tests.support.processes import start_sandbox

COURSES = [(ShopifyShop, "webhook"), (WooCommerceShop, "webhook"), (WooCommerceShop, "feed")]


class Day:
    """One merchant's day, one step after the other; what a step leaves the next one finds."""

    def __init__(self, odoo, sandbox_url, shop, way):
        self.odoo = odoo
        self.office = BackOffice(odoo, sandbox_url)
        self.outside = Outside(sandbox_url)
        self.shop = shop(self.office, self.outside)
        self.way = way


@pytest.fixture(scope="module", params=COURSES, ids=lambda course: f"{course[0].name}-{course[1]}")
def course(request):
    return request.param


@pytest.fixture(scope="module")
def sandbox(course):
    server = start_sandbox()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def database(course):
    with fresh_database() as name:
        yield name


@pytest.fixture(scope="module")
def day(odoo, sandbox, course):
    day = Day(odoo, sandbox.url, *course)
    day.office.prepare_company()
    day.office.make_products()
    day.connection = day.shop.connect()
    listed = [("connection_id", "=", day.connection), ("product_id", "!=", False)]
    wait(lambda: odoo.search_count("omni.listing", listed), "the shop's products")
    day.office.connect_sendcloud()
    if day.way == "webhook":
        day.office.subscribe(day.connection)
    day.office.wait_until_quiet()
    day.outside.forget_calls()
    day.shop_stock = day.shop.stock("TAS-SABLE")
    day.placed = day.shop.place()
    if day.way == "feed":
        day.office.run_feed(day.connection, "order")
    return day


def test_1_the_shop_shows_the_stock_of_odoo_after_going_live(day):
    assert day.shop_stock == 40


def test_2_the_order_arrives_by_itself_as_one_confirmed_sale_order(day):
    day.order = day.office.wait_for_order(day.placed["name"])
    assert len(day.office.orders(day.placed["name"])) == 1
    assert day.order["state"] == "sale"
    assert day.order["client_order_ref"] == day.placed["name"]


def test_2_its_total_and_taxes_equal_the_shop_s_to_the_cent(day):
    order = day.order.read("amount_total", "amount_tax")
    assert f"{order['amount_total']:.2f}" == day.placed["total"]
    assert f"{order['amount_tax']:.2f}" == day.placed["tax"]


def test_2_it_has_the_right_products_quantities_and_shipping(day):
    lines = day.order.lines("product_id", "product_uom_qty", "is_delivery", "tax_ids")
    skus = [
        (line["product_id"][1].split("]")[0].strip("["), line["product_uom_qty"]) for line in lines
    ]
    assert skus == [("TAS-SABLE", 2), ("CAF-SID-250", 3), ("OMNI-SHIPPING", 1)]
    assert [line["is_delivery"] for line in lines] == [False, False, True]
    assert all(line["tax_ids"] for line in lines)


def test_2_it_is_billed_to_one_address_and_sent_to_another(day):
    wanted = ("name", "street", "zip", "city", "phone", "email")
    bill = day.order.partner("partner_invoice_id", *wanted)
    parcel = day.order.partner("partner_shipping_id", *wanted, "company_name")
    assert bill["name"] == "Camille Durand" and bill["street"] == "12 rue des Lilas"
    assert (bill["zip"], bill["city"]) == ("69003", "Lyon")
    assert bill["phone"] == "+33 6 12 34 56 78" and bill["email"] == "camille.durand@example.fr"
    assert parcel["name"] == "Paul Durand" and parcel["street"] == "3 place du Marché"
    assert (parcel["zip"], parcel["city"]) == ("44000", "Nantes")
    assert parcel["phone"] == "+33 6 98 76 54 32" and parcel["company_name"] == "Atelier Durand"


def test_2_it_keeps_the_buyer_s_note_and_the_date(day):
    assert "Sonner deux fois, merci !" in day.order["note"]
    assert day.order["date_order"] == day.placed["placed_at"]


def test_2_its_stock_is_reserved_and_the_note_is_on_the_transfer(day):
    transfers = day.order.transfers("state", "note")
    assert [transfer["state"] for transfer in transfers] == ["assigned"]
    assert "Sonner deux fois" in transfers[0]["note"]


def test_2_it_is_a_stored_message_that_says_what_it_made(day):
    messages = day.odoo.search_read(
        "omni.message",
        [("resource", "=", "order"), ("res_id", "=", day.order.id)],
        ["state", "origin", "payload_text"],
    )
    assert messages and {message["state"] for message in messages} == {"done"}
    assert {message["origin"] for message in messages} == {day.way}
    assert day.placed["name"].lstrip("#") in messages[0]["payload_text"]


def test_3_the_shop_s_stock_goes_down_by_batched_calls(day):
    wait(lambda: _acknowledged(day) == {"TAS-SABLE": 38, "CAF-SID-250": 57}, "stock at the shop")
    assert (day.shop.stock("TAS-SABLE"), day.shop.stock("CAF-SID-250")) == (38, 57)
    day.office.wait_until_quiet()
    assert len(day.shop.stock_calls()) == day.shop.stock_calls_needed


def _acknowledged(day):
    rows = day.odoo.search_read(
        "omni.listing",
        [("sku", "in", ("TAS-SABLE", "CAF-SID-250"))],
        ["sku", "acknowledged_quantity"],
    )
    return {row["sku"]: row["acknowledged_quantity"] for row in rows}


def test_4_the_back_office_compares_the_carriers_and_chooses_one(day):
    day.transfer = day.order.transfers("id")[0]["id"]
    priced = [offer for offer in day.office.compare_rates(day.transfer) if offer["has_price"]]
    assert len({offer["carrier_name"] for offer in priced}) >= 3
    chosen = next(offer for offer in priced if offer["service_code"] == "colissimo:home/fr")
    day.price = chosen["price"]
    day.office.choose(chosen)
    assert "Colissimo" in day.order.transfers("carrier_id")[0]["carrier_id"][1]


def test_4_validating_the_transfer_brings_label_and_tracking(day):
    day.left = day.office.validate(day.transfer)
    assert day.left["state"] == "done"
    assert day.left["carrier_tracking_ref"] and day.left["carrier_tracking_url"]
    assert day.left["carrier_price"] == day.price


def test_4_one_label_was_bought_and_it_is_one_page_to_print(day):
    labels = day.office.labels(day.transfer)
    assert len(labels) == 1
    assert len(pypdf.PdfReader(io.BytesIO(base64.b64decode(labels[0][1]))).pages) == 1
    assert len(day.outside.state("sendcloud")["labels_bought"]) == 1


def test_4_the_buyer_gets_one_e_mail_with_the_tracking_link(day):
    mails = wait(day.outside.mails, "the tracking e-mail")
    to_buyer = [mail for mail in mails if "camille.durand@example.fr" in str(mail["to"])]
    assert len(to_buyer) == 1
    assert day.left["carrier_tracking_ref"] in to_buyer[0]["html"]
    assert "/sendcloud/tracking/" in to_buyer[0]["html"]


def test_4_the_carrier_s_cost_does_not_change_what_the_buyer_paid(day):
    assert f"{day.order['amount_total']:.2f}" == day.placed["total"]


def test_5_the_shop_says_shipped_with_carrier_number_and_link(day):
    shipped = wait(lambda: day.shop.shipments(day.placed), "the shipment at the shop")
    assert [(one["number"], one["carrier"]) for one in shipped] == [
        (day.left["carrier_tracking_ref"], "Colissimo")
    ]
    assert day.left["carrier_tracking_ref"] in shipped[0]["link"]
    assert day.shop.is_sent(day.placed)


def test_5_what_the_shop_and_the_carrier_were_told_is_kept_with_their_answers(day):
    day.office.wait_until_quiet()
    told = day.odoo.press("stock.picking", "action_omni_told", day.transfer)
    calls = day.odoo.search_read("omni.payload", told["domain"], ["text"])
    assert any(day.left["carrier_tracking_ref"] in call["text"] for call in calls)
    kinds = day.odoo.search_read("omni.payload", [("direction", "=", "out")], ["resource"])
    assert {call["resource"] for call in kinds} >= {"stock", "shipment", "label"}


def test_6_the_invoice_is_made_from_the_order_and_paid(day):
    paid = day.office.invoice(day.order)
    assert paid["payment_state"] in ("paid", "in_payment")
    assert f"{paid['amount_total']:.2f}" == day.placed["total"]


def test_7_read_again_by_the_feed_it_stays_one(day):
    day.office.run_feed(day.connection, "order")
    day.office.wait_until_quiet()
    assert len(day.office.orders(day.placed["name"])) == 1


def test_7_webhook_and_feed_at_once_make_one_order_of_each(day):
    day.office.subscribe(day.connection)
    placed = []
    for _order in range(3):
        placed.append(day.shop.place())
        day.office.run_feed(day.connection, "order")
    for order in placed:
        day.office.wait_for_order(order["name"])
    day.office.wait_until_quiet()
    assert day.office.messages(day.connection, resource="order", origin="webhook")
    assert [len(day.office.orders(order["name"])) for order in placed] == [1, 1, 1]


def test_nothing_that_was_asked_outside_broke_a_vendor_s_description(day):
    assert day.outside.violations() == []


def test_no_call_was_made_while_a_transaction_was_open(odoo_server):
    assert "while a transaction was open" not in odoo_server.log_text()
