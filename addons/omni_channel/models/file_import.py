from odoo import api, fields, models
from odoo.exceptions import UserError


class Connection(models.Model):
    """A file and a feed never write the same things at the same moment."""

    _inherit = "omni.connection"

    @api.model
    def _hold_feeds(self, code):
        """Keep the feeds of a resource from starting until this transaction ends.

        Raises UserError where one is being read, or where its things are being imported.
        """
        ours = [("resource", "=", code), ("company_id", "in", self.env.companies.ids)]
        feeds = self.env["omni.feed"].sudo().search(ours)
        busy = feeds._running().connection_id | self._importing(code)
        if busy:
            raise UserError(
                self.env._(
                    "%s is being read right now, and a file would write the same things. Import "
                    "the file again in a few minutes, or switch the feed off first.",
                    ", ".join(f"“{name}”" for name in busy.mapped("name")),
                )
            )

    def _importing(self, code):
        """Return the connections of whose things a worker has taken a slice."""
        taken = (
            self.env["omni.message"]
            .sudo()
            .search(
                [
                    ("resource", "=", code),
                    ("state", "in", ("rung", "new")),
                    ("lease_until", ">", fields.Datetime.now()),
                    ("company_id", "in", self.env.companies.ids),
                ],
                limit=1,
            )
        )
        return taken.connection_id


class Listing(models.Model):
    _inherit = "omni.listing"

    @api.model
    def load(self, fields, data):
        self.env["omni.connection"]._hold_feeds("listing")
        return super().load(fields, data)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def load(self, fields, data):
        """Orders of a channel: what a file brings besides is none of ours."""
        if any(name.startswith("omni_") for name in fields):
            self.env["omni.connection"]._hold_feeds("order")
        return super().load(fields, data)
