from odoo import api, models

MATCHED_BY = {"default_code", "barcode"}


class ProductProduct(models.Model):
    """A product that gets its SKU later finds the listings that were waiting for it."""

    _inherit = "product.product"

    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        products._find_listings()
        return products

    def write(self, values):
        result = super().write(values)
        if MATCHED_BY & values.keys():
            self._find_listings()
        return result

    def _find_listings(self):
        """Match listings without a product by SKU, then barcode: the rule of the import."""
        codes = [code for code in self.mapped("default_code") if code]
        barcodes = [code for code in self.mapped("barcode") if code]
        if not codes and not barcodes:
            return
        listings = (
            self.env["omni.listing"]
            .sudo()
            .search(
                [
                    ("product_id", "=", False),
                    "|",
                    ("sku", "in", codes),
                    ("barcode", "in", barcodes),
                ]
            )
        )
        listings -= self.env["omni.match.ignored"]._left_alone(listings)
        for company in listings.company_id:
            own = listings.filtered(lambda row, company=company: row.company_id == company)
            pairs = [(row.sku or "", row.barcode or "") for row in own]
            matches = own._match_products(company, pairs)
            for row, pair in zip(own, pairs, strict=True):
                product, how, _problem = matches.get(pair, (None, "none", ""))
                if product:
                    row.write({"product_id": product.id, "match": how})
