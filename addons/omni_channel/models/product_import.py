from collections import defaultdict

from odoo import api, fields, models
from odoo.addons.omni_base.core.verdict import Verdict

MAKES = {
    "creates_products": "product",
    "adds_variants": "product",
    "creates_customers": "customer",
}
"""What a person may ask to be made, and of which things."""


class Connection(models.Model):
    _inherit = "omni.connection"

    creates_products = fields.Boolean(
        string="Create missing products",
        help="A product of the shop that Odoo does not have, by SKU and then by barcode, is "
        "created with its variants. A product that exists is never replaced.",
    )
    adds_variants = fields.Boolean(
        string="Add missing variants",
        help="A new variant in the shop of a product that is here becomes a variant of it, where "
        "the shop's options are its attributes. Nothing that is here is changed or archived.",
    )
    product_category_id = fields.Many2one(
        "product.category",
        string="Category of new products",
        help="For products whose category in the shop has no category of the same name here.",
    )

    def write(self, values):
        """Who asks for what is missing wants what was read already, too."""
        asked = {
            (connection, MAKES[name])
            for name in MAKES.keys() & values.keys()
            for connection in self
            if values[name] and not connection[name]
        }
        result = super().write(values)
        for connection, code in asked:
            connection._decide_again(code)
        return result

    def _import_product(self, pairs):
        """Take over [(message, Product)] as ownership allows; return {message: Verdict}."""
        documents = [document for _message, document in pairs]
        outcomes = self.env["omni.product.import"]._import(
            self, documents, self.creates_products, self.adds_variants
        )
        return {
            message: Verdict("done", " ".join(remarks), record)
            for message, document in pairs
            for record, remarks in [outcomes[document.external_id]]
        }


class ProductImport(models.AbstractModel):
    """What a shop says of its products: bound by listing, SKU, barcode; then taken over."""

    _name = "omni.product.import"
    _description = "Product import"

    @api.model
    def _import(self, connection, documents, creates, adds, chosen=None):
        """Return {external id: (record or empty, [remarks])} of each Product.

        ``creates``: whether those that Odoo does not have are created. ``adds``: whether further
        variants of those that are here are; of them ``chosen`` only, ids, where it is no None.
        """
        remarks = defaultdict(list)
        listings = connection._known_listings(
            [variant.external_id for one in documents for variant in one.variants]
        )
        found, matches = self._find(connection, documents, listings)
        asks = (creates, adds, chosen)
        missing, additions = self._missing(connection, documents, found, matches, remarks, asks)
        made = self.env["omni.product.create"]._make(connection, missing, remarks)
        added = self.env["omni.product.add"]._make(connection, additions, remarks)
        self._bind(connection, documents, listings, found, matches, made | added)
        if connection.mode == "live":
            ids = [product.id for product in (made | added).values()]
            self.env["product.product"].sudo().browse(ids).omni_awaits_count = True
        self.env["omni.listing"]._keep_marks(connection, documents)
        self.env["omni.listing"]._keep_pictures(connection, documents)
        found.update(made | added)
        wanted = self.env["omni.product.values"]._wanted(connection, documents, found, remarks)
        fresh = {one for product in made.values() for one in (product, product.product_tmpl_id)}
        fresh.update(added.values())
        self.env["omni.ownership"]._take(connection, "product", wanted, fresh)
        return {
            one.external_id: (self._record(one, found), remarks[one.external_id])
            for one in documents
        }

    def _record(self, document, found):
        products = [found[v.external_id] for v in document.variants if v.external_id in found]
        return products[0].product_tmpl_id if products else None

    def _find(self, connection, documents, listings):
        """Return ({variant id: product}, matches by SKU and barcode of the variants without)."""
        found = {key: row.product_id for key, row in listings.items() if row.product_id}
        variants = [one for document in documents for one in document.variants]
        matches = self.env["omni.listing"]._match_products(
            connection.company_id,
            [(one.sku, one.barcode) for one in variants if one.external_id not in found],
        )
        for one in variants:
            product = matches.get((one.sku, one.barcode), (None,))[0]
            if product and one.external_id not in found:
                found[one.external_id] = product
        return found, matches

    def _bind(self, connection, documents, listings, found, matches, made):
        """Keep which product each variant is, on its listing; make those that are not there yet."""
        fresh = []
        for document in documents:
            for variant in document.variants:
                known = listings.get(variant.external_id)
                key = variant.external_id
                product = made.get(key) or found.get(key)
                how = (
                    "made"
                    if key in made
                    else matches.get((variant.sku, variant.barcode), ("", "none"))[1]
                )
                if not known:
                    fresh.append(
                        {
                            **self._listing_values(connection, document, variant),
                            "product_id": product.id if product else False,
                            "match": how if product else "none",
                        }
                    )
                else:
                    self._follow(known, document, variant, product, how)
        rows = self.env["omni.listing"].sudo().create(fresh)
        self.env["omni.stock.change"]._note(rows.product_id.ids)

    def _follow(self, known, document, variant, product, how):
        """A listing that is there gets its product, and what its stock is counted on if none is
        known: of two readings that of the listing knows better.

        The product as whoever asks for it may; what nobody types, whoever asks.
        """
        if not known.stock_id and variant.stock_id:
            known.sudo().write(self._stock_values(variant))
        values = {}
        if product and not known.product_id:
            values = {"product_id": product.id, "match": how}
        if document.active and variant.active and not known.active:
            values["active"] = True
        if values:
            known.write(values)

    def _stock_values(self, variant):
        if not variant.stock_id:
            return {}
        is_managed = variant.is_stock_managed
        told = {} if is_managed is None else {"is_stock_managed": is_managed}
        return {"stock_id": variant.stock_id, **told}

    def _listing_values(self, connection, document, variant):
        own = variant.external_id == document.external_id
        return {
            "connection_id": connection.id,
            "external_id": variant.external_id,
            "parent_id": False if own else document.external_id,
            "name": variant.name or document.name,
            "sku": variant.sku,
            "barcode": variant.barcode,
            "price": float(variant.sale_price or variant.price or 0),
            "currency": document.currency,
            "url": document.url,
            "active": document.active and variant.active,
            **self._stock_values(variant),
        }
