from odoo import models

SHOWN = 5


class Connection(models.Model):
    """SKUs on both sides: what is missing, used twice, or alike but for case and spaces."""

    _inherit = "omni.connection"

    def _check_skus(self):
        """Return one finding for each kind of mistake, or one that says that all is well."""
        found = [
            self._check_twins(),
            self._check_twins_here(),
            self._check_near_misses(),
            self._check_nameless(),
        ]
        found = [finding for finding in found if finding]
        if found:
            return found
        text = self.env._("Each SKU is used once, on both sides.")
        return [self._finding("good", self.env._("SKUs"), text)]

    def _check_twins(self):
        """One SKU on two listings is often a mistake: both would sell the same pieces."""
        twins = self.env["omni.listing"]._read_group(
            [("connection_id", "=", self.id), ("sku", "not in", (False, ""))],
            ["sku"],
            having=[("__count", ">", 1)],
        )
        if not twins:
            return None
        skus = [sku for (sku,) in twins]
        text = self.env._(
            "SKUs that are used twice in the shop (%(count)s): %(skus)s",
            count=len(skus),
            skus=_some(skus),
        )
        return self._sku_warning(text)

    def _check_twins_here(self):
        """Two products with the SKU of a listing: which of them is meant, only a person knows."""
        skus = self._asked(
            """
            SELECT p.default_code FROM product_product p
              JOIN product_template t ON t.id = p.product_tmpl_id
             WHERE p.active AND (t.company_id IS NULL OR t.company_id = %(company)s)
               AND EXISTS (SELECT 1 FROM omni_listing l
                            WHERE l.connection_id = %(connection)s AND l.active
                              AND l.sku = p.default_code)
             GROUP BY p.default_code HAVING count(*) > 1 ORDER BY 1
            """
        )
        if not skus:
            return None
        text = self.env._(
            "SKUs of the shop that belong to several products in Odoo (%(count)s): %(skus)s",
            count=len(skus),
            skus=_some([sku for (sku,) in skus]),
        )
        return self._sku_warning(text)

    def _check_near_misses(self):
        """SKUs that differ in case or spaces only do not match; they were most likely meant to."""
        pairs = self._asked(
            """
            SELECT l.sku, p.default_code FROM omni_listing l
              JOIN product_product p
                ON lower(regexp_replace(p.default_code, '\\s', '', 'g'))
                 = lower(regexp_replace(l.sku, '\\s', '', 'g'))
              JOIN product_template t ON t.id = p.product_tmpl_id
             WHERE l.connection_id = %(connection)s AND l.active AND l.product_id IS NULL
               AND l.sku <> '' AND p.active AND p.default_code <> l.sku
               AND (t.company_id IS NULL OR t.company_id = %(company)s)
             ORDER BY 1, 2
            """
        )
        if not pairs:
            return None
        shown = [f"“{there}” – “{here}”" for there, here in pairs]
        text = self.env._(
            "SKUs that differ only in case or spaces (shop – Odoo; %(count)s): %(skus)s",
            count=len(pairs),
            skus=_some(shown),
        )
        return self._sku_warning(text)

    def _check_nameless(self):
        """Without SKU and barcode nothing can be matched by itself."""
        bare = self.listing_ids.filtered(
            lambda row: not row.product_id and not row.sku and not row.barcode
        )
        if not bare:
            return None
        text = self.env._(
            "Listings with neither SKU nor barcode (%(count)s): %(names)s",
            count=len(bare),
            names=_some([row.name or row.external_id for row in bare]),
        )
        return self._sku_warning(text)

    def _asked(self, statement):
        self.env["omni.listing"].flush_model()
        self.env["product.product"].flush_model()
        self.env.cr.execute(statement, {"connection": self.id, "company": self.company_id.id})
        return self.env.cr.fetchall()

    def _sku_warning(self, text):
        return self._finding("warning", self.env._("SKUs"), text, "action_match_listings")


def _some(words):
    """Return the first few of many."""
    more = ", …" if len(words) > SHOWN else ""
    return ", ".join(words[:SHOWN]) + more
