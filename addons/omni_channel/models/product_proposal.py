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
        return self.env["omni.variant.choice"]._open(waiting) or self._create_products()

    def _create_products(self, chosen=None):
        """``chosen``: {connection: ids of the further variants that are wanted}; None: all."""
        waiting = self.filtered(lambda listing: not listing.product_id)
        connection = self[:1].connection_id
        if not waiting:
            text = self.env._("All of them have a product already: nothing is left to create.")
            return connection._notice("info", text)
        remarks = []
        for connection, own in waiting.grouped("connection_id").items():
            documents = connection._last_read_products(own)
            wanted = None if chosen is None else chosen.get(connection, set())
            outcomes = self.env["omni.product.import"]._import(
                connection, documents, True, True, wanted
            )
            remarks += [remark for _record, found in outcomes.values() for remark in found]
        left = waiting.filtered(lambda listing: not listing.product_id)
        said = [
            self.env._("Products that were matched or created: %s.", len(waiting - left)),
            *remarks,
        ]
        kind = "warning" if left or remarks else "success"
        return connection._notice(kind, " ".join(said), sticky=bool(remarks))


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
