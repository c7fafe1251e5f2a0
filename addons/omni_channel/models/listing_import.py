from odoo import models
from odoo.addons.omni_base.core.verdict import Verdict


class Connection(models.Model):
    _inherit = "omni.connection"

    def _import_listing(self, pairs):
        """Make or update listings from [(message, Listing)]; return {message: Verdict}."""
        known = (
            self.env["omni.listing"]
            .with_context(active_test=False)
            .search(
                [
                    ("connection_id", "=", self.id),
                    ("external_id", "in", [document.external_id for _message, document in pairs]),
                ]
            )
        )
        by_id = {listing.external_id: listing for listing in known}
        wanted = [
            (document.sku, document.barcode)
            for _message, document in pairs
            if not by_id.get(document.external_id, known.browse()).product_id
        ]
        matches = self.env["omni.listing"]._match_products(self.company_id, wanted)
        fresh, verdicts = [], {}
        for message, document in pairs:
            listing = by_id.get(document.external_id)
            product, how, problem = matches.get(
                (document.sku, document.barcode), (None, "none", "")
            )
            values = self._listing_values(document)
            if product and not (listing and listing.product_id):
                values.update(product_id=product.id, match=how)
            if listing:
                listing.write(values)
            else:
                fresh.append((message, {**values, "connection_id": self.id}, problem))
                continue
            verdicts[message] = Verdict("done", problem, listing)
        made = self.env["omni.listing"].create([values for _message, values, _problem in fresh])
        for (message, _values, problem), listing in zip(fresh, made, strict=True):
            verdicts[message] = Verdict("done", problem, listing)
        self.env["omni.stock.change"]._note(made.product_id.ids)
        return verdicts

    def _listing_values(self, document):
        return {
            "external_id": document.external_id,
            "stock_id": document.stock_id,
            "parent_id": document.parent_id,
            "name": document.name,
            "sku": document.sku,
            "barcode": document.barcode,
            "price": float(document.price or 0),
            "currency": document.currency,
            "url": document.url,
            "active": document.active,
            "is_stock_managed": document.is_stock_managed,
        }


class Listing(models.Model):
    _inherit = "omni.listing"

    def _match_products(self, company, pairs):
        """Return {(sku, barcode): (product, "sku"|"barcode", "") or (None, "none", problem)}.

        One search for all. Two products with the same SKU match nothing: a person decides.
        """
        pairs = {pair for pair in pairs if any(pair)}
        if not pairs:
            return {}
        skus = [sku for sku, _barcode in pairs if sku]
        barcodes = [barcode for _sku, barcode in pairs if barcode]
        found = self.env["product.product"].search(
            [
                ("company_id", "in", (False, company.id)),
                "|",
                ("default_code", "in", skus),
                ("barcode", "in", barcodes),
            ]
        )
        by_sku, by_barcode = {}, {}
        for product in found:
            by_sku.setdefault(product.default_code, []).append(product)
            by_barcode.setdefault(product.barcode, []).append(product)
        return {pair: self._match_one(pair, by_sku, by_barcode) for pair in pairs}

    def _match_one(self, pair, by_sku, by_barcode):
        for value, how, table in ((pair[0], "sku", by_sku), (pair[1], "barcode", by_barcode)):
            products = table.get(value, []) if value else []
            if len(products) == 1:
                return products[0], how, ""
            if len(products) > 1:
                return (
                    None,
                    "none",
                    self.env._(
                        "%(count)s products have “%(value)s”: choose one on the listing.",
                        count=len(products),
                        value=value,
                    ),
                )
        return None, "none", ""
