from odoo import models
from odoo.addons.omni_base.core.links import web_link
from odoo.addons.omni_base.core.verdict import Verdict


class Connection(models.Model):
    _inherit = "omni.connection"

    def _import_listing(self, pairs):
        """Make or update listings from [(message, Listing)]; return {message: Verdict}."""
        listings = self._known_listings([document.external_id for _message, document in pairs])
        known = self.env["omni.listing"].concat(*listings.values())
        left = self.env["omni.match.ignored"]._left_alone(known)
        wanted = [
            (document.sku, document.barcode)
            for _message, document in pairs
            if not listings.get(document.external_id, self.env["omni.listing"]).product_id
        ]
        matches = self.env["omni.listing"]._match_products(self.company_id, wanted)
        fresh, problems = {}, {}
        for message, document in pairs:
            known = listings.get(document.external_id)
            key = document.sku, document.barcode
            product, how, problems[message] = matches.get(key, (None, "none", ""))
            values = self._listing_values(document)
            if product and not (known and (known.product_id or known in left)):
                values.update(product_id=product.id, match=how)
            if known:
                known.write(values)
            else:
                fresh[document.external_id] = {**values, "connection_id": self.id}
        made = self.env["omni.listing"].create(list(fresh.values()))
        listings.update(zip(fresh, made, strict=True))
        return {
            message: Verdict("done", problems[message], listings[document.external_id])
            for message, document in pairs
        }

    def _known_listings(self, external_ids):
        found = self.env["omni.listing"].with_context(active_test=False)
        found = found.search([("connection_id", "=", self.id), ("external_id", "in", external_ids)])
        return {listing.external_id: listing for listing in found}

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
            "url": web_link(document.url),
            "active": document.active,
            "seen_quantity": document.quantity or 0,
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
