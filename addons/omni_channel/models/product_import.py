from collections import defaultdict

from odoo import api, fields, models
from odoo.addons.omni_base.core.verdict import Verdict


class Connection(models.Model):
    _inherit = "omni.connection"

    creates_products = fields.Boolean(
        string="Create missing products",
        help="A product of the shop that Odoo does not have, by SKU and then by barcode, is "
        "created with its variants. A product that exists is never replaced.",
    )
    product_category_id = fields.Many2one(
        "product.category",
        string="Category of new products",
        help="For products whose category in the shop has no category of the same name here.",
    )

    def write(self, values):
        """Who asks for missing products wants those that were read already, too."""
        asked = values.get("creates_products") and self.filtered(
            lambda one: not one.creates_products
        )
        result = super().write(values)
        for connection in asked or ():
            connection._decide_again("product")
        return result

    def _import_product(self, pairs):
        """Take over [(message, Product)] as ownership allows; return {message: Verdict}."""
        outcomes = self.env["omni.product.import"]._import(
            self, [document for _message, document in pairs], self.creates_products
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
    def _import(self, connection, documents, creates):
        """Return {external id: (record or empty, [remarks])} of each Product.

        ``creates``: whether those that Odoo does not have are created.
        """
        remarks = defaultdict(list)
        listings = connection._known_listings(
            [variant.external_id for one in documents for variant in one.variants]
        )
        found, matches = self._find(connection, documents, listings)
        made = {}
        if creates:
            missing = self._missing(connection, documents, found, matches, remarks)
            made = self.env["omni.product.create"]._make(connection, missing, remarks)
        self._bind(connection, documents, listings, found, matches, made)
        self.env["omni.listing"]._keep_marks(connection, documents)
        self.env["omni.listing"]._keep_pictures(connection, documents)
        found.update(made)
        wanted = self.env["omni.product.values"]._wanted(connection, documents, found, remarks)
        fresh = {one for product in made.values() for one in (product, product.product_tmpl_id)}
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

    def _missing(self, connection, documents, found, matches, remarks):
        """Return the documents of which nothing is here; why another is not created is said."""
        archived = self._archived(connection, documents)
        missing, used = [], set()
        for document in documents:
            codes = [code for v in document.variants for code in (v.sku, v.barcode) if code]
            known = [v for v in document.variants if v.external_id in found]
            if not document.active or len(known) == len(document.variants) > 0:
                continue
            problem = (
                self._partly(document, known)
                or next(
                    (matches.get((v.sku, v.barcode), ("", "", ""))[2] for v in document.variants),
                    "",
                )
                or self._not_free(codes, archived, used)
                or self.env["omni.product.create"]._unfit(document)
            )
            if problem:
                remarks[document.external_id].append(problem)
                continue
            used.update(codes)
            missing.append(document)
        return missing

    def _partly(self, document, known):
        if not known:
            return ""
        return self.env._(
            "%(missing)s of its %(all)s variants have no product here: add them to the product, "
            "or choose one on their listings.",
            missing=len(document.variants) - len(known),
            all=len(document.variants),
        )

    def _not_free(self, codes, archived, used):
        for code in codes:
            if code in archived:
                return self.env._("An archived product has “%s”: it is not created again.", code)
            if code in used:
                return self.env._("Another product of the shop has “%s”, too.", code)
        return ""

    def _archived(self, connection, documents):
        """Return the SKUs and barcodes that archived products hold: one query."""
        variants = [one for document in documents for one in document.variants]
        found = self.env["product.product"].search(
            [
                ("active", "=", False),
                ("company_id", "in", (False, connection.company_id.id)),
                "|",
                ("default_code", "in", [one.sku for one in variants if one.sku]),
                ("barcode", "in", [one.barcode for one in variants if one.barcode]),
            ]
        )
        return set(found.mapped("default_code")) | set(found.mapped("barcode")) - {False}

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
                elif product and not known.product_id:
                    known.write({"product_id": product.id, "match": how})
                if known and not known.active and document.active and variant.active:
                    known.active = True
        rows = self.env["omni.listing"].sudo().create(fresh)
        self.env["omni.stock.change"]._note(rows.product_id.ids)

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
        }
