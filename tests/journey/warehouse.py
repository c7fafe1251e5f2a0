"""A packer's Odoo with a connected carrier, and transfers that are ready to leave."""

import contextlib
import threading

import requests

from tests.journey.back_office import BackOffice
from tests.journey.outside import Outside
from tests.support.databases import query
from tests.support.odoo_client import OdooClient, OdooError
from tests.support.processes import mail_options, start_odoo


class Warehouse:
    """An Odoo server that can be killed, with transfers that are ready to leave."""

    service = "sendcloud:letter"

    def __init__(self, database, sandbox):
        self.database = database
        self.sandbox = sandbox
        self.outside = Outside(sandbox.url)
        self.start()
        office = BackOffice(self.odoo, sandbox.url)
        office.prepare_company()
        self.odoo.write("res.company", 1, {"stock_text_confirmation": False})
        self.product = office.make_products()["TAS-SABLE"]
        self.connection = self.connect(office)
        self.method = self.make_method()
        self.customer = self.make_customer()

    def start(self):
        self.server = start_odoo(self.database, options=mail_options(self.sandbox))
        self.odoo = OdooClient(self.server.url, self.database)

    def connect(self, office):
        """Return a live connection to the carrier."""
        return office.connect_sendcloud()

    def crash(self):
        self.server.kill()

    def make_method(self):
        product = self.odoo.create("product.product", {"name": "Letter", "type": "service"})
        return self.odoo.create(
            "delivery.carrier",
            {
                "name": "Letter",
                "delivery_type": "omni",
                "product_id": product,
                "company_id": 1,
                "omni_connection_id": self.connection,
                "omni_service_code": self.service,
            },
        )

    def make_customer(self):
        france = self.odoo.search_read("res.country", [("code", "=", "FR")], ["id"])[0]["id"]
        return self.odoo.create(
            "res.partner",
            {
                "name": "Zoé Lefèvre",
                "street": "12 avenue de l'Opéra",
                "zip": "75001",
                "city": "Paris",
                "country_id": france,
                "phone": "06 12 34 56 78",
                "email": "zoe@example.org",
            },
        )

    def make_transfer(self):
        kind = self.odoo.search_read(
            "stock.picking.type",
            [("code", "=", "outgoing")],
            ["default_location_src_id", "default_location_dest_id"],
            limit=1,
        )[0]
        source, target = kind["default_location_src_id"][0], kind["default_location_dest_id"][0]
        move = {
            "product_id": self.product,
            "product_uom_qty": 1,
            "location_id": source,
            "location_dest_id": target,
        }
        transfer = self.odoo.create(
            "stock.picking",
            {
                "partner_id": self.customer,
                "picking_type_id": kind["id"],
                "location_id": source,
                "location_dest_id": target,
                "carrier_id": self.method,
                "move_ids": [(0, 0, move)],
            },
        )
        self.odoo.call("stock.picking", "action_confirm", [transfer])
        self.odoo.call("stock.picking", "action_assign", [transfer])
        return transfer

    def make_transfer_and_validate_at_once(self):
        """One transaction for all of it, as an automated action would do."""
        model = self.odoo.search_read("ir.model", [("model", "=", "stock.picking")], ["id"])
        code = (
            f"copy = env['stock.picking'].browse({self.make_transfer()}).copy()\n"
            "copy.action_confirm()\ncopy.action_assign()\ncopy.button_validate()\n"
        )
        action = self.odoo.create(
            "ir.actions.server",
            {"name": "At once", "model_id": model[0]["id"], "state": "code", "code": code},
        )
        self.odoo.call("ir.actions.server", "run", [action])
        return int(query(self.database, "SELECT max(id) FROM stock_picking")[0])

    def validate(self, transfer):
        self.odoo.press("stock.picking", "button_validate", transfer)

    def validate_meanwhile(self, transfer):
        """Press “Validate” without waiting: the server will not live to answer."""
        client = OdooClient(self.server.url, self.database)

        def press():
            with contextlib.suppress(requests.RequestException, OdooError):
                client.press("stock.picking", "button_validate", transfer)

        threading.Thread(target=press, daemon=True).start()

    def labels(self, transfer):
        return query(
            self.database, f"SELECT state FROM omni_label WHERE picking_id = {transfer} ORDER BY id"
        )

    def tracking(self, transfer):
        return self.odoo.call("stock.picking", "read", [transfer], ["carrier_tracking_ref"])[0][
            "carrier_tracking_ref"
        ]

    def sold(self):
        return len(self.outside.state("sendcloud")["labels_bought"])
