from odoo import api, fields, models
from odoo.addons.omni_base.models.work import BACKFILL
from odoo.tools import SQL

from .parted_level import HELD, PARTS

ROOM = f"""
    WITH room AS (
        SELECT l.product_id {PARTS}
           AND l.product_id IN (SELECT k.product_id FROM omni_listing_level n
                                  JOIN omni_listing k ON k.id = n.listing_id WHERE n.is_waiting)
         GROUP BY o.id, l.product_id
        HAVING sum(COALESCE(v.allotted_quantity, 0)) > sum({HELD}))
    SELECT v.listing_id FROM omni_listing_level v JOIN omni_listing l ON l.id = v.listing_id
     WHERE v.is_waiting AND l.product_id IN (SELECT product_id FROM room)
"""  # noqa: S608 - of our own constants
"""What waits for pieces that nobody holds."""

NOT_IMPORTED = ("rung", "new", "parked", "dead")


class Connection(models.Model):
    """What one channel gives back goes to those that wait for it."""

    _inherit = "omni.connection"

    def _note_acknowledged(self, part, outcomes):
        result = super()._note_acknowledged(part, outcomes)
        if part and self._parted_pools():
            self._wake_waiting([row_id for row_id, _level in part])
            if any(outcome.gone for outcome in outcomes):
                self._ask_for_orders()
        return result

    def _wake_waiting(self, level_ids):
        """Channels that wait for a piece of these products are looked at again: one INSERT."""
        levels = self.env["omni.listing.level"].sudo().browse(level_ids)
        products = self._parted_pools()._sharers(levels.listing_id.product_id)
        which = SQL(
            """
            l.product_id = ANY(%s)
            AND l.id IN (SELECT v.listing_id FROM omni_listing_level v WHERE v.is_waiting)
            """,
            products.ids,
        )
        self.env["omni.intent"]._put_up(self.env["omni.stock.change"]._told(which))

    def _ask_for_orders(self):
        """Pieces are gone there: their orders are asked for at once, not at the next interval."""
        feed = self.sudo().feed_ids.filtered(lambda feed: feed.resource == "order")
        cron = feed.cron_id
        if not cron.active:
            return
        waits = [("cron_id", "=", cron.id), ("call_at", "<=", fields.Datetime.now())]
        if not self.env["ir.cron.trigger"].sudo().search_count(waits, limit=1):
            cron._trigger()


class ListingLevel(models.Model):
    _inherit = "omni.listing.level"

    @api.model
    def _cron_balance(self):
        """Look again at what no change will wake: what waits though there is room, what is no
        longer in doubt, and pieces found gone whose orders never came.
        """
        if not self.env["omni.pool"]._parted():
            return
        self.env.flush_all()
        ids = self._find_missing() | self._clear_doubts() | self._wait_for_nothing()
        self.invalidate_model()
        source = self.env["omni.stock.change"]._told(SQL("l.id = ANY(%s)", sorted(ids)))
        if ids:
            self.env["omni.intent"]._put_up(source)

    @api.model
    def _cron_share_out(self):
        """What channels sold lately has changed: all parts are looked at again, behind all else."""
        shares = self.env["omni.share"].search(
            [("rule", "=", "sales"), ("pool_id.mode", "=", "partitioned")]
        )
        shares.pool_id._complete_shares()
        for connection in shares.connection_id.filtered(lambda one: one.mode == "live"):
            connection._offer_stock()
        self.env["omni.drain"]._wake(BACKFILL)

    def _find_missing(self):
        """Pieces were not sold after all, if all orders were read since, and none waits to be
        imported. Return the ids of their listings.
        """
        return self._listings_of(
            SQL(
                """
                UPDATE omni_listing_level v SET unexplained_quantity = 0
                  FROM omni_listing l
                 WHERE l.id = v.listing_id AND v.is_parted AND v.unexplained_quantity > 0
                   AND EXISTS (SELECT FROM omni_run r JOIN omni_feed f ON f.id = r.feed_id
                                WHERE f.connection_id = l.connection_id AND f.resource = 'order'
                                  AND r.state = 'done' AND r.started_at > v.missing_at)
                   AND NOT EXISTS (SELECT FROM omni_message m
                                    WHERE m.connection_id = l.connection_id
                                      AND m.resource = 'order' AND m.state IN %s)
             RETURNING l.id
                """,
                NOT_IMPORTED,
            )
        )

    def _clear_doubts(self):
        """What was sent and never answered can arrive no more: the next answer tells."""
        return self._listings_of(
            SQL(
                """
                SELECT v.listing_id FROM omni_listing_level v
                 WHERE v.is_parted AND v.unknown_until <= %(now)s
                   AND (v.in_flight_at IS NULL
                        OR v.in_flight_at < %(now)s::timestamp - interval '5 minutes')
                """,
                now=fields.Datetime.now(),
            )
        )

    def _wait_for_nothing(self):
        return self._listings_of(SQL(ROOM))

    def _listings_of(self, statement):
        self.env.cr.execute(statement)
        return {row[0] for row in self.env.cr.fetchall()}


class OrderImport(models.AbstractModel):
    """A channel that cancelled an order shows its pieces again, before Odoo says so."""

    _inherit = "omni.order.import"

    def _call_off(self, sale, order):
        was_open = sale.state != "cancel"
        done = super()._call_off(sale, order)
        connection = sale.omni_connection_id
        if was_open and sale.state == "cancel" and connection._parted_pools():
            self._expect_back(connection, order)
        return done

    def _expect_back(self, connection, order):
        products = self.env["omni.order.product"]._resolve(connection, [order])
        back = []
        for line in order.lines:
            listing = products[order.external_id, line.external_id][1]
            if listing and line.kind == "product":
                back.append((listing.id, -int(line.quantity)))
        if back:
            self.env["omni.listing"]._expect_less(connection, back)


class ParkedDemand(models.Model):
    """So does one that is called off while its order waits for the payment."""

    _inherit = "omni.parked.demand"

    def _follow(self, connection, parked, others):
        orders = self.env["omni.order.import"]
        over = [order for order in others if orders._is_called_off(order)]
        back = [(row.listing_id.id, -row.quantity) for row in self._of(connection, over)]
        result = super()._follow(connection, parked, others)
        if back and connection._parted_pools():
            self.env["omni.listing"]._expect_less(connection, back)
        return result
