from odoo import models


class ProductProduct(models.Model):
    """A kit is never counted itself: it is as many as its components allow."""

    _inherit = "product.product"

    def _omni_counted(self, companies):
        counted = super()._omni_counted(companies)
        for company in companies:
            counted |= self.browse(self.env["omni.kit"]._needs(self, company))
        return counted
