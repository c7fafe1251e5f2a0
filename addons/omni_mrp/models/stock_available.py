from odoo import models

from ..core.kits import put_together


class StockAvailable(models.AbstractModel):
    """A kit lies nowhere: it is counted from what can be promised of its components."""

    _inherit = "omni.stock.available"

    def _by_source(self, products, places):
        company = places.company_id[:1]
        products = products.with_context(company_id=company.id)
        needs = self.env["omni.kit"]._needs(products, company)
        if not needs:
            return super()._by_source(products, places)
        parts = products.browse(sorted({part for need in needs.values() for part in need}))
        plain = products.filtered(lambda product: product.id not in needs)
        found = super()._by_source(plain | parts, places)
        named = parts.with_context(display_default_code=False)
        names = {part.id: part.display_name for part in named}
        for available in found.values():
            for kit_id, need in needs.items():
                available[kit_id] = put_together(need, available, names.get)
        return found
