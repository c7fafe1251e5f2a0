from msgspec.structs import replace

from odoo import models


class ProductImport(models.AbstractModel):
    """What of a shop's products is not here, and may be made."""

    _inherit = "omni.product.import"

    def _missing(self, connection, documents, found, matches, remarks, asks):
        """Return (the documents of which nothing is here, the Additions to what is here in part).

        ``asks``: whether the former are wanted, whether the latter, and which of these a person
        chose (None: all). Why another is not made is said.
        """
        missing, additions, used = [], [], set()
        creates, adds, chosen = asks
        archived = self._archived(connection, documents) if creates or adds else ()
        for document, fresh, is_partly in self._lacking(documents, found, chosen):
            if not creates and not (adds and is_partly):
                continue
            codes = [code for one in fresh for code in (one.sku, one.barcode) if code]
            plan = self._planned(document, found, adds and is_partly)
            problem = (
                (is_partly and not adds and self._partly(document, fresh))
                or self._unclear(fresh, matches)
                or self._not_free(codes, archived, used)
                or (plan.problem if plan else self.env["omni.product.create"]._unfit(document))
            )
            if problem:
                remarks[document.external_id].append(problem)
                continue
            used.update(codes)
            if plan:
                additions.append(plan)
            else:
                missing.append(document)
        return missing, additions

    def _lacking(self, documents, found, chosen=None):
        """Yield (document, its variants that are not here, whether others are).

        Of one that is here in part, only what is ``chosen`` is looked at.
        """
        for document in documents:
            fresh = [one for one in document.variants if one.external_id not in found]
            is_partly = len(fresh) < len(document.variants)
            if is_partly and chosen is not None:
                kept = found.keys() | chosen
                own = tuple(one for one in document.variants if one.external_id in kept)
                document = replace(document, variants=own)
                fresh = [one for one in fresh if one.external_id in chosen]
            if document.active and (fresh or not is_partly):
                yield document, fresh, is_partly

    def _planned(self, document, found, is_asked):
        return self.env["omni.product.add"]._plan(document, found) if is_asked else None

    def _partly(self, document, fresh):
        return self.env._(
            "%(missing)s of its %(all)s variants have no product here: add them to the product, "
            "or choose one on their listings.",
            missing=len(fresh),
            all=len(document.variants),
        )

    def _unclear(self, fresh, matches):
        """Why it is not known which product one of them is, or an empty text."""
        problems = (matches.get((one.sku, one.barcode), ("", "", ""))[2] for one in fresh)
        return next(filter(None, problems), "")

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
