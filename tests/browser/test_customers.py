"""A merchant switches the customers of his shop on, and looks at the contacts that they are.

Each step leaves a picture in .run/screenshots/odoo.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.test_app import speak_french
from tests.browser.web_client import WebClient
from tests.journey.back_office import wait
from tests.journey.test_woocommerce_customers import Accounts


class Reception(Accounts):
    """Of two who have registered, one is a contact here already."""

    def __init__(self, odoo, sandbox_url, screen):
        super().__init__(odoo, sandbox_url)
        self.register("jules@example.fr", "Jules", "Roy")
        self.nobody = self.register("", "", "", billing={})
        self.jules = odoo.create("res.partner", {"name": "Jules Roy", "email": "jules@example.fr"})
        self.office.wait_until_quiet()
        self.screen = screen

    def open_feeds(self, tab="Feeds"):
        self.screen.page.goto(f"{self.screen.url}/odoo/connections/{self.connection}")
        self.screen.open_tab(tab)

    def open_contact(self, number, tab="Sales & Purchase"):
        self.screen.page.goto(f"{self.screen.url}/odoo/contacts/{number}")
        self.screen.open_tab(tab)

    def is_on(self):
        return self.odoo.search_count("omni.feed", [("resource", "=", "customer")])

    def runs(self):
        ended = [("feed_id.resource", "=", "customer"), ("state", "=", "done")]
        return self.odoo.search_count("omni.run", ended)

    def wait_for_run(self, known):
        wait(lambda: self.runs() > known, "the customers")
        self.office.wait_until_quiet()


@pytest.fixture(scope="module")
def day(browser, odoo, odoo_server, sandbox):
    screen = WebClient(browser, odoo_server.url)
    screen.log_in()
    return Reception(odoo, sandbox.url, screen)


def test_1_the_feed_is_off_and_says_what_it_would_do(day):
    day.open_feeds()
    day.screen.sees_row("Customers", "complete the contacts that you have")
    expect(day.screen.row("Customers").get_by_role("checkbox")).not_to_be_checked()
    day.screen.picture_of_all("100 customers are off")


def test_2_switched_on_it_runs_at_once(day):
    known = day.runs()
    day.screen.row("Customers").get_by_role("checkbox").click()
    day.screen.press_in_row("Customers", "Run now")
    day.screen.sees_notice("“Customers” starts now.")
    day.wait_for_run(known)
    day.open_feeds()
    day.screen.sees_row("Customers", "Done")
    day.screen.picture_of_all("101 customers were read")


def test_3_the_contact_says_which_account_he_is_and_nobody_was_made(day):
    day.open_contact(day.jules)
    day.screen.sees("Accounts in shops", "Boutique Woo")
    assert day.contacts(id=day.jules)[0]["phone"] == "+33 2 40 12 34 56"
    day.screen.picture_of_all("102 a contact with an account")
    assert day.contacts(email="early@example.fr") == []


def test_4_missing_ones_are_made_once_they_are_asked_for(day):
    day.open_feeds("Who decides")
    day.screen.page.get_by_label("Create missing customers").check()
    day.screen.leaves_form("Connections")
    wait(lambda: day.contacts(email="early@example.fr"), "the shop's first customer")
    day.office.wait_until_quiet()
    day.open_feeds()
    day.screen.sees_row("Customers", "become contacts or complete them")


def test_5_one_without_name_and_e_mail_is_a_contact_too(day):
    assert day.link(day.nobody)["partner_id"]
    day.open_feeds("Who decides")
    day.screen.picture_of_all("103 create missing customers")


def test_6_a_filter_shows_who_has_an_account(day):
    day.screen.page.goto(f"{day.screen.url}/odoo/contacts")
    day.screen.page.locator(".o_searchview_dropdown_toggler").click()
    day.screen.page.get_by_role("menuitemcheckbox", name="Account in a shop").click()
    day.screen.sees_row("Agathe Petit", "early@example.fr")
    expect(day.screen.row("Administrator")).to_be_hidden()
    day.screen.picture("104 contacts of a shop")


def test_7_switched_off_it_stays_in_the_list(day):
    day.open_feeds()
    day.screen.row("Customers").get_by_role("checkbox").click()
    day.screen.leaves_form("Connections")
    wait(lambda: not day.is_on(), "the feed to be off")
    day.open_feeds()
    switch = day.screen.row("Customers").get_by_role("checkbox")
    expect(switch).not_to_be_checked()
    switch.click()
    day.screen.leaves_form("Connections")
    wait(day.is_on, "the feed to be on")


def test_8_a_key_that_may_not_see_them_says_so_and_switches_nothing_on(day):
    narrow = {"key": "ck_narrow", "secret": "cs_narrow", "lists_users": False}
    day.outside.post("/_control/woocommerce/keys", narrow)
    second = day.office.connect("woocommerce", "Boutique fermée", **day.log_in(narrow))
    day.screen.page.goto(f"{day.screen.url}/odoo/connections/{second}")
    day.screen.open_tab("Feeds")
    day.screen.sees_row("Customers", "lacks the right “list_users”")
    expect(day.screen.row("Customers").get_by_role("checkbox")).to_be_disabled()
    day.screen.picture_of_all("105 the key may not see them")


def test_9_all_of_it_is_french(day):
    speak_french(day.odoo)
    day.screen.page.goto(f"{day.screen.url}/odoo/connections")
    day.screen.sees_in_french()
    day.open_feeds("Flux")
    day.screen.sees_row("Clients")
    day.screen.picture_of_all("106 flux")
    day.open_feeds("Qui décide")
    day.screen.picture_of_all("107 qui décide")
    day.open_contact(day.jules, "Ventes & Achats")
    day.screen.sees("Comptes dans les boutiques")
    day.screen.picture_of_all("108 compte dans une boutique")
