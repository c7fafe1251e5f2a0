from odoo import Command, api, fields, models

from ..models.match_buttons import FOUND_BY

SHOWN = 200


class MatchChoice(models.TransientModel):
    """Proposals that are not sure, side by side, before a person takes them.

    What is taken is what stands here, whatever is proposed by then.
    """

    _name = "omni.match.choice"
    _description = "Take proposals"

    line_ids = fields.One2many("omni.match.choice.line", "wizard_id", string="Proposals")

    @api.model
    def _open(self, matches):
        rows = [
            {
                "listing_id": match.listing_id.id,
                "product_id": match.proposal_id.id,
                "found_by": FOUND_BY.get(match.kind, "person"),
                "why": match.why,
            }
            for match in matches
        ]
        wizard = self.create({"line_ids": [Command.create(row) for row in rows]})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take these proposals?"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_take(self):
        self.ensure_one()
        pairs = {
            line.listing_id.id: (line.product_id.id, line.found_by)
            for line in self.line_ids
            if line.listing_id and line.product_id
        }
        return self.env["omni.match"]._take_pairs(pairs, len(self.line_ids))


class MatchChoiceLine(models.TransientModel):
    _name = "omni.match.choice.line"
    _description = "Proposal to take"
    _order = "id"

    wizard_id = fields.Many2one("omni.match.choice", required=True, ondelete="cascade")
    listing_id = fields.Many2one("omni.listing", string="In the shop", ondelete="cascade")
    sku = fields.Char(related="listing_id.sku", string="SKU there")
    product_id = fields.Many2one("product.product", string="Product in Odoo", ondelete="cascade")
    found_by = fields.Char(readonly=True)
    why = fields.Char(readonly=True)
