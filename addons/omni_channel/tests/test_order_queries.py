from odoo import Command
from odoo.addons.omni_base.core.documents import Address, Customer

from .common import ChannelCase
from .papers import HOME, line, order

MANY = 20


class TestOrderQueries(ChannelCase):
    """What an order costs the database beside the same order made by plain Odoo."""

    def documents(self, prefix):
        """Return orders of as many different buyers, each with an address of its own."""
        return [
            order(
                line(1, "12.00"),
                line(2, "6.00", sku="CUP"),
                external_id=f"{prefix}{number}",
                customer=Customer(external_id=f"{prefix}{number}", name=f"Buyer {prefix}{number}"),
                billing=Address(
                    name=f"Buyer {prefix}{number}", street="1 rue", city="Lyon", country_code="FR"
                ),
                delivery=HOME,
            )
            for number in range(MANY)
        ]

    def make_plainly(self, prefix):
        """Make the same contacts and orders as batched calls of plain Odoo."""
        home = {"street": "1 rue", "city": "Lyon", "country_id": self.env.ref("base.fr").id}
        names = [f"Buyer {prefix}{number}" for number in range(MANY)]
        buyers = self.env["res.partner"].create([{"name": name, **home} for name in names])
        places = self.env["res.partner"].create(
            [
                {**home, "name": HOME.name, "parent_id": buyer.id, "type": "delivery"}
                for buyer in buyers
            ]
        )
        lines = [
            Command.create({"product_id": product.id, "product_uom_qty": 1, "price_unit": price})
            for product, price in ((self.teapot, 12), (self.cup, 6))
        ]
        sales = self.env["sale.order"].create(
            [
                {"partner_id": buyer.id, "partner_shipping_id": place.id, "order_line": lines}
                for buyer, place in zip(buyers, places, strict=True)
            ]
        )
        sales.action_confirm()

    def test_an_imported_order_costs_at_most_twenty_queries_more(self):
        self.bring(*self.documents("warm")[:2])
        self.make_plainly("warm")
        messages = self.store("order", *self.documents("cold"))
        ours = self.queries_of(lambda: self.process(messages))
        floor = self.queries_of(lambda: self.make_plainly("cold"))
        self.assertLessEqual((ours - floor) / MANY, 20)
