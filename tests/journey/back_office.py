"""What the merchant does in Odoo, by the same calls that the web client makes."""

import time

SHOP_PRODUCTS = (
    ("TAS-SABLE", "Tasse sable", 40, 0.35),
    ("CAF-SID-250", "Café Sidamo 250 g", 60, 0.27),
    ("CAF-SID-500", "Café Sidamo 500 g", 30, 0.52),
    ("THE-PORC", "Théière en porcelaine", 8, 1.2),
)


class BackOffice:
    """The merchant at the screen; ``odoo`` is an OdooClient."""

    def __init__(self, odoo, sandbox_url):
        self.odoo = odoo
        self.sandbox_url = sandbox_url.rstrip("/")

    def prepare_company(self):
        """A French company with a complete address, which sends no text messages."""
        company = self.odoo.search_read("res.company", [], ["partner_id"], limit=1)[0]
        self.odoo.write("res.company", company["id"], {"stock_text_confirmation": False})
        france = self.odoo.search_read("res.country", [("code", "=", "FR")], ["id"])[0]["id"]
        self.odoo.write(
            "res.partner",
            company["partner_id"][0],
            {
                "name": "Atelier Kaolin",
                "street": "8 rue de la Fosse",
                "zip": "44000",
                "city": "Nantes",
                "country_id": france,
                "phone": "+33 2 40 12 34 56",
                "email": "bonjour@atelier-kaolin.example.fr",
            },
        )

    def make_products(self, products=SHOP_PRODUCTS):
        """Products with SKU, weight and stock; returns {sku: id}."""
        made = {}
        for sku, name, stock, weight in products:
            made[sku] = self.odoo.create(
                "product.product",
                {
                    "name": name,
                    "default_code": sku,
                    "is_storable": True,
                    "weight": weight,
                    "invoice_policy": "order",
                },
            )
            self.set_stock(made[sku], stock)
        return made

    def set_stock(self, product_id, quantity):
        """Count the product's stock at the main warehouse."""
        warehouse = self.odoo.search_read("stock.warehouse", [], ["lot_stock_id"], limit=1)[0]
        quant = self.odoo.create(
            "stock.quant",
            {
                "product_id": product_id,
                "location_id": warehouse["lot_stock_id"][0],
                "inventory_quantity": quantity,
            },
            context={"inventory_mode": True},
        )
        self.odoo.press("stock.quant", "action_apply_inventory", quant)

    def connect(self, adapter, name, **credentials):
        """Make a connection, type the log-in, test it; returns its id."""
        connection = self.odoo.create("omni.connection", {"name": name, "adapter_code": adapter})
        rows = self.odoo.search_read(
            "omni.credential", [("connection_id", "=", connection)], ["name"]
        )
        for row in rows:
            if row["name"] in credentials:
                self.odoo.write("omni.credential", row["id"], {"value": credentials[row["name"]]})
        self.odoo.press("omni.connection", "action_test", connection)
        return connection

    def connect_shopify(self, live=True, **other):
        connection = self.connect(
            "shopify",
            "Boutique Shopify",
            **{
                "shop": f"{self.sandbox_url}/shopify",
                "token": "shpat_sandbox",
                "client_secret": "sandbox-secret",
                **other,
            },
        )
        if live:
            self.odoo.press("omni.connection", "action_go_live", connection)
        return connection

    def connect_sendcloud(self, live=True):
        connection = self.connect(
            "sendcloud",
            "Sendcloud",
            address=f"{self.sandbox_url}/sendcloud/api/v3",
            public_key="sandbox-public",
            secret_key="sandbox-secret",
        )
        if live:
            self.odoo.press("omni.connection", "action_go_live", connection)
        return connection

    def subscribe(self, connection):
        return self.odoo.press("omni.connection", "action_subscribe", connection)

    def run_feed(self, connection, resource):
        feed = self.odoo.search_read(
            "omni.feed", [("connection_id", "=", connection), ("resource", "=", resource)], ["id"]
        )[0]["id"]
        self.odoo.press("omni.feed", "action_run_now", feed)

    def orders(self, name, fields=("id",)):
        return self.odoo.search_read("sale.order", [("omni_name", "=", name)], list(fields))

    def wait_for_order(self, name, seconds=60):
        """Return the sale order of a shop's order, once it is there."""
        wait(lambda: self.orders(name), f"order {name} in Odoo", seconds)
        return Order(self.odoo, self.orders(name)[0]["id"])

    def messages(self, connection, **filters):
        domain = [("connection_id", "=", connection)]
        domain += [(field, "=", value) for field, value in filters.items()]
        fields = ["external_id", "state", "severity", "reason", "origin", "resource", "detail"]
        return self.odoo.search_read("omni.message", domain, fields)

    def wait_until_quiet(self, seconds=120):
        """Wait until nothing that came in or goes out is unfinished."""
        wait(lambda: not self.unfinished(), "quiet", seconds)

    def unfinished(self):
        return self.odoo.search_count(
            "omni.message", [("state", "in", ("rung", "new"))]
        ) + self.odoo.search_count("omni.intent", [("state", "=", "new")])


class Order:
    """One sale order, read again at every question."""

    def __init__(self, odoo, order_id):
        self.odoo = odoo
        self.id = order_id

    def read(self, *fields):
        return self.odoo.call("sale.order", "read", [self.id], list(fields))[0]

    def __getitem__(self, field):
        return self.read(field)[field]

    def lines(self, *fields):
        return self.odoo.search_read("sale.order.line", [("order_id", "=", self.id)], list(fields))

    def partner(self, field, *fields):
        """Return the customer, invoice or delivery contact's fields."""
        return self.odoo.call("res.partner", "read", [self[field][0]], list(fields))[0]

    def transfers(self, *fields):
        return self.odoo.search_read("stock.picking", [("sale_id", "=", self.id)], list(fields))


def wait(condition, what, seconds=60):
    """Return the first true answer of ``condition``; fails with what was waited for."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"not there after {seconds} s: {what}")
        time.sleep(0.2)
