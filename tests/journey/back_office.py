"""What the merchant does in Odoo, by the same calls that the web client makes."""

import time

SHOP_PRODUCTS = (
    ("TAS-SABLE", "Tasse sable", 40, 0.35),
    ("CAF-SID-250", "Café Sidamo 250 g", 60, 0.27),
    ("CAF-SID-500", "Café Sidamo 500 g", 30, 0.52),
    ("THE-PORC", "Théière en porcelaine", 8, 1.2),
)
LOOK_NOW = """
    UPDATE ir_cron SET nextcall = now() - interval '1 minute'
     WHERE id = (SELECT res_id FROM ir_model_data WHERE name = 'cron_second_look')
"""


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
        """Products with SKU, weight and stock, made once; returns {sku: id}."""
        known = self.odoo.search_read(
            "product.product",
            [("default_code", "in", [row[0] for row in products])],
            ["default_code"],
        )
        made = {row["default_code"]: row["id"] for row in known}
        for sku, name, stock, weight in products:
            if sku in made:
                self.set_stock(made[sku], stock)
                continue
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
        """Make a connection (once), type the log-in, test it; returns its id.

        The address comes first: another one erases the secrets that were typed before.
        """
        known = self.odoo.search_read("omni.connection", [("name", "=", name)], ["id"])
        values = {"name": name, "adapter_code": adapter}
        connection = known[0]["id"] if known else self.odoo.create("omni.connection", values)
        rows = self.odoo.search_read(
            "omni.credential",
            [("connection_id", "=", connection)],
            ["name"],
            order="is_secret, id",
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
            self.go_live(connection)
        return connection

    def connect_woocommerce(self, live=True, **other):
        connection = self.connect(
            "woocommerce",
            "Boutique Woo",
            **{
                "url": f"{self.sandbox_url}/woocommerce",
                "key": "ck_sandbox",
                "secret": "cs_sandbox",
                **other,
            },
        )
        if live:
            self.go_live(connection)
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
            self.go_live(connection)
        return connection

    def go_live(self, connection):
        """Press “Go live” once the products are read, look at the window, and confirm."""
        feeds = [("connection_id", "=", connection), ("resource", "=", "listing")]
        read = [("connection_id", "=", connection), ("feed_id.resource", "=", "listing")]
        if self.odoo.search_count("omni.feed", feeds):
            ended = [*read, ("ended_at", "!=", False)]
            wait(lambda: self.odoo.search_count("omni.run", ended), "the products", 90)
            wait(lambda: not self.unread(), "the products", 90)
        window = self.odoo.press("omni.connection", "action_open_go_live", connection)
        self.odoo.press("omni.go.live", "action_go_live", window["res_id"])

    def wait_for_products(self, connection):
        """Wait until listings and whole products were read once: either feed matches listings."""
        ended = [("connection_id", "=", connection), ("ended_at", "!=", False)]
        for resource in ("listing", "product"):
            once = [*ended, ("feed_id.resource", "=", resource)]
            wait(lambda once=once: self.odoo.search_count("omni.run", once), resource, 120)
        self.wait_until_quiet()

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

    def look_again(self, query):
        """Time is made short: what was just decided is looked at once more now, until it is over.

        ``query``: runs SQL on the database.
        """
        end = time.monotonic() + 120
        while query("SELECT count(*) FROM omni_second_look") != ["0"]:
            assert time.monotonic() < end, "what was decided is still looked at"
            query("UPDATE omni_second_look SET next_at = now() - interval '1 minute'")
            query(LOOK_NOW)
            connection = self.odoo.search_read("omni.connection", [], ["id"], limit=1)[0]["id"]
            self.odoo.press("omni.connection", "action_test", connection)
            time.sleep(1)
        self.wait_until_quiet()

    def compare_rates(self, transfer):
        """Press “Compare rates” on a transfer; returns the offers."""
        action = self.odoo.press("stock.picking", "action_omni_compare", transfer)
        fields = ["carrier_name", "service_name", "service_code", "price", "has_price", "transit"]
        return self.odoo.search_read(
            "omni.rate.line", [("wizard_id", "=", action["res_id"])], fields
        )

    def choose(self, offer):
        self.odoo.press("omni.rate.line", "action_choose", offer["id"])

    def validate(self, transfer):
        """Validate a transfer; returns what a person reads on it then."""
        self.odoo.press("stock.picking", "button_validate", transfer)
        fields = ["name", "state", "carrier_id", "carrier_price"]
        fields += ["carrier_tracking_ref", "carrier_tracking_url"]
        return self.odoo.call("stock.picking", "read", [transfer], fields)[0]

    def labels(self, transfer):
        """Return the PDF files attached to a transfer, as (name, base64 text)."""
        files = self.odoo.search_read(
            "ir.attachment",
            [
                ("res_model", "=", "stock.picking"),
                ("res_id", "=", transfer),
                ("mimetype", "=", "application/pdf"),
            ],
            ["name", "datas"],
        )
        return [(file["name"], file["datas"]) for file in files]

    def invoice(self, order):
        """Make, confirm and pay the invoice of an order; returns it as read."""
        context = {"active_model": "sale.order", "active_ids": [order.id], "active_id": order.id}
        wizard = self.odoo.create(
            "sale.advance.payment.inv", {"advance_payment_method": "delivered"}, context=context
        )
        self.odoo.press("sale.advance.payment.inv", "create_invoices", wizard, **context)
        invoice = order["invoice_ids"][0]
        self.odoo.press("account.move", "action_post", invoice)
        context = {"active_model": "account.move", "active_ids": [invoice]}
        payment = self.odoo.create("account.payment.register", {}, context=context)
        self.odoo.press("account.payment.register", "action_create_payments", payment)
        fields = ["name", "payment_state", "amount_total"]
        return self.odoo.call("account.move", "read", [invoice], fields)[0]

    def unfinished(self):
        return self.unread() + self.odoo.search_count("omni.intent", [("state", "=", "new")])

    def unread(self):
        """Return how much came in that is not worked on yet."""
        return self.odoo.search_count("omni.message", [("state", "in", ("rung", "new"))])


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
