from odoo import models


class Connection(models.Model):
    """Why orders do not come in, or stock does not change in the shop."""

    _inherit = "omni.connection"

    def _diagnose(self):
        found = super()._diagnose()
        if self.kind != "channel":
            return found
        return [*found, *self._diagnose_orders(), *self._diagnose_stock()]

    def _diagnose_orders(self):
        label = self.env._("Orders")
        newest = self.env["sale.order"].search(
            [("omni_connection_id", "=", self.id)], order="id desc", limit=1
        )
        parked = self.env["omni.message"].search_count(
            [
                ("connection_id", "=", self.id),
                ("resource", "=", "order"),
                ("state", "=", "parked"),
            ]
        )
        if parked:
            text = self.env._("Parked orders: %s. Each says why.", parked)
            yield self._finding("warning", label, text, "action_open_problems")
        if newest:
            when = self._in_words(newest.create_date)
            text = self.env._(
                "The newest, %(name)s, came at %(when)s.", name=newest.name, when=when
            )
            yield self._finding("good", label, text, "action_open_orders")
        elif not parked:
            text = self.env._(
                "None has come yet. Orders of the last weeks come with the first run."
            )
            yield self._finding("warning", label, text, "action_open_self")

    def _diagnose_stock(self):
        """In the order of row by row: on, live, released, matched, on its way, acknowledged."""
        if self._is_followed():
            yield from self._diagnose_followed()
            return
        if not self._can("push_stock"):
            return
        label = self.env._("Stock")
        if self.stock_master != "odoo":
            text = self.env._("Odoo does not keep this channel's stock: nothing is sent.")
            yield self._finding("warning", label, text, "action_open_self")
            return
        if not any(feed.resource == "stock" for feed in self.feed_ids):
            text = self.env._("The feed “Stock” is switched off.")
            yield self._finding("warning", label, text, "action_open_self")
            return
        yield self._check_locations()
        yield self._check_products()
        yield from (one for one in self._check_skus() if one["state"] != "good")
        yield from self._diagnose_silent()
        yield from self._diagnose_on_its_way()

    def _diagnose_silent(self):
        """Listings whose stock is not sent, each kind with its reason."""
        label = self.env._("Stock")
        matched = self.listing_ids.filtered("product_id")
        kinds = [
            (lambda row: row.is_held, self.env._("held for a later stage")),
            (lambda row: row.is_uncounted, self.env._("created from the shop, not counted here")),
            (lambda row: not row.publishes_stock, self.env._("“Send stock” is switched off")),
            (lambda row: not row.is_stock_managed, self.env._("the shop does not count its stock")),
            (lambda row: not row.stock_id, self.env._("the shop tells no number for its stock")),
        ]
        for is_so, why in kinds:
            count = len(matched.filtered(is_so))
            if count:
                text = self.env._(
                    "Listings that are not sent: %(count)s (%(why)s).", count=count, why=why
                )
                yield self._finding("warning", label, text, "action_open_listings")

    def _diagnose_on_its_way(self):
        label = self.env._("Stock")
        waiting = self.env["omni.intent"].search_count(
            [("connection_id", "=", self.id), ("resource", "=", "stock"), ("state", "=", "new")]
        )
        if waiting:
            text = self.env._("Changes on their way, not acknowledged yet: %s.", waiting)
            yield self._finding("warning", label, text, "action_open_intents")
        self.env["omni.listing.level"].flush_model()
        self.env.cr.execute(
            """
            SELECT max(v.acknowledged_at) FROM omni_listing_level v
              JOIN omni_listing l ON l.id = v.listing_id WHERE l.connection_id = %s
            """,
            [self.id],
        )
        last = self.env.cr.fetchone()[0]
        if last:
            text = self.env._("Last acknowledged by the shop: %s", self._in_words(last))
            yield self._finding("good", label, text)
        elif self._writes_outside():
            text = self.env._("The shop has not acknowledged any number yet.")
            yield self._finding("warning", label, text, "action_open_intents")
