"""Going live in stages and back again, as a merchant sees and presses it.

Each step leaves a picture in .run/screenshots.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside

PLACE = "Nantes"


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    """The shop is connected and its products are read; nothing is live."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products()
    shop = office.connect_shopify(live=False)
    listed = [("connection_id", "=", shop)]
    wait(lambda: odoo.search_count("omni.listing", listed) > 5, "the shop's products")
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    return SimpleNamespace(
        merchant=merchant, outside=Outside(sandbox.url), office=office, odoo=odoo, shop=shop
    )


def shown(day, sku):
    places = day.outside.state()["stock"][sku]
    return next(row["available"] for name, row in places.items() if PLACE in name)


def test_1_the_checks_and_the_differences_are_shown(day):
    merchant = day.merchant
    merchant.open_app("Integrations")
    merchant.page.get_by_text("Boutique Shopify").first.click()
    merchant.press("Go live")
    merchant.sees("What would change there, the largest first")
    merchant.sees_row("TAS-SABLE", "35", "40", "5")
    merchant.picture_of_all("20 go live: checks and differences")


def test_2_a_few_products_are_chosen(day):
    merchant = day.merchant
    merchant.page.get_by_text("The first … products").click()
    merchant.page.get_by_label("How many").fill("2")
    merchant.page.get_by_label("How many").press("Tab")
    merchant.sees("Held for later")
    merchant.picture_of_all("21 go live: a few products first")


def test_3_only_they_are_written(day):
    merchant = day.merchant
    day.outside.forget_calls()
    merchant.confirm("Go live")
    merchant.sees("Live in part")
    merchant.sees_button("Release more")
    day.office.wait_until_quiet()
    merchant.picture_of_all("22 live in part")
    held = day.odoo.search_count(
        "omni.listing", [("connection_id", "=", day.shop), ("is_held", "=", True)]
    )
    assert held


def test_4_the_rest_is_released(day):
    merchant = day.merchant
    merchant.press("Release more")
    merchant.sees("Only a part is live.")
    merchant.picture_of_all("23 the next stage")
    merchant.confirm("Release")
    wait(lambda: shown(day, "TAS-SABLE") == 40, "the last stage at the shop")
    day.office.wait_until_quiet()


def test_5_the_way_back_lists_what_was_there(day):
    merchant = day.merchant
    merchant.press("Back to test mode")
    merchant.sees("What the shop can be given back")
    merchant.sees_row("TAS-SABLE", "35")
    merchant.picture_of_all("24 the way back")


def test_6_the_shop_shows_again_what_it_showed(day):
    merchant = day.merchant
    merchant.confirm("Give back, then test mode")
    wait(lambda: shown(day, "TAS-SABLE") == 35, "the number of before")
    mode = [("id", "=", day.shop), ("mode", "=", "test")]
    wait(lambda: day.odoo.search_count("omni.connection", mode), "test mode")
    merchant.page.reload()
    merchant.sees("Numbers of the shop that are as before going live")
    merchant.picture_of_all("25 back in test mode")


def test_6_a_shop_that_would_be_emptied_asks_for_a_second_person(day):
    merchant, odoo = day.merchant, day.odoo
    day.colleague = hire(odoo, "colleague")
    porcelain = [("default_code", "=", "THE-PORC")]
    day.office.set_stock(odoo.call("product.product", "search", porcelain)[0], 0)
    merchant.press("Go live")
    merchant.sees("25%", "ask a colleague: a second person must agree")
    expect(merchant.page.get_by_role("dialog").get_by_role("button", name="Go live")).to_be_hidden()
    merchant.picture_of_all("25 a second person must agree")
    merchant.confirm("Ask a colleague")


def test_6_the_second_person_looks_and_agrees(day, browser):
    colleague = WebClient(browser, day.merchant.url)
    colleague.log_in("colleague", "colleague")
    colleague.page.goto(f"{colleague.url}/odoo/connections/{day.shop}")
    colleague.press("Go live")
    colleague.sees("25%", "of what is on sale there would be shown as sold out")
    colleague.picture_of_all("25 the colleague agrees")
    colleague.confirm("Go live")
    wait(lambda: shown(day, "THE-PORC") == 0, "the empty shelf at the shop")


def test_6_what_follows_is_a_shop_in_test_mode_again(day):
    """And a merchant who works alone."""
    day.odoo.press("omni.connection", "action_back_to_test", day.shop)
    day.odoo.write("res.users", day.colleague, {"active": False})
    day.office.make_products()
    day.merchant.page.reload()
    day.merchant.sees_button("Go live")


def hire(odoo, login):
    """Make a user who may do what the merchant may; returns the id."""
    names = ("group_manager", "group_stock_manager", "group_sale_manager")
    groups = odoo.search_read(
        "ir.model.data", [("model", "=", "res.groups"), ("name", "in", names)], ["res_id"]
    )
    values = {"name": "Colleague", "login": login, "password": login}
    values["group_ids"] = [(4, row["res_id"]) for row in groups]
    return odoo.create("res.users", values)


def test_7_diagnosis_says_what_to_do_first(day):
    merchant = day.merchant
    merchant.press("Diagnosis")
    merchant.sees("Look at this first:", "Test mode: nothing is written there until you go live.")
    merchant.sees_row("Log-in", "Good", "Atelier Kaolin")
    merchant.picture_of_all("26 diagnosis")


def test_7_its_button_leads_to_what_mends_it(day):
    merchant = day.merchant
    merchant.press_in_row("5 of 9 listings have no product", "Go there")
    merchant.sees_row("Plateau en noyer", "PLA-NOYER")
    merchant.go_back_to("Boutique Shopify")


def test_8_a_connection_may_be_authorised_later(day):
    merchant = day.merchant
    merchant.open_menu("Connections")
    merchant.sees_row("Boutique Shopify")
    merchant.press("New")
    merchant.choose("Connector", "WooCommerce")
    merchant.press("Save manually")
    merchant.sees("Fill in: Shop address, Consumer key, Consumer secret.")
    merchant.picture_of_all("27 waiting for authorisation")


def test_9_all_of_it_is_in_french(day):
    merchant, odoo = day.merchant, day.odoo
    user = odoo.search_read("res.users", [("login", "=", "admin")], ["id"])[0]["id"]
    odoo.write("res.users", user, {"lang": "fr_FR"})
    merchant.page.goto(f"{merchant.url}/odoo/connections/{day.shop}")
    merchant.press("Passer en production")
    merchant.sees("Limites d’une étape")
    merchant.picture_of_all("28 go live in French")
    merchant.page.get_by_role("button", name="Rester en mode test").click()
    merchant.press("Diagnostic")
    merchant.sees("À regarder d'abord")
    merchant.picture_of_all("29 diagnosis in French")
