"""A connected WooCommerce shop, live, with Sendcloud."""

from tests.journey.back_office import BackOffice, Order, wait
from tests.journey.outside import Outside

WISH = {
    "lines": [{"sku": "TAS-SABLE", "quantity": 2}, {"sku": "CAF-SID-250", "quantity": 3}],
    "shipping": {"title": "Colissimo Domicile", "cost": "5.75"},
    "email": "camille.durand@example.fr",
    "note": "Sonner deux fois, merci !",
    "billing_address": {
        "first_name": "Camille",
        "last_name": "Durand",
        "address_1": "12 rue des Lilas",
        "postcode": "69003",
        "city": "Lyon",
        "country": "FR",
        "phone": "0612345678",
    },
    "shipping_address": {
        "first_name": "Paul",
        "last_name": "Durand",
        "company": "Atelier Durand",
        "address_1": "3 place du Marché",
        "postcode": "44000",
        "city": "Nantes",
        "country": "FR",
        "phone": "0698765432",
    },
}


class Shop:
    """A merchant with a WooCommerce shop and Sendcloud."""

    def __init__(self, odoo, sandbox_url):
        self.odoo = odoo
        self.office = BackOffice(odoo, sandbox_url)
        self.outside = Outside(sandbox_url)
        self.office.prepare_company()
        self.office.make_products()
        self.connection = self.office.connect_woocommerce()
        self.office.connect_sendcloud()
        wait(lambda: odoo.search_count("omni.listing", []), "the shop's products")
        self.office.wait_until_quiet()

    def place(self):
        return self.outside.post("/_control/woocommerce/orders", WISH)

    def state(self):
        return self.outside.state("woocommerce")

    def order(self, number):
        return next(row for row in self.state()["orders"] if str(row["number"]) == str(number))

    def import_(self, *skus, **wish):
        """Place an order and return (the shop's order, its sale order) once imported."""
        lines = [{"sku": sku, "quantity": pieces} for sku, pieces in skus or (("TAS-SABLE", 1),)]
        order = self.outside.post("/_control/woocommerce/orders", {"lines": lines, **wish})
        sale = self.office.wait_for_order(f"#{order['number']}")
        self.office.wait_until_quiet()
        return order, sale

    def change(self, order, change, **given):
        """Let it happen in the shop, and wait until Odoo has dealt with it."""
        known = self.heard(order)
        self.outside.post(f"/_control/woocommerce/orders/{order['number']}/{change}", given)
        wait(lambda: self.heard(order) > known, "a delivery")
        self.office.wait_until_quiet()

    def heard(self, order):
        found = self.office.messages(self.connection, resource="order")
        return len([one for one in found if one["external_id"] == str(order["id"])])

    def ship(self, sale: Order):
        transfer = sale.transfers("id")[0]["id"]
        self.odoo.press("stock.picking", "button_validate", transfer, skip_backorder=True)
        wait(lambda: sale.transfers("state")[0]["state"] == "done", "it has left")
        self.office.wait_until_quiet()
