from odoo import models

WAITING = ("rung", "new", "parked")


class Listing(models.Model):
    """Why this number: the orders that wait for their payment are named beside the transfers."""

    _inherit = "omni.listing"

    def _holders(self, place):
        return [*super()._holders(place), *self._parked_holders(place)]

    def _parked_holders(self, place):
        """Return the orders whose pieces are promised though they are not imported yet."""
        if not self.env["omni.message"].has_access("read"):
            return []
        rows = self.env["omni.parked.demand"].search(
            [("listing_id.product_id", "=", self.product_id.id)]
        )
        warehouses = place._source().warehouse_id
        rows = rows.filtered(lambda row: row.connection_id.sudo()._warehouse() in warehouses)
        messages = self._waiting_messages(rows)
        found = [(row, messages.get((row.connection_id, row.external_id))) for row in rows]
        return [self._parked_holder(row, message) for row, message in found if message]

    def _waiting_messages(self, rows):
        """Return {(connection, order's id): the message that waits}: one query."""
        found = self.env["omni.message"].search(
            [
                ("connection_id", "in", rows.connection_id.ids),
                ("resource", "=", "order"),
                ("external_id", "in", rows.mapped("external_id")),
                ("state", "in", WAITING),
            ]
        )
        return {(message.connection_id, message.external_id): message for message in found}

    def _parked_holder(self, row, message):
        return {
            "name": self.env._("Order %s", row.external_id),
            "url": f"/odoo/{message._name}/{message.id}",
            "origin": self.env._("%s, not paid yet", row.connection_id.name),
            "pieces": self._number(row.quantity),
            "is_reserved": False,
        }
