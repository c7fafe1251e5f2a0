from collections import defaultdict

from odoo import models
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_channel.core.published import exact
from odoo.exceptions import UserError

AT_ONCE = 500


class Connection(models.Model):
    """The opening stock is one inventory adjustment of Odoo's own, in one transaction."""

    _inherit = "omni.connection"

    def _opening_quants(self, rows):
        """Return {(product id, location id): quant without lot, package and owner}, of all rows."""
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "in", list({row.product_id for row in rows})),
                ("location_id", "in", list({row.location_id for row in rows})),
                ("lot_id", "=", False),
                ("package_id", "=", False),
                ("owner_id", "=", False),
            ],
            order="id desc",
        )
        found = defaultdict(self.env["stock.quant"].browse)
        return found | {(quant.product_id.id, quant.location_id.id): quant for quant in quants}

    def _adjust_stock(self, rows, name=""):
        """Add each row's difference: what moved here since it was read stays moved.

        ``name``: what the adjustment is called, by default the opening stock.
        """
        name = name or self.env._("Opening stock of %s", self.name)
        changed = [row for row in rows if row.difference]
        for part in slices(changed, AT_ONCE):
            quants = self._counted_quants(part).with_context(inventory_name=name)
            if quants.action_apply_inventory():
                self._read_again()

    def _counted_quants(self, rows):
        known = self._opening_quants(rows)
        quants = self.env["stock.quant"]
        fresh = []
        for row in rows:
            quant = known[row.product_id, row.location_id]
            counted = exact(quant.quantity) + row.difference
            if counted < 0 and row.difference < 0:
                self._read_again()
            values = {"inventory_quantity": float(counted), "inventory_quantity_set": True}
            if quant:
                quant.write(values)
                quants |= quant
            else:
                place = {"product_id": row.product_id, "location_id": row.location_id}
                fresh.append({**place, **values})
        return quants | quants.create(fresh)

    def _read_again(self):
        raise UserError(
            self.env._("The stock here has changed meanwhile: close this window and read it again.")
        )
