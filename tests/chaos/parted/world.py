"""Two shops that sell one stock, and two real Odoo servers that part it between them."""

from tests.chaos.world import World
from tests.journey.back_office import BackOffice, wait
from tests.support.odoo_client import OdooClient

from .plan import KEPT, SHOPS, first_stock

HURRY = """
    UPDATE omni_connection SET paused_until = NULL, backfill_paused_until = NULL
     WHERE paused_until IS NOT NULL OR backfill_paused_until IS NOT NULL;
    UPDATE omni_message SET not_before = NULL
     WHERE state IN ('rung', 'new') AND not_before IS NOT NULL AND lease_until IS NULL;
    UPDATE omni_intent SET not_before = NULL
     WHERE state = 'new' AND not_before IS NOT NULL AND lease_until IS NULL;
    UPDATE omni_listing_level
       SET unknown_until = LEAST(unknown_until, (now() AT TIME ZONE 'UTC') + interval '10 seconds')
     WHERE unknown_until > (now() AT TIME ZONE 'UTC') + interval '10 seconds';
    INSERT INTO ir_cron_trigger (cron_id, call_at)
    SELECT res_id, now() AT TIME ZONE 'UTC' FROM ir_model_data
     WHERE (module, name) IN (('omni_base', 'cron_drain_live'), ('omni_base', 'cron_drain_all'),
                              ('omni_channel', 'cron_balance'));
"""
"""A call that was never answered is over after 10 seconds here: no answer is later than 4."""
DOUBTS = """
    SELECT count(*) FROM omni_listing_level
     WHERE in_flight_at IS NOT NULL OR unknown_until IS NOT NULL OR unexplained_quantity > 0
"""
PULL = """
    INSERT INTO ir_cron_trigger (cron_id, call_at)
    SELECT cron_id, now() AT TIME ZONE 'UTC' FROM omni_feed WHERE resource = 'order'
"""


class PartedWorld(World):
    """``supply``: {sku: pieces} that channels may sell in all: what lay there, came, and left."""

    def open(self):
        for number in range(len(self.servers)):
            self.start(number)
        self.administrator = OdooClient(self.servers[0].url, self.database.name)
        self._open_shops()
        office = BackOffice(self.client(0), self.sandbox.url)
        office.prepare_company()
        self.products = self.make_products()
        self.set_stock = self.make_action()
        self.supply = first_stock(self.plan, self.products)
        self.change_stock([(self.products[sku], self.supply[sku]) for sku in self.products])
        self.connections = self._connect(office)
        wait(lambda: self.listed() >= 2 * self.plan.skus, "both shops' products in Odoo", 600)
        self._part()
        for connection in self.connections.values():
            office.go_live(connection)
            office.subscribe(connection)
        wait(self._is_quiet, "the first stock at both shops", 900)

    def _open_shops(self):
        for shop in SHOPS:
            self.outside.post(f"/_control/{shop}/products", {"count": self.plan.skus, "stock": 0})
        bucket = {"maximum": 20_000, "restore_rate": 2_000}
        self.outside.post("/_control/shopify/settings", {"bucket": bucket})

    def _connect(self, office):
        url = f"{self.sandbox.url}/woocommerce"
        return {
            "shopify": office.connect_shopify(live=False),
            "woocommerce": office.connect(
                "woocommerce", "Boutique Woo", url=url, key="ck_sandbox", secret="cs_sandbox"
            ),
        }

    def _part(self):
        odoo = self.client(0)
        warehouse = odoo.call("stock.warehouse", "search", [], limit=1)
        values = {"name": "Pool", "warehouse_ids": warehouse, "mode": "partitioned", "kept": KEPT}
        self.pool = odoo.create("omni.pool", values)

    def _is_quiet(self):
        self.hurry()
        return not self.unfinished()

    def is_certain(self):
        """Whether every number that was sent is answered, and no piece is missing any more."""
        return self.sql(DOUBTS) == ["0"]

    def hurry(self):
        """Nobody waits for the clock: pauses end, and what was put off is due."""
        self.sql(HURRY)

    def pull(self):
        self.sql(PULL)
