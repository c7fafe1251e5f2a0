from odoo import Command
from odoo.tests import TransactionCase, new_test_user, tagged

from .papers import order
from .stall import COUNTER, Stall, item

COUNT_STATEMENTS = """
    CREATE SEQUENCE omni_statements;
    CREATE FUNCTION omni_count() RETURNS trigger AS $$
    BEGIN PERFORM nextval('omni_statements'); RETURN NULL; END $$ LANGUAGE plpgsql;
    CREATE TRIGGER omni_count AFTER INSERT ON omni_intent
        FOR EACH STATEMENT EXECUTE FUNCTION omni_count();
"""


@tagged("post_install", "-at_install")
class ChannelCase(TransactionCase):
    """A connection to the stall, two products in stock, and orders that come in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company = cls.env.company
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.teapot = cls.make_product("Teapot", "TEAPOT", stock=20)
        cls.cup = cls.make_product("Cup", "CUP", stock=50)
        COUNTER.clear()
        cls.connection = cls.connect()
        cls.env.cr.flush()

    def setUp(self):
        super().setUp()
        COUNTER.clear()
        self.addCleanup(COUNTER.clear)

    @classmethod
    def make_product(cls, name, sku, stock=0, **values):
        product = cls.env["product.product"].create(
            {"name": name, "default_code": sku, "is_storable": True, "list_price": 5, **values}
        )
        if stock:
            cls.put(product, stock)
        return product

    @classmethod
    def put(cls, product, pieces, location=None):
        """Add pieces to the main warehouse, or take them away."""
        cls.env["stock.quant"]._update_available_quantity(
            product, location or cls.warehouse.lot_stock_id, pieces
        )

    @classmethod
    def connect(cls, company=None, **values):
        connection = cls.env["omni.connection"].create(
            {
                "name": "Stall",
                "adapter_code": Stall.code,
                "company_id": (company or cls.company).id,
                **values,
            }
        )
        connection.action_test()
        return connection

    def go_live(self):
        self.connection._go_live()
        self.intents("stock", "shipment").unlink()

    def wizard(self, user=None):
        """Open the window before going live, as this person; return it."""
        connection = self.connection.with_user(user or self.env.user)
        action = connection.action_open_go_live()
        return self.env["omni.go.live"].with_user(user or self.env.user).browse(action["res_id"])

    def colleague(self):
        """Return a second person who may go live."""
        return new_test_user(
            self.env,
            "colleague",
            groups="omni_base.group_manager,stock.group_stock_manager,sales_team.group_sale_manager",
            company_ids=[Command.set(self.company.ids)],
        )

    def store(self, resource, *documents):
        """Store documents as a feed does; return their messages."""
        before = self.env["omni.message"].search([])
        feed = self.connection.feed_ids.filtered(lambda feed: feed.resource == resource)
        run = self.env["omni.run"].create(
            {
                "feed_id": feed.id,
                "connection_id": self.connection.id,
                "company_id": self.connection.company_id.id,
            }
        )
        self.env["omni.message"]._store_page(
            self.connection, resource, [item(document) for document in documents], run
        )
        return self.env["omni.message"].search([]) - before

    def process(self, messages):
        connection = self.env["omni.drain"]._as_company(self.connection)
        self.env["omni.drain"]._process(connection, messages.with_env(connection.env))
        return messages

    def queries_of(self, work):
        """Return how many queries ``work`` costs, with everything written."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def bring(self, *orders):
        """Let orders come in; return their messages."""
        return self.process(self.store("order", *orders))

    def sell(self, *lines, **values):
        """Let one order come in; return its sale order."""
        message = self.bring(order(*lines, **values))
        return self.env["sale.order"].browse(message.res_id)

    def bring_listings(self, *listings):
        return self.process(self.store("listing", *listings))

    def list_product(self, product, external_id="v-1", **values):
        """Make a matched listing whose stock the stall counts."""
        return self.env["omni.listing"].create(
            {
                "connection_id": self.connection.id,
                "external_id": external_id,
                "stock_id": f"stock-{external_id}",
                "name": product.name,
                "product_id": product.id,
                **values,
            }
        )

    def intents(self, *resources):
        return self.env["omni.intent"].search([("resource", "in", resources)], order="id")

    def end_transaction(self):
        """Do what happens just before a commit; this test's transaction stays open."""
        self.env.cr.flush()
        self.env["omni.intent"].invalidate_model()

    def count_statements(self):
        """Count from now on how many statements insert intents."""
        self.env.cr.execute(COUNT_STATEMENTS)

    def statements(self):
        self.env.cr.execute(
            "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM omni_statements"
        )
        return self.env.cr.fetchone()[0]

    def drain(self):
        """Let a worker work until nothing is left, with commits that this test takes back."""
        self.end_transaction()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.drain"]._cron_drain(50)

    def ship(self, picking, quantity=None):
        """Validate a delivery, whole or ``quantity`` of each line; return its backorder."""
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty if quantity is None else quantity
            move.picked = True
        picking._action_done()
        return picking.backorder_ids
