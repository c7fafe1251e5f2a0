"""Does it still work? The page of health, the mail about it, and the settings, in both languages.

Each step leaves a picture in .run/screenshots/odoo.
"""

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.test_app import speak_french
from tests.browser.web_client import WebClient
from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside
from tests.support.databases import query

MEASURED = """
    INSERT INTO omni_measure (connection_id, company_id, kind, hour, count, p50, p95, spread)
    SELECT c.id, c.company_id, k.kind, h.hour, 40, 8, 40, k.spread::jsonb
      FROM omni_connection c,
           (VALUES ('placed.order', '{{"10": 38, "18": 1, "32": 1}}'),
                   ('out.stock', '{{"6": 33, "10": 4, "25": 3}}')) AS k (kind, spread),
           generate_series(timestamp '{first}', timestamp '{last}', interval '6 hours') AS h (hour)
     WHERE c.id = {connection}
        ON CONFLICT DO NOTHING
"""


@pytest.fixture(scope="module")
def desk(browser, odoo, odoo_server, sandbox, database):
    """A live shop that was measured for a month, and a person who watches it."""
    office = BackOffice(odoo, sandbox.url)
    office.prepare_company()
    office.make_products()
    shop = office.connect_shopify()
    office.wait_until_quiet()
    last = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    times = {"first": last - timedelta(days=29), "last": last - timedelta(hours=3)}
    query(database, MEASURED.format(connection=shop, **times))
    odoo.write("res.users", odoo.user["uid"], {"email": "merchant@example.com"})
    merchant = WebClient(browser, odoo_server.url)
    merchant.log_in()
    return SimpleNamespace(merchant=merchant, odoo=odoo, shop=shop, outside=Outside(sandbox.url))


def open_preferences(desk):
    desk.merchant.page.goto(f"{desk.merchant.url}/odoo/my-preferences/{desk.odoo.user['uid']}")


def newest_mail(desk):
    mails = wait(desk.outside.mails, "the mail", 90)
    return mails[-1]


def picture_of_mail(desk, mail, name):
    page = desk.merchant.page.context.new_page()
    page.set_content(mail["html"])
    page.set_viewport_size({"width": 700, "height": 900})
    page.screenshot(path=desk.merchant.folder / f"{name}.png", full_page=True)
    page.close()


def test_1_the_page_of_health_says_whether_objectives_are_kept(desk):
    merchant = desk.merchant
    merchant.open_app("Integrations")
    merchant.open_menu("Health")
    merchant.open_row("Boutique Shopify")
    merchant.sees("Orders are here: 95 of 100 within 5 min", "Error budget used")
    merchant.sees("Changed stock is shown: 95 of 100 within 2 min")
    merchant.picture_of_all("80 health")


def test_2_objectives_are_chosen_on_the_connection(desk):
    merchant = desk.merchant
    merchant.press("Open the connection")
    merchant.open_tab("Orders and stock")
    merchant.sees("of 100 are here within")
    merchant.picture_of_all("81 objectives of a connection")


def test_2_what_is_imported_now_is_chosen_in_a_window(desk):
    merchant = desk.merchant
    merchant.press("Import now…")
    merchant.sees("It is read in the background", "Only a period")
    merchant.picture("89 import now")
    merchant.page.get_by_role("dialog").get_by_role("button", name="Import", exact=True).click()
    merchant.sees_notice("Read in the background now: Orders.")
    merchant.sees("Feed executions")
    merchant.picture("90 its executions")


def test_3_settings_are_where_odoo_keeps_them(desk):
    merchant = desk.merchant
    merchant.open_menu("Configuration", "Settings")
    merchant.sees("More workers")
    merchant.picture("82 settings")


def test_4_the_mail_is_chosen_and_sent_from_the_preferences(desk):
    merchant = desk.merchant
    open_preferences(desk)
    merchant.sees("Mail about the integrations")
    merchant.picture("83 preferences")
    merchant.press("Send me one now")
    merchant.sees_notice("The mail is on its way")
    mail = newest_mail(desk)
    assert "last week" in mail["subject"]
    picture_of_mail(desk, mail, "84 the mail")
    for words in ("Boutique Shopify", "Orders are here: 95 of 100 within 5 min"):
        assert words in mail["html"]


def test_5_all_of_it_is_french_for_a_french_person(desk):
    merchant = desk.merchant
    before = len(desk.outside.mails())
    speak_french(desk.odoo)
    merchant.page.goto(f"{merchant.url}/odoo/action-omni_base.action_health/{desk.shop}")
    expect(merchant.page.get_by_role("heading", level=1)).to_be_visible()
    merchant.picture_of_all("85 santé")
    merchant.page.goto(f"{merchant.url}/odoo/action-omni_base.action_connection/{desk.shop}")
    merchant.page.locator("button[name='action_import_now']").click()
    expect(merchant.page.get_by_role("dialog")).to_be_visible()
    merchant.picture("91 importer maintenant")
    merchant.page.goto(f"{merchant.url}/odoo/action-omni_base.action_settings")
    expect(merchant.page.locator("#omni_more_workers")).to_be_visible()
    merchant.picture("86 réglages")
    open_preferences(desk)
    expect(merchant.page.locator("[name='omni_report']")).to_be_visible()
    merchant.picture("87 préférences")
    merchant.page.locator("button[name='action_send_omni_report']").click()
    wait(lambda: len(desk.outside.mails()) > before, "the mail", 90)
    picture_of_mail(desk, newest_mail(desk), "88 le courriel")
