"""The Integrations app as a merchant opens it in the morning, in English and in French.

Each step leaves a picture in .run/screenshots/odoo, also one of a phone's width.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside

PHONE = {"width": 400, "height": 900}


@pytest.fixture(scope="module")
def morning(browser, odoo, odoo_server, sandbox):
    """A live shop with orders of today, a carrier in test mode, and a shop half connected."""
    office, outside = BackOffice(odoo, sandbox.url), Outside(sandbox.url)
    office.prepare_company()
    office.make_products()
    shop = office.connect_shopify()
    office.subscribe(shop)
    office.connect_sendcloud(live=False)
    odoo.create("omni.connection", {"name": "Deuxième boutique", "adapter_code": "woocommerce"})
    for _number in range(3):
        outside.order(lines=[{"sku": "TAS-SABLE", "quantity": 1}])
    placed = [("omni_connection_id", "=", shop)]
    wait(lambda: odoo.search_count("sale.order", placed) == 3, "orders", 180)
    office.wait_until_quiet()
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    return SimpleNamespace(merchant=merchant, odoo=odoo)


def shown_at_phone_width(merchant, name):
    """Nothing sticks out to the right of a narrow screen."""
    before = merchant.page.viewport_size
    resized(merchant, PHONE)
    width = merchant.page.evaluate("document.documentElement.scrollWidth")
    merchant.picture(f"{name} on a phone")
    resized(merchant, before)
    assert width <= PHONE["width"]


def resized(merchant, size):
    merchant.page.set_viewport_size(size)
    merchant.page.reload()
    expect(merchant.page.locator(".o_view_controller")).to_be_visible()
    merchant.page.wait_for_timeout(500)


def test_1_the_app_opens_with_a_card_for_each_connection(morning):
    merchant = morning.merchant
    merchant.open_app("Integrations")
    shop = merchant.card("Boutique Shopify")
    for words in ("Live", "Orders today", "Late orders", "Up to date", "last 14 days"):
        expect(shop).to_contain_text(words)
    expect(merchant.card("Deuxième boutique")).to_contain_text("Waiting for authorisation")
    expect(merchant.card("Sendcloud")).to_contain_text("Labels today")
    merchant.picture("30 dashboard")
    shown_at_phone_width(merchant, "30 dashboard")


def test_1_the_graph_has_words_for_whoever_does_not_see_it(morning):
    graph = morning.merchant.card("Boutique Shopify").get_by_role("img", name="Orders per day")
    assert graph.get_attribute("aria-label").endswith(" 3")


def test_1_a_figure_leads_to_what_it_counts(morning):
    merchant = morning.merchant
    merchant.press_on_card("Boutique Shopify", "Orders today 3")
    merchant.sees_row("#1001")
    expect(merchant.page.get_by_role("row").filter(has_text="#10")).to_have_count(3)
    merchant.open_menu("Dashboard")


def test_1_run_now_asks_the_shop_at_once(morning):
    merchant, odoo = morning.merchant, morning.odoo
    before = odoo.search_count("omni.run", [])
    merchant.press_on_card("Boutique Shopify", "Run now")
    merchant.sees_notice("is asked for its news now")
    wait(lambda: odoo.search_count("omni.run", []) > before, "a run")


def test_2_connectors_are_cards_that_can_be_searched(morning):
    merchant = morning.merchant
    merchant.open_menu("Connectors")
    expect(merchant.card("WordPress")).to_contain_text("0%")
    merchant.picture("31 connectors")
    shown_at_phone_width(merchant, "31 connectors")
    merchant.search("wordpress")
    expect(merchant.card("Sendcloud")).to_be_hidden()
    expect(merchant.card("WooCommerce")).to_be_visible()


def test_2_what_cannot_be_connected_yet_is_compared_and_does_nothing(morning):
    merchant = morning.merchant
    merchant.open_menu("Connectors")
    planned = merchant.card("Amazon")
    for words in ("Not available yet", "8% – 15%", "Very strong"):
        expect(planned).to_contain_text(words)
    expect(planned.get_by_role("button", name="Connect")).to_have_count(0)
    assert planned.evaluate("card => getComputedStyle(card).pointerEvents") == "none"


def test_2_a_connected_one_is_configured_and_can_be_connected_again(morning):
    merchant = morning.merchant
    merchant.open_menu("Connectors")
    merchant.press_on_card("Shopify", "Connect another")
    merchant.sees("Client secret (API secret key)")
    assert merchant.field("Name") == "Shopify 2"
    merchant.picture("32 a second shop")
    merchant.open_menu("Connectors")
    merchant.press_on_card("Shopify", "Configure")
    merchant.sees("Atelier Kaolin")


def test_3_the_picture_says_who_does_what(morning):
    merchant = morning.merchant
    merchant.open_menu("Dashboard")
    merchant.card("Boutique Shopify").get_by_text("Boutique Shopify").click()
    merchant.open_tab("Who does what")
    arrows = merchant.page.get_by_role("listitem").filter(has_text="from Odoo to Shopify")
    expect(arrows.filter(has_text="Stock: from Odoo to Shopify. On.")).to_have_count(1)
    merchant.picture("33 who does what")
    shown_at_phone_width(merchant, "33 who does what")


def test_4_lists_say_what_to_do_next(morning):
    merchant = morning.merchant
    merchant.open_menu("Activity", "Problems")
    merchant.sees("No problem")
    merchant.picture("34 no problem")
    merchant.open_menu("Activity", "Feed executions")
    merchant.sees_row("Boutique Shopify", "Done")
    merchant.picture("35 feed executions")


def test_4_every_order_of_the_shop_is_accounted_for(morning):
    merchant, odoo = morning.merchant, morning.odoo
    merchant.open_menu("Activity", "Completeness")
    merchant.press("Check again")
    wait(lambda: odoo.search_count("omni.completeness", [("placed_count", ">", 2)]), "the count")
    merchant.open_menu("Activity", "Completeness")
    merchant.sees_row("Complete", "100%")
    merchant.picture("39 completeness")
    merchant.press("Count a period")
    merchant.sees("of days older than two weeks it is fetched only when you press")
    merchant.picture("39 completeness of a period")
    merchant.page.get_by_role("dialog").get_by_role("button", name="Count", exact=True).click()
    merchant.sees_no_dialog()
    merchant.row("Boutique Shopify").get_by_role("cell").nth(2).click()
    merchant.sees("Accounted for is what was imported, is parked, or was ignored")
    merchant.picture("39 completeness of a day")
    merchant.press_beside("Imported")
    merchant.sees_row("#1001")


def test_5_all_of_it_is_french_for_a_french_merchant(morning):
    merchant = morning.merchant
    speak_french(morning.odoo)
    merchant.page.goto(f"{merchant.url}/odoo/integrations")
    shop = merchant.card("Boutique Shopify")
    for words in ("Commandes du jour", "Commandes en retard", "À jour", "14 derniers jours"):
        expect(shop).to_contain_text(words)
    merchant.picture("36 tableau de bord")
    shop.get_by_text("Boutique Shopify").click()
    merchant.open_tab("Qui fait quoi")
    merchant.sees("Expéditions")
    merchant.picture("37 qui fait quoi")
    merchant.page.goto(f"{merchant.url}/odoo/connectors")
    expect(merchant.card("WooCommerce")).to_contain_text("Concurrence")
    merchant.picture("38 connecteurs")


def speak_french(odoo):
    """Install French and give it to the administrator."""
    domain = [("code", "=", "fr_FR"), ("active", "in", (True, False))]
    french = [row["id"] for row in odoo.search_read("res.lang", domain, ["id"])]
    wizard = odoo.create("base.language.install", {"lang_ids": [[6, 0, french]]})
    odoo.press("base.language.install", "lang_install", wizard)
    me = odoo.search_read("res.users", [("login", "=", "admin")], ["id"])[0]["id"]
    odoo.write("res.users", me, {"lang": "fr_FR"})
