import math
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from .parted_level import HELD, PARTS, SENT


class Allotment(models.Model):
    """One product of a parted stock: what can be promised of it, and who has how much.

    Its row is what two workers meet at that decide about the same product at the same time: the
    second one begins anew, with what the first one has decided.
    """

    _name = "omni.allotment"
    _description = "Parted stock"
    _order = "pool_id, product_id"
    _rec_name = "product_id"
    _log_access = False

    pool_id = fields.Many2one(
        "omni.pool", string="Stock", required=True, readonly=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    promised = fields.Integer(
        string="Can be promised", readonly=True, help="On hand, less all demand; at the last look"
    )
    looked_at = fields.Datetime(string="Looked at", readonly=True)
    allotted = fields.Integer(compute="_compute_numbers", help="What the rules give to channels")
    acknowledged = fields.Integer(
        string="Acknowledged pieces",
        compute="_compute_numbers",
        help="What the channels show by their own word, less what was sold there since",
    )
    in_flight = fields.Integer(
        string="On its way", compute="_compute_numbers", help="Sent, and not acknowledged yet"
    )
    missing = fields.Integer(
        string="Sold, not imported",
        compute="_compute_numbers",
        help="Found gone in a channel; the orders are awaited",
    )
    held = fields.Integer(
        compute="_compute_numbers", help="The most that channels can still sell of it"
    )
    free = fields.Integer(
        compute="_compute_numbers",
        help="What anybody else may take. Below 0: more was taken, and channels are being lowered",
    )
    level_ids = fields.Many2many("omni.listing.level", compute="_compute_level_ids")

    _one_per_product = models.UniqueIndex("(pool_id, product_id)")

    @api.depends("promised")
    def _compute_numbers(self):
        numbers = self._numbers()
        for row in self:
            allotted, acknowledged, in_flight, missing, held = numbers.get(
                (row.pool_id.id, row.product_id.id), (0, 0, 0, 0, 0)
            )
            row.allotted, row.acknowledged, row.in_flight = allotted, acknowledged, in_flight
            row.missing, row.held, row.free = missing, held, row.promised - held

    @api.depends("product_id", "pool_id")
    def _compute_level_ids(self):
        levels = self.env["omni.listing.level"]
        for row in self:
            row.level_ids = levels.search(
                [
                    ("listing_id.product_id", "in", self._takers(row).ids),
                    ("location_id.warehouse_id", "in", row.pool_id.warehouse_ids.ids),
                    ("is_parted", "=", True),
                ]
            )

    def _takers(self, row):
        """Return the products whose listings take this one's stock."""
        takes = row.pool_id._takes(row.pool_id._sharers(row.product_id))
        ids = [product_id for product_id, take in takes.items() if row.product_id.id in take]
        return self.env["product.product"].browse(ids)

    def _numbers(self):
        """Return {(pool id, product id): (allotted, acknowledged, in flight, missing, held)}."""
        numbers = defaultdict(lambda: [0, 0, 0, 0, 0])
        for pool, rows in self.grouped("pool_id").items():
            sharers = pool._sharers(rows.product_id)
            takes = pool._takes(sharers)
            for product_id, *shown in self._shown(pool, sharers):
                for counted, pieces in takes[product_id].items():
                    known = numbers[pool.id, counted]
                    known[:] = (old + new * pieces for old, new in zip(known, shown, strict=True))
        return {key: tuple(map(math.ceil, found)) for key, found in numbers.items()}

    def _shown(self, pool, products):
        """Return [(product id, allotted, acknowledged, in flight, missing, held)]: one query."""
        self.env["omni.listing.level"].flush_model()
        self.env.cr.execute(
            SQL(
                f"""
                SELECT l.product_id,
                       sum(COALESCE(v.allotted_quantity, 0))::int,
                       sum(CASE WHEN v.acknowledged_at IS NOT NULL
                                THEN v.expected_quantity ELSE 0 END)::int,
                       sum(COALESCE({SENT}, 0))::int,
                       sum(COALESCE(v.unexplained_quantity, 0))::int, sum({HELD})::int
                       {PARTS} AND o.id = %s AND l.product_id = ANY(%s) GROUP BY 1
                """,
                pool.id,
                products.ids,
            )
        )
        return self.env.cr.fetchall()

    @api.model
    def _lock(self, pools, products):
        """Nobody else decides about these products until the commit; who tries begins anew."""
        now = fields.Datetime.now()
        for pool in pools:
            self.env.cr.execute(
                """
                INSERT INTO omni_allotment (pool_id, product_id, company_id, promised, looked_at)
                     SELECT %s, p.id, %s, 0, %s FROM product_product p WHERE p.id = ANY(%s)
                         AND NOT EXISTS (SELECT FROM omni_allotment a
                                          WHERE a.pool_id = %s AND a.product_id = p.id)
                ON CONFLICT (pool_id, product_id) DO NOTHING
                """,
                [pool.id, pool.company_id.id, now, products.ids, pool.id],
            )
        self.env.cr.execute(
            """
            UPDATE omni_allotment SET looked_at = %s
             WHERE pool_id = ANY(%s) AND product_id = ANY(%s)
            """,
            [now, pools.ids, products.ids],
            log_exceptions=False,
        )

    @api.model
    def _keep(self, promised):
        """Write down what was decided upon. ``promised``: {(pool id, product id): pieces}."""
        if not promised:
            return
        now = fields.Datetime.now()
        self.env.cr.execute_values(
            """
            UPDATE omni_allotment a SET promised = v.pieces, looked_at = v.at
              FROM (VALUES %s) AS v (pool, product, pieces, at)
             WHERE a.pool_id = v.pool AND a.product_id = v.product
            """,
            [(*key, pieces, now) for key, pieces in promised.items()],
            template="(%s, %s, %s, %s::timestamp)",
        )
        self.invalidate_model()
