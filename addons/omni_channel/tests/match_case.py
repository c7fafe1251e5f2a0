from odoo.addons.omni_channel.models.match import CONNECTION

from .common import ChannelCase


class MatchCase(ChannelCase):
    """Listings of a shop that have no product yet, and what is found for them."""

    def lists(self, sku="", barcode="", product=None, **values):
        """Make a listing that no feed has matched."""
        number = self.env["omni.listing"].search_count([]) + 1
        return self.env["omni.listing"].create(
            {
                "connection_id": self.connection.id,
                "external_id": f"m-{number}",
                "name": f"Thing {number}",
                "sku": sku,
                "barcode": barcode,
                "product_id": product and product.id,
                **values,
            }
        )

    def matches(self, user=None):
        """Return the rows of the shop as the page asks for them."""
        matches = self.env["omni.match"].with_context(**{CONNECTION: self.connection.id})
        return matches.with_user(user) if user else matches

    def row(self, listing, user=None):
        self.env.invalidate_all()
        return self.matches(user).search([("listing_id", "=", listing.id)])

    def orphan(self, product):
        self.env.invalidate_all()
        domain = [("listing_id", "=", False), ("product_id", "=", product.id)]
        return self.matches().search(domain)

    def found(self, listing):
        """Return (what is found, which product is proposed)."""
        row = self.row(listing)
        return row.kind, row.proposal_id
