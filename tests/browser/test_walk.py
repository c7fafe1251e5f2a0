"""The main job in the real web client: what the merchant and the buyer press, type and see.

Each step leaves a picture in .run/screenshots.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.storefront import Storefront
from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice
from tests.journey.outside import Outside

CUP, COFFEE = "Tasse en grès « Sable »", "Café Sidamo en grains – 250 g"
DELIVERY = {
    "Prénom": "Camille",
    "Nom": "Durand",
    "Société (facultatif)": "Atelier Durand",
    "Adresse": "3 place du Marché",
    "Code postal": "44000",
    "Ville": "Nantes",
}
BILL = {
    "Prénom": "Camille",
    "Nom": "Durand",
    "Adresse": "13 rue des Lilas",
    "Code postal": "69003",
    "Ville": "Lyon",
}


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """The company and its products are there; all that follows is done on the screens."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products()
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    return SimpleNamespace(
        merchant=merchant,
        buyer=Storefront(browser, sandbox.url),
        sandbox_url=sandbox.url,
        outside=Outside(sandbox.url),
    )


def test_1_an_empty_app_says_what_to_do_first(day):
    day.merchant.open_app("Integrations")
    day.merchant.sees("Connect your first shop or carrier")
    day.merchant.picture("01 no connection yet")


def test_1_the_shop_is_connected_by_its_log_in(day):
    merchant = day.merchant
    merchant.press("Choose a connector")
    merchant.press_on_card("Shopify", "Connect")
    merchant.type_in_row("Shop", f"{day.sandbox_url}/shopify")
    merchant.type_in_row("Admin API access token", "shpat_sandbox")
    merchant.type_in_row("Client secret (API secret key)", "sandbox-secret")
    merchant.picture("02 log-in of the shop")
    merchant.press("Test connection")
    merchant.sees_notice("Connected to Atelier Kaolin")
    merchant.picture("03 shop tested")


def test_1_a_kept_secret_is_not_on_the_screen(day):
    day.merchant.open_tab("Log-in")
    day.merchant.sees_row("Admin API access token", "•••• kept")
    assert "shpat_sandbox" not in day.merchant.page.content()


def test_1_the_shop_goes_live_and_rings(day):
    merchant = day.merchant
    merchant.press("Go live")
    merchant.sees("You can go back to test mode at any time.")
    merchant.picture("04 before going live")
    merchant.confirm("Go live")
    merchant.sees_button("Back to test mode")
    merchant.press("Subscribe to webhooks")
    merchant.sees_notice("kinds of changes")
    merchant.picture("05 shop live")


def test_1_the_carrier_is_connected_and_live(day):
    merchant = day.merchant
    merchant.open_menu("Connections")
    merchant.press("New")
    merchant.choose("Connector", "Sendcloud")
    merchant.type_in_row("Address of the API", f"{day.sandbox_url}/sendcloud/api/v3")
    merchant.type_in_row("Public key", "sandbox-public")
    merchant.type_in_row("Secret key", "sandbox-secret")
    merchant.press("Test connection")
    merchant.sees_notice("Connected to")
    merchant.press("Go live")
    merchant.confirm("Go live")
    merchant.sees_button("Back to test mode")
    merchant.picture("06 carrier live")
    merchant.open_menu("Connections")
    merchant.sees("Shopify", "Sendcloud")
    merchant.picture("07 connections")


def test_1_the_buyer_orders_on_the_shop_s_page(day):
    buyer = day.buyer
    buyer.open()
    buyer.sees_stock("TAS-SABLE", 40)
    buyer.open()
    buyer.take(CUP, 2)
    buyer.take(COFFEE, 3)
    buyer.picture("01 basket")
    buyer.to_checkout()
    buyer.type("E-mail", "camille.durand@example.fr")
    buyer.type("Téléphone", "06 12 34 56 78")
    buyer.type_address(DELIVERY)
    buyer.bill_elsewhere()
    buyer.type_address(BILL, nth=1)
    buyer.type("Note", "Sonner deux fois, merci !")
    buyer.use_code("BIENVENUE10")
    buyer.picture("02 checkout")
    day.name = buyer.order()
    day.total = buyer.total()
    day.order_page = buyer.page.url
    buyer.picture("03 ordered")


