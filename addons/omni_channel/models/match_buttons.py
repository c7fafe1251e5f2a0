from odoo import models
from odoo.exceptions import UserError

from .match import CONNECTION, DONE, SURE

FOUND_BY = {"a_sku": "sku", "b_barcode": "barcode"}
FEW = 500
"""Up to so many listings, all groups are shown open."""
SEEN = "match_seen_id"
"""In the context: the product that stood in the row which a person pressed."""


class Match(models.Model):
    """What a person does about the proposals. The catalogue is never changed."""

    _inherit = "omni.match"

    def action_match_sure(self):
        """Take all proposals by exact SKU or barcode."""
        self.env["omni.listing"].check_access("write")
        sure = self.search([("kind", "in", SURE)])
        if not sure:
            raise UserError(
                self.env._(
                    "Nothing is sure: choose a product in the row, or take a proposal there."
                )
            )
        return sure._take()

    def action_match(self):
        """Take the proposals of the chosen rows; what is not sure is shown once more before."""
        self.env["omni.listing"].check_access("write")
        rows = self.filtered("proposal_id")
        if not rows:
            raise UserError(
                self.env._("No product is proposed for what you chose: choose it in the row.")
            )
        if all(row.kind in SURE for row in rows):
            return rows._take()
        return self.env["omni.match.choice"]._open(rows)

    def action_match_one(self):
        """Take the one proposal that stood in the row."""
        self.ensure_one()
        if self.proposal_id.id != self.env.context.get(SEEN, self.proposal_id.id):
            raise UserError(
                self.env._("Another product is proposed for “%s” by now: look again.", self.name)
            )
        return self._take()

    def _take(self):
        pairs = {
            row.listing_id.id: (row.proposal_id.id, FOUND_BY.get(row.kind, "person"))
            for row in self.filtered("proposal_id")
        }
        return self._take_pairs(pairs, len(self))

    def _take_pairs(self, pairs, asked):
        listings = self.env["omni.listing"].browse(pairs).exists()
        listings.check_access("write")
        taken = listings._take_products({one.id: pairs[one.id] for one in listings})
        self.invalidate_model()
        text = self.env._("Listings matched: %s.", len(taken))
        if len(taken) < asked:
            more = self.env._(
                "Left as they are: %s. Somebody else was quicker, or the product is gone.",
                asked - len(taken),
            )
            text = f"{text} {more}"
        return self._said("success" if taken else "warning", text)

    def _said(self, kind, text):
        """Say it, and let the page read its rows again: what was unfolded stays so."""
        action = self.env["omni.connection"]._notice(kind, text)
        action["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return action

    def action_create_products(self):
        """Make the products of listings that have none, from what the shop said of them."""
        bare = self.filtered(lambda row: row.listing_id and not row.product_id).listing_id
        if not bare:
            raise UserError(self.env._("Choose listings that have no product."))
        return bare.action_create_products()

    def action_ignore(self):
        self.env["omni.listing"].check_access("write")
        rows = self.filtered(lambda row: row.kind not in DONE)
        if not rows:
            raise UserError(self.env._("There is nothing to ignore in what you chose."))
        return self.env["omni.ignore"]._open(rows)

    def _ignore(self, reason):
        """Leave it as it is: it is not asked again while the same is found."""
        self.listing_id.check_access("write")
        self.connection_id.check_access("read")
        self.env["omni.listing"].check_access("write")
        ignored = self.env["omni.match.ignored"].sudo()
        ignored.search([("listing_id", "in", self.listing_id.ids)]).unlink()
        ignored.create(
            [
                {
                    "connection_id": row.connection_id.id,
                    "listing_id": row.listing_id.id,
                    "product_id": False if row.listing_id else row.product_id.id,
                    "kind": row.asked,
                    "note": reason,
                }
                for row in self
                if row.kind not in DONE
            ]
        )
        self.invalidate_model()

    def action_ask_again(self):
        self.env["omni.listing"].check_access("write")
        rows = self.filtered(lambda row: row.kind == "i_ignored")
        ignored = self.env["omni.match.ignored"].sudo()
        ignored.search([("listing_id", "in", rows.listing_id.ids)]).unlink()
        bare = rows.filtered(lambda row: not row.listing_id)
        for connection, own in bare.grouped("connection_id").items():
            ignored.search(
                [
                    ("connection_id", "=", connection.id),
                    ("product_id", "in", own.product_id.ids),
                ]
            ).unlink()
        self.invalidate_model()
        return self._said("success", self.env._("Asked again: %s.", len(rows)))


class Connection(models.Model):
    _inherit = "omni.connection"

    def action_match_listings(self):
        """Each listing with the product that it most likely is."""
        self.env["omni.match"].check_access("read")
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_channel.action_match")
        if len(self) == 1:
            action["name"] = self.env._("Match listings: %s", self.name)
            action["domain"] = [("connection_id", "=", self.id)]
            action["context"] = {
                CONNECTION: self.id,
                "search_default_open": 1,
                "search_default_by_kind": 1,
            }
        if sum(self.mapped("listing_count")) > FEW or not self:
            return action
        return {**action, "views": [(self.env.ref("omni_channel.view_match_list_open").id, "list")]}


class Listing(models.Model):
    _inherit = "omni.listing"

    def action_match_listings(self):
        """Lead to the matches of the shop of these listings, or of the only one there is."""
        self.env["omni.match"].check_access("read")
        self.check_access("read")
        shops = self.connection_id or self.env["omni.connection"].search(
            [("kind", "=", "channel")], limit=2
        )
        return (shops if len(shops) == 1 else shops.browse()).action_match_listings()
