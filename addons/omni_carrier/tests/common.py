from odoo import Command
from odoo.tests import TransactionCase

from .carrier_wire import CarrierWire


class CarrierCase(TransactionCase):
    """A live Sendcloud connection to a loopback server, and deliveries that are ready to leave."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        france = cls.env.ref("base.fr")
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        home = {"street": "8 rue Victor Hugo", "zip": "69002", "city": "Lyon"}
        cls.env.company.partner_id.write({**home, "country_id": france.id})
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Zoé Lefèvre",
                "street": "12 avenue de l'Opéra",
                "zip": "75001",
                "city": "Paris",
                "country_id": france.id,
                "phone": "+33 6 12 34 56 78",
                "email": "zoe@example.org",
            }
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Teapot", "is_storable": True, "weight": 0.8, "list_price": 20.0}
        )
        cls.env["stock.quant"]._update_available_quantity(
            cls.product, cls.warehouse.lot_stock_id, 100
        )

    def setUp(self):
        super().setUp()
        self.wire = CarrierWire()
        self.addCleanup(self.wire.close)
        self.connection = self.connect(self.env.company)
        self.method = self.make_method("colissimo:home")

    def connect(self, company, mode="live"):
        connection = self.env["omni.connection"].create(
            {"name": "Sendcloud", "adapter_code": "sendcloud", "company_id": company.id}
        )
        typed = {"public_key": "public", "secret_key": "hush-hush", "address": self.wire.url}
        for row in connection.credential_ids:
            if row.name in typed:
                row.value = typed[row.name]
        connection.action_test()
        if mode == "live":
            connection._go_live()
        return connection

    def make_method(self, code, **values):
        product = self.env["product.product"].create(
            {"name": "Delivery", "type": "service", "company_id": self.connection.company_id.id}
        )
        return self.env["delivery.carrier"].create(
            {
                "name": code,
                "delivery_type": "omni",
                "product_id": product.id,
                "omni_connection_id": self.connection.id,
                "omni_service_code": code,
                "omni_carrier_name": code.partition(":")[0].title(),
                **values,
            }
        )

    def make_transfer(self, quantity=2, method=None, partner=None):
        picking = self.env["stock.picking"].create(
            {
                "partner_id": (partner or self.customer).id,
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "carrier_id": (self.method if method is None else method).id,
                "origin": "#1001",
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": quantity,
                            "location_id": self.warehouse.lot_stock_id.id,
                            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking

    def validate(self, pickings):
        """Validate as a person does; other cursors share this test's connection meanwhile."""
        with self.enter_registry_test_mode():
            pickings.button_validate()

    def labels(self, picking):
        return self.env["omni.label"].search([("transfer", "=", picking.name)], order="id")