def test_2_the_order_is_listed_with_its_name_customer_payment_and_total(day):
    merchant = day.merchant
    merchant.open_menu("Orders")
    merchant.waits_for_row(day.name, again=("Orders",))
    merchant.sees_row(day.name, "Shopify", "Camille Durand", "Paid", _in_odoo(day.total))
    merchant.picture("08 orders")


def test_2_the_order_has_the_lines_the_total_and_the_note_of_the_shop(day):
    merchant = day.merchant
    merchant.open_row(day.name)
    merchant.sees_row("[TAS-SABLE]", "2.00", "24.00", "10.00")
    merchant.sees_row("[CAF-SID-250]", "3.00", "9.90", "10.00")
    merchant.sees_row("[OMNI-SHIPPING]", "6.90")
    merchant.sees_total(_in_odoo(day.total))
    merchant.sees("Sonner deux fois, merci !")
    merchant.picture("09 order")


def test_2_it_is_billed_and_delivered_where_the_buyer_said(day):
    merchant = day.merchant
    merchant.sees("13 rue des Lilas", "69003 Lyon")
    assert merchant.field("Invoice Address") == "Camille Durand"
    assert merchant.field("Delivery Address") == "Atelier Durand, Camille Durand"


def test_3_the_shop_shows_what_is_left(day):
    day.buyer.sees_stock("TAS-SABLE", 38)
    day.buyer.sees_stock("CAF-SID-250", 57)
    day.buyer.picture("04 stock of the shop")


def test_4_the_carriers_offers_are_compared_and_one_is_chosen(day):
    merchant = day.merchant
    merchant.press_beside("Delivery")
    merchant.press("Compare rates")
    merchant.sees_row("Mondial Relay", "to a pick-up point")
    merchant.sees_row("Colissimo Home (sans signature)", "€", "2 days")
    merchant.picture("10 rates")
    merchant.press_in_row("Colissimo Home (sans signature)", "Choose")
    merchant.sees_no_dialog()
    merchant.open_tab("Additional Info")
    assert merchant.field("Carrier") == "Colissimo Home (sans signature)"
    merchant.picture("11 method chosen")


def test_4_validating_brings_the_label_the_number_and_an_e_mail_in_the_buyer_s_language(day):
    merchant = day.merchant
    merchant.press("Validate")
    merchant.sees_button("Print label")
    merchant.open_tab("Additional Info")
    day.number = merchant.field("Tracking Reference")
    assert day.number
    merchant.sees("Bonjour Camille Durand", "Label of Colissimo.", f"omni-{day.number}.pdf")
    link = merchant.page.get_by_role("link", name="Suivre mon colis")
    assert day.number in link.get_attribute("href")
    merchant.picture_of_all("12 label and e-mail")


def test_4_the_label_opens_to_be_printed(day):
    document = day.merchant.downloads_by("Print label")
    assert document.startswith(b"%PDF")


def test_4_the_carrier_s_page_of_the_parcel_opens(day):
    page = day.merchant.opens_by("Tracking")
    expect(page.get_by_text(day.number).first).to_be_visible()
    page.close()


def test_5_the_shop_s_page_says_shipped_with_carrier_number_and_link(day):
    buyer = day.buyer
    buyer.page.goto(day.order_page)
    buyer.sees_it_sent()
    buyer.sees("Colissimo")
    link = buyer.page.get_by_role("link", name=day.number)
    assert day.number in link.get_attribute("href")
    buyer.picture("05 shipped")


def test_6_the_invoice_is_made_from_the_order_and_confirmed(day):
    merchant = day.merchant
    merchant.go_back_to("S00001")
    merchant.press("Create Invoice")
    merchant.press("Create Draft")
    merchant.sees_button("Confirm")
    merchant.press("Confirm")
    merchant.sees_button("Pay")
    merchant.sees_total(_in_odoo(day.total))
    merchant.picture("13 invoice")


def test_6_the_invoice_is_paid(day):
    merchant = day.merchant
    merchant.press("Pay")
    merchant.press("Create Payment")
    merchant.sees_no_dialog()
    merchant.sees_text("Paid")
    merchant.picture("14 paid")


def _in_odoo(total):
    """`62,24 €` of a French page, as the English web client writes it."""
    return total.replace(",", ".")
