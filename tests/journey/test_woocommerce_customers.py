"""Customers who register in a WooCommerce shop are in Odoo's contacts, before they have ordered."""

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside

CUSTOMERS = "/_control/woocommerce/customers"
PLACE = {"address_1": "1 rue des Arts", "postcode": "44000", "city": "Nantes", "country": "FR"}


class Accounts:
    """A merchant in test mode, in whose shop somebody has registered."""

    def __init__(self, odoo, sandbox_url):
        self.odoo = odoo
        self.office = BackOffice(odoo, sandbox_url)
        self.outside = Outside(sandbox_url)
        self.office.prepare_company()
        self.register("early@example.fr", "Agathe", "Petit")
        self.connection = self.office.connect_woocommerce(live=False)

    def log_in(self, key):
        """What a connection with another key of the shop's is given."""
        url = f"{self.office.sandbox_url}/woocommerce"
        return {"url": url, "key": key["key"], "secret": key["secret"]}

    def register(self, email, first, last, **more):
        person = {"email": email, "first_name": first, "last_name": last}
        billing = {**PLACE, "first_name": first, "last_name": last, "phone": "0240123456"}
        return self.outside.post(CUSTOMERS, {**person, "billing": billing, **more})["id"]

    def change(self, number, **values):
        self.outside.post(f"{CUSTOMERS}/{number}", values)

    def contacts(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        fields = ["name", "email", "phone", "city", "child_ids", "type", "parent_id"]
        return self.odoo.search_read("res.partner", domain, fields)

    def link(self, number):
        domain = [("connection_id", "=", self.connection), ("external_id", "=", str(number))]
        (found,) = self.odoo.search_read("omni.partner.link", domain, ["is_gone", "partner_id"])
        return found


class Shop(Accounts):
    """One who wants his shop's registered customers in Odoo."""

    def __init__(self, odoo, sandbox_url):
        super().__init__(odoo, sandbox_url)
        self.feed = self.switch_on()
        self.odoo.write("omni.connection", self.connection, {"creates_customers": True})

    def switch_on(self):
        domain = [("connection_id", "=", self.connection), ("resource", "=", "customer")]
        found = self.odoo.call("omni.feed", "search", [*domain, ("active", "=", False)])
        self.odoo.write("omni.feed", found, {"active": True})
        return found[0]

    def shop_decides(self, *fields):
        domain = [
            ("connection_id", "=", self.connection),
            ("object", "=", "customer"),
            ("field", "in", fields),
        ]
        rows = self.odoo.search_read("omni.owner", domain, ["id"])
        self.odoo.write("omni.owner", [row["id"] for row in rows], {"owner": "remote"})
        self.office.wait_until_quiet()


@pytest.fixture(scope="module")
def shop(odoo, sandbox):
    return Shop(odoo, sandbox.url)


@pytest.fixture(scope="module")
def live(shop):
    shop.office.go_live(shop.connection)
    shop.office.subscribe(shop.connection)
    shop.office.wait_until_quiet()
    return shop


def test_in_test_mode_who_was_registered_before_is_read_once_asked_for(shop):
    shop.odoo.press("omni.feed", "action_run_now", shop.feed)
    wait(lambda: shop.contacts(email="early@example.fr"), "the shop's first customer")
    (found,) = shop.contacts(email="early@example.fr")
    assert (found["name"], found["phone"], found["city"]) == (
        "Agathe Petit",
        "+33 2 40 12 34 56",
        "Nantes",
    )


def test_who_registers_is_a_contact_at_once_and_what_he_changes_follows(live):
    number = live.register("zoe@example.fr", "Zoé", "Lefèvre")
    wait(lambda: live.contacts(email="zoe@example.fr", parent_id=False), "the new customer")
    live.shop_decides("phone", "email")
    live.change(number, billing={"phone": "0612345678"})
    wait(lambda: live.contacts(phone="+33 6 12 34 56 78", parent_id=False), "the new phone")
    live.change(number, email="zoe.martin@example.fr")
    wait(lambda: live.contacts(email="zoe.martin@example.fr", parent_id=False), "the new e-mail")
    live.change(number, billing={"city": "Rennes", "postcode": "35000"})
    wait(lambda: live.contacts(city="Rennes", name="Zoé Lefèvre"), "the new address")
    (zoe,) = live.contacts(email="zoe.martin@example.fr", parent_id=False)
    assert (zoe["city"], zoe["name"]) == ("Nantes", "Zoé Lefèvre")
    (moved,) = live.contacts(city="Rennes", name="Zoé Lefèvre")
    assert (moved["parent_id"][0], moved["type"]) == (zoe["id"], "invoice")


def test_what_a_person_wrote_stays_and_what_loses_is_kept(live):
    number = live.register("ines@example.fr", "Inès", "Garnier")
    wait(lambda: live.contacts(email="ines@example.fr"), "the new customer")
    (ines,) = live.contacts(email="ines@example.fr")
    live.odoo.write("res.partner", ines["id"], {"name": "Inès G. (fidèle)"})
    live.change(number, first_name="Inès Marie")
    domain = [("res_model", "=", "res.partner"), ("res_id", "=", ines["id"])]
    wait(lambda: live.odoo.search_read("omni.conflict", domain, ["there_text"]), "the conflict")
    (found,) = live.odoo.search_read("omni.conflict", domain, ["there_text", "winner"])
    assert (found["there_text"], found["winner"]) == ("Inès Marie Garnier", "odoo")
    assert live.contacts(id=ines["id"])[0]["name"] == "Inès G. (fidèle)"


def test_who_registered_and_orders_is_the_same_contact(live):
    live.register("paul@example.fr", "Paul", "Roy")
    wait(lambda: live.contacts(email="paul@example.fr"), "the new customer")
    (paul,) = live.contacts(email="paul@example.fr")
    address = {**PLACE, "first_name": "Paul", "last_name": "Roy", "phone": "0240123456"}
    wish = {
        "lines": [{"sku": "TAS-SABLE", "quantity": 1}],
        "customer": {"email": "paul@example.fr"},
        "email": "paul@example.fr",
        "billing_address": address,
    }
    order = live.outside.post("/_control/woocommerce/orders", wish)
    sale = live.office.wait_for_order(f"#{order['number']}")
    assert sale["partner_id"][0] == paul["id"]


def test_a_deleted_account_is_marked_and_its_contact_stays(live):
    number = live.register("luc@example.fr", "Luc", "Blanc")
    wait(lambda: live.contacts(email="luc@example.fr"), "the new customer")
    live.outside.post(f"{CUSTOMERS}/{number}/delete")
    wait(lambda: live.link(number)["is_gone"], "the mark")
    assert live.contacts(email="luc@example.fr")


def test_what_was_asked_fits_the_vendor_s_description(live):
    assert live.outside.violations() == []
