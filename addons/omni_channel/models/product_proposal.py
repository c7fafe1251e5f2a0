from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class Listing(models.Model):
    """A listing without a product proposes one: a person says yes."""

    _inherit = "omni.listing"

    def action_create_products(self):
        """Create the products of these listings from what the shop last said of them.

        Further variants of products that are here are shown before they are added.
        """
        self.check_access("write")
        waiting = self.filtered(lambda listing: not listing.product_id)
        return self.env["omni.variant.choice"]._open(waiting) or waiting._create_products()

    def _create_products(self):
        waiting = self.filtered(lambda listing: not listing.product_id)
        remarks = []
        for connection in waiting.connection_id:
            own = waiting.filtered(
                lambda row, connection=connection: row.connection_id == connection
            )
            documents = connection._last_read_products(own)
            outcomes = self.env["omni.product.import"]._import(connection, documents, True, True)
            remarks += [remark for _record, found in outcomes.values() for remark in found]
        left = waiting.filtered(lambda listing: not listing.product_id)
        said = [
            self.env._("Products that were matched or created: %s.", len(waiting - left)),
            *remarks,
        ]
        kind = "warning" if left or remarks else "success"
        return waiting[:1].connection_id._notice(kind, " ".join(said), sticky=bool(remarks))


class Connection(models.Model):
    _inherit = "omni.connection"

    def _last_read_products(self, listings):
        """Return the Product of each listing as it was last read. UserError where none was."""
        keys = {listing.parent_id or listing.external_id for listing in listings}
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT ON (external_id) external_id, payload_id FROM omni_message
                 WHERE connection_id = %s AND resource = 'product' AND external_id = ANY(%s)
                   AND digest IS NOT NULL AND payload_id IS NOT NULL
                 ORDER BY external_id, id DESC
                """,
                self.id,
                list(keys),
            )
        )
        known = dict(self.env.cr.fetchall())
        if len(known) < len(keys):
            raise UserError(
                self.env._(
                    "%(count)s of these products have not been read from “%(connection)s” yet: "
                    "press “Run now” on its feed “Product details”, then try again.",
                    count=len(keys) - len(known),
                    connection=self.name,
                )
            )
        bodies = self.env["omni.payload"].browse(known.values())._bodies()
        with self.sudo()._session() as adapter, self._person_waits():
            return [adapter.read_product(body) for body in bodies.values()]
