"""`make demo`: the main job, told as it happens, on the servers that the environment started."""

import os
import sys
import time

from tests.support.odoo_client import OdooClient

from .back_office import BackOffice, wait
from .outside import Outside, usual_order

WIDTH = 40


class Demo:
    """Each step does what a person would do, and returns what this person then sees."""

    def __init__(self, odoo_url, database, sandbox_url):
        self.odoo = OdooClient(odoo_url, database)
        self.office = BackOffice(self.odoo, sandbox_url)
        self.outside = Outside(sandbox_url)

    def steps(self):
        return (
            ("The merchant has products with stock", self.prepare),
            ("Shopify is connected, live", self.connect_shop),
            ("Sendcloud is connected, live", self.connect_carrier),
            ("A buyer orders in the shop", self.place),
            ("The order is in Odoo", self.arrive),
            ("Its stock is reserved", self.reserve),
            ("The shop's stock went down", self.lower),
            ("Carriers are compared", self.compare),
            ("The parcel leaves", self.ship),
            ("The buyer got an e-mail", self.mail),
            ("The shop says “shipped”", self.tell),
            ("The invoice is made and paid", self.invoice),
        )

    def prepare(self):
        """On a kept database the outside is another one than last time, which knows nothing: until
        its connections go live anew, and what it shows is read again, nothing may be told.
        """
        known = self.odoo.call("omni.connection", "search", [])
        self.odoo.call("omni.connection", "action_back_to_test", known)
        self.office.prepare_company()
        return f"{len(self.office.make_products())} products"

    def connect_shop(self):
        self.shop = self.office.connect_shopify(live=False)
        listings = wait(lambda: self.odoo.search_count("omni.listing", []), "the shop's products")
        wait(lambda: not self.office.unread(), "what the shop told before")
        self.office.go_live(self.shop)
        self.office.subscribe(self.shop)
        self.office.wait_until_quiet()
        return f"{listings} listings, matched by SKU; its stock is Odoo's now"

    def connect_carrier(self):
        self.office.connect_sendcloud()
        return "rates and labels"

    def place(self):
        self.shown_before = self._shown()
        self.outside.forget_calls()
        self.started = time.monotonic()
        self.placed = self.outside.order(**usual_order())
        return f"{self.placed['name']}, {self.placed['total_price']} EUR, with a discount code"

    def arrive(self):
        self.order = self.office.wait_for_order(self.placed["name"])
        seconds = time.monotonic() - self.started
        order = self.order.read("name", "state", "amount_total")
        assert order["state"] == "sale", order
        assert f"{order['amount_total']:.2f}" == self.placed["total_price"], order
        return f"{order['name']}, confirmed, {order['amount_total']:.2f} EUR, after {seconds:.1f} s"

    def reserve(self):
        transfer = self.order.transfers("id", "name", "state")[0]
        assert transfer["state"] == "assigned", transfer
        self.transfer = transfer["id"]
        return f"{transfer['name']} is ready"

    def lower(self):
        wait(lambda: not self.office.unfinished(), "the stock at the shop")
        calls = [call for call in self.outside.calls() if "inventorySetQuantities" in str(call)]
        shown = self._shown()
        assert shown == self.shown_before - 2, (self.shown_before, shown)
        assert len(calls) == 1, calls
        return f"TAS-SABLE {self.shown_before} -> {shown}, by {len(calls)} call"

    def _shown(self):
        """How many cups the shop shows at the place that Odoo tells it about."""
        places = self.outside.state()["stock"]["TAS-SABLE"].values()
        return max(place["available"] for place in places)

    def compare(self):
        offers = [offer for offer in self.office.compare_rates(self.transfer) if offer["has_price"]]
        self.offer = next(row for row in offers if row["service_code"] == "colissimo:home/fr")
        self.office.choose(self.offer)
        prices = sorted(row["price"] for row in offers)
        return (
            f"{len(offers)} offers from {prices[0]:.2f} to {prices[-1]:.2f} EUR; "
            f"{self.offer['service_name']} {self.offer['price']:.2f}"
        )

    def ship(self):
        self.left = self.office.validate(self.transfer)
        assert self.left["state"] == "done", self.left
        name, _content = self.office.labels(self.transfer)[0]
        return f"{self.left['carrier_tracking_ref']}, label {name}"

    def mail(self):
        mail = wait(self.outside.mails, "the tracking e-mail")[-1]
        return f"“{mail['subject']}”"

    def tell(self):
        shipped = wait(self._fulfilments, "the fulfilment at the shop")[0]
        return f"{shipped['tracking_company']} {shipped['tracking_number']}"

    def _fulfilments(self):
        orders = self.outside.state()["orders"]
        return next(row for row in orders if row["name"] == self.placed["name"])["fulfillments"]

    def invoice(self):
        invoice = self.office.invoice(self.order)
        return f"{invoice['name']}, {invoice['amount_total']:.2f} EUR, {invoice['payment_state']}"


def main():
    demo = Demo(os.environ["ODOO_URL"], os.environ["ODOO_DB"], os.environ["SANDBOX_URL"])
    print(f"\n{'step':{WIDTH}}what happened\n{'-' * (WIDTH + 44)}")
    for title, step in demo.steps():
        try:
            print(f"{title:{WIDTH}}{step()}", flush=True)
        except AssertionError as error:
            print(f"{title:{WIDTH}}FAILED: {error}", flush=True)
            return 1
    shop = os.environ["SANDBOX_URL"] + "/shopify/"
    print(f"\nThe shop, to order as a buyer:   {shop}")
    print(f"Odoo, as admin / admin:          {os.environ['ODOO_URL']}/odoo/connections")
    return 0


if __name__ == "__main__":
    sys.exit(main())
