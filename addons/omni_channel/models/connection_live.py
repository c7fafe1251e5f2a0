from odoo import models


class Connection(models.Model):
    """What a sales channel checks before it is written to."""

    _inherit = "omni.connection"

    def _live_checks(self):
        checks = super()._live_checks()
        if self.kind != "channel":
            return checks
        return [*checks, self._check_locations(), self._check_products(), *self._check_skus()]

    def _check_locations(self):
        label = self.env._("Locations")
        mapped = self._places()
        if not self._tells_stock() or mapped:
            text = ", ".join(f"{one.name} = {one.warehouse_id.name}" for one in mapped)
            bare = (self.location_ids - mapped).mapped("name")
            if bare:
                text += " " + self.env._("(nothing is sent to: %s)", ", ".join(bare))
            return self._finding("good", label, text)
        text = self.env._("Choose which warehouse each of the shop's locations shows.")
        return self._finding("blocker", label, text, "action_open_self")

    def _check_products(self):
        label = self.env._("Products")
        if not self.listing_count:
            text = self.env._("The shop's products have not been read yet: run that feed first.")
            return self._finding("warning", label, text, "action_open_self")
        if self.unmatched_count:
            text = self.env._(
                "%(unmatched)s of %(all)s listings have no product: their stock is not sent.",
                unmatched=self.unmatched_count,
                all=self.listing_count,
            )
            return self._finding("warning", label, text, "action_match_listings")
        text = self.env._(
            "All %s listings have a product, or were left without one.", self.listing_count
        )
        return self._finding("good", label, text)

    def _live_can_compare(self):
        return super()._live_can_compare() and (self.kind != "channel" or bool(self.listing_count))
