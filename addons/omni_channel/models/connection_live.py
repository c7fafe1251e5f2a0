from odoo import models


class Connection(models.Model):
    """What a sales channel checks and shows before it is written to."""

    _inherit = "omni.connection"

    def _live_checks(self):
        checks = super()._live_checks()
        if self.kind != "channel":
            return checks
        return [*checks, self._check_locations(), self._check_products(), self._check_twins()]

    def _check_locations(self):
        label = self.env._("Locations")
        mapped = self.location_ids.filtered("warehouse_id")
        if not self._adapter_class().can("push_stock") or mapped:
            text = ", ".join(f"{one.name} = {one.warehouse_id.name}" for one in mapped)
            return {"state": "good", "label": label, "text": text}
        text = self.env._("Choose which warehouse each of the shop's locations shows.")
        return {"state": "blocker", "label": label, "text": text}

    def _check_products(self):
        label = self.env._("Products")
        if not self.listing_count:
            text = self.env._("The shop's products have not been read yet: run that feed first.")
            return {"state": "warning", "label": label, "text": text}
        if self.unmatched_count:
            text = self.env._(
                "%(unmatched)s of %(all)s listings have no product: their stock is not sent.",
                unmatched=self.unmatched_count,
                all=self.listing_count,
            )
            return {"state": "warning", "label": label, "text": text}
        text = self.env._("All %s listings have a product.", self.listing_count)
        return {"state": "good", "label": label, "text": text}

    def _check_twins(self):
        """One SKU on two listings is often a mistake: both would sell the same pieces."""
        label = self.env._("SKUs")
        twins = self.env["omni.listing"]._read_group(
            [("connection_id", "=", self.id), ("sku", "not in", (False, ""))],
            ["sku"],
            having=[("__count", ">", 1)],
        )
        if not twins:
            text = self.env._("Each SKU is used once.")
            return {"state": "good", "label": label, "text": text}
        shown = ", ".join(sku for (sku,) in twins[:5])
        text = self.env._("%(count)s SKUs are used twice: %(skus)s", count=len(twins), skus=shown)
        return {"state": "warning", "label": label, "text": text}

    def _live_can_compare(self):
        return super()._live_can_compare() and (self.kind != "channel" or bool(self.listing_count))

    def _live_differences(self):
        """What the shop shows, as it was last read, beside what it would be told."""
        found = super()._live_differences()
        places = self.location_ids.filtered("warehouse_id")
        if self.kind != "channel" or not places:
            return found
        listings = self.listing_ids.filtered(
            lambda row: row.product_id and row.publishes_stock and row.is_stock_managed
        )
        told = dict.fromkeys(listings.ids, 0)
        for place in places:
            promised = self._promised(listings.product_id, place.warehouse_id)
            for listing in listings:
                told[listing.id] += self._published(listing, promised[listing.product_id.id])
        return found + [
            {
                "label": f"{listing.sku or listing.external_id} {listing.name or ''}".strip(),
                "there": listing.seen_quantity,
                "here": told[listing.id],
            }
            for listing in listings
        ]
