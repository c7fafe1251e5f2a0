from odoo import api, models


class ParkedDemand(models.Model):
    """A kit of an order that waits holds its components, for whoever else shows them."""

    _inherit = "omni.parked.demand"

    @api.model
    def _by_warehouse(self, products):
        touched = products.browse(sorted(self.env["omni.kit"]._sharing(products.ids)))
        found = super()._by_warehouse(products | touched)
        kits = touched.browse({product_id for _warehouse_id, product_id in found})
        warehouses = self.env["stock.warehouse"].sudo().browse({key[0] for key in found})
        for warehouse in warehouses:
            needs = self.env["omni.kit"]._needs(kits, warehouse.company_id)
            for kit_id, need in needs.items():
                pieces = found.pop((warehouse.id, kit_id), 0)
                for component_id, needed in need.items():
                    found[warehouse.id, component_id] += pieces * float(needed)
        return found
