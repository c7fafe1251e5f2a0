"""The bell in the bar: a problem appears by itself, leads to what mends it, and goes by itself.

Each step leaves a picture in .run/screenshots/odoo. Nobody reloads the page.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.test_app import speak_french
from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice
from tests.journey.outside import Outside

LINES = [{"sku": "TAS-SABLE", "quantity": 1}]
LIVE = 60_000
"""Milliseconds for a webhook to become a number on the screen of a busy machine."""


@pytest.fixture(scope="module")
def desk(browser, odoo, odoo_server, sandbox):
    """A live shop that rings, and a merchant who does something else."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products()
    office.subscribe(office.connect_shopify())
    office.wait_until_quiet()
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    merchant.open_app("Integrations")
    bell = merchant.page.locator(".o_omni_bell")
    expect(bell).to_be_visible()
    return SimpleNamespace(
        merchant=merchant, outside=Outside(sandbox.url), odoo=odoo, office=office, bell=bell
    )


def shows(desk, errors, retries):
    """What needs a person is red, what is tried again by itself is amber; none is no number."""
    for colour, number in (("danger", errors), ("warning", retries)):
        badge = desk.bell.locator(f".text-bg-{colour}")
        if number:
            expect(badge).to_have_text(str(number), timeout=LIVE)
        else:
            expect(badge).to_be_hidden(timeout=LIVE)


def order_in(desk, currency):
    """A buyer orders in a currency that nobody uses here: a person must say so first."""
    desk.outside.post("/_control/shopify/settings", {"currency": currency})
    desk.outside.order(lines=LINES)


def test_1_without_a_problem_it_is_quiet(desk):
    shows(desk, 0, 0)
    desk.bell.click()
    desk.merchant.sees("No problem: everything that came in was worked on.")
    desk.merchant.picture("40 bell: no problem")
    desk.merchant.page.keyboard.press("Escape")


def test_2_what_is_tried_again_by_itself_appears_in_amber(desk):
    desk.outside.order(lines=LINES, financial_status="pending")
    shows(desk, 0, 1)


def test_3_what_cannot_be_imported_appears_in_red_beside_it(desk):
    order_in(desk, "CHF")
    shows(desk, 1, 1)
    assert "1 to solve, 1 tried again by itself" in desk.bell.get_attribute("title")


def test_3_the_card_behind_it_says_the_same(desk):
    card = desk.merchant.card("Boutique Shopify")
    expect(card.get_by_role("button", name="To solve 1")).to_be_visible(timeout=LIVE)
    expect(card.get_by_role("button", name="Tried again by itself 1")).to_be_visible(timeout=LIVE)
    desk.merchant.picture("41 bell: the card tells the same")


def test_4_a_click_says_what_it_is_about(desk):
    desk.bell.click()
    desk.merchant.sees("The order is in CHF")
    desk.merchant.picture("41 bell: an error and a retry")


def test_5_another_click_leads_to_the_problem_with_its_cause_payload_and_button(desk):
    merchant = desk.merchant
    merchant.page.get_by_role("button").filter(has_text="The order is in CHF").first.click()
    merchant.sees("The order is in CHF")
    merchant.sees_button("Activate CHF and try again")
    expect(merchant.page.locator(".o_field_code")).to_contain_text("currencyCode")
    merchant.picture("42 bell: the problem that it leads to")


def test_6_mending_it_takes_the_number_away(desk):
    desk.merchant.press("Activate CHF and try again")
    shows(desk, 0, 1)
    desk.merchant.picture("43 bell: the problem is mended")


def test_7_a_payment_ends_what_was_tried_again(desk):
    waiting = desk.odoo.search_read("omni.message", [("state", "=", "parked")], ["external_id"])
    order = waiting[0]["external_id"]
    desk.outside.post(f"/_control/shopify/orders/{order}/pay")
    shows(desk, 0, 0)


def test_8_all_of_it_is_french_for_a_french_merchant(desk):
    merchant = desk.merchant
    speak_french(desk.odoo)
    merchant.page.goto(f"{merchant.url}/odoo/integrations")
    order_in(desk, "SEK")
    shows(desk, 1, 0)
    expect(merchant.card("Boutique Shopify")).to_contain_text("À résoudre", timeout=LIVE)
    desk.bell.click()
    merchant.sees("La commande est en SEK", "Voir tous les problèmes")
    merchant.picture("44 cloche : une erreur")
    merchant.page.get_by_role("button").filter(has_text="La commande est en SEK").first.click()
    merchant.sees_button("Activer SEK et réessayer")
    merchant.picture("45 cloche : le problème")
