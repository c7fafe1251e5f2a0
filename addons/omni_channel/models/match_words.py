from collections import defaultdict

from odoo import api, fields, models
from odoo.addons.omni_channel.core.matching import differences


class Match(models.Model):
    """Why something is proposed, or is not: in words, and with the other records it is about."""

    _inherit = "omni.match"

    why = fields.Char(compute="_compute_why", compute_sudo=True)

    @api.depends("kind", "proposal_id", "product_id", "candidates", "note")
    @api.depends_context("lang")
    def _compute_why(self):
        products, others = self._candidates(), self._other_listings()
        for match in self:
            write = getattr(match, f"_why_{match.asked}", None)
            why = write(products[match], others[match]) if write else ""
            if match.kind == "i_ignored":
                why = self.env._(
                    "%(reason)s (%(who)s)", reason=match.note, who=match.ignored_by_id.name
                )
            match.why = " ".join(filter(None, (why, match._why_uncounted())))

    def _candidates(self):
        """Return {match: the products that it could be}."""
        ids = {
            match: list(map(int, filter(None, (match.candidates or "").split(","))))
            for match in self
        }
        every = self.env["product.product"].browse({one for some in ids.values() for one in some})
        every.exists().fetch(["default_code", "barcode", "display_name"])
        return {match: every.browse(dict.fromkeys(some)) for match, some in ids.items()}

    def _other_listings(self):
        """Return {match: the other listings with its SKU, or with its product}: one search."""
        about = self.filtered(lambda row: row.asked == "f_listings")
        product = {row: row.product_id or row.proposal_id for row in about}
        found = self.env["omni.listing"].search(
            [
                ("connection_id", "in", about.connection_id.ids),
                "|",
                ("sku", "in", [sku for sku in about.mapped("sku") if sku]),
                ("product_id", "in", [one.id for one in product.values() if one]),
            ]
        )
        by_sku, by_product = defaultdict(found.browse), defaultdict(found.browse)
        for listing in found:
            by_sku[listing.connection_id, listing.sku] |= listing
            by_product[listing.connection_id, listing.product_id] |= listing
        others = defaultdict(found.browse)
        for row in about:
            alike = by_product[row.connection_id, product[row]]
            if row.sku and not row.product_id:
                alike |= by_sku[row.connection_id, row.sku]
            others[row] = alike - row.listing_id
        return others

    def _why_a_sku(self, products, others):
        return ""

    def _why_c_near(self, products, others):
        if not self.proposal_id:
            names = ", ".join(products.mapped("display_name"))
            return self.env._("Several are alike: %s", names)
        product = self.proposal_id
        return self._difference(self.sku, product.default_code) or self._difference(
            self.barcode, product.barcode
        )

    def _difference(self, there, here):
        """Say in which ways two codes differ; nothing where they are not alike at all."""
        ways = differences(there, here) if there and here else ()
        if not ways:
            return ""
        words = {
            "case": self.env._("capital letters"),
            "spaces": self.env._("spaces"),
            "hyphens": self.env._("hyphens or underscores"),
            "zeros": self.env._("leading zeros"),
            "alike": self.env._("letters that look alike"),
        }
        return self.env._(
            "“%(there)s” there, “%(here)s” here. They differ in %(ways)s.",
            there=there,
            here=here,
            ways=", ".join(words[way] for way in ways),
        )

    def _why_d_conflict(self, products, others):
        by_sku = products.filtered(lambda one: one.default_code == self.sku)
        by_barcode = products.filtered(lambda one: one.barcode == self.barcode)
        return self.env._(
            "Its SKU is that of %(sku)s, its barcode that of %(barcode)s.",
            sku=by_sku.display_name,
            barcode=by_barcode.display_name,
        )

    def _why_e_products(self, products, others):
        names = ", ".join(products.mapped("display_name"))
        return self.env._("Choose one of them: %s", names)

    def _why_f_listings(self, products, others):
        names = ", ".join(
            f"{one.name} ({one.sku})" if one.sku else one.name or one.external_id for one in others
        )
        return self.env._("Also in the shop: %s", names)

    def _why_g_shop_only(self, products, others):
        if not self.sku and not self.barcode:
            return self.env._("It has neither SKU nor barcode in the shop.")
        return ""

    def _why_uncounted(self):
        product = self.proposal_id
        if not product or product.is_storable:
            return ""
        return self.env._("Odoo does not count the stock of this product.")
