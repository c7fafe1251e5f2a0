from odoo import Command, api, fields, models


class VariantChoice(models.TransientModel):
    """Variants of the shop that would be added to products here, before they are."""

    _name = "omni.variant.choice"
    _description = "Add variants"

    listing_ids = fields.Many2many("omni.listing", readonly=True)
    line_ids = fields.One2many("omni.variant.choice.line", "wizard_id", readonly=True)

    @api.model
    def _open(self, listings):
        """Return the window where products of these listings are here in part, else nothing."""
        rows = []
        for connection, own in listings.grouped("connection_id").items():
            plans = connection._planned_variants(own)
            rows += [row for plan in plans for row in self._rows(connection, plan)]
        if not rows:
            return None
        wizard = self.create(
            {
                "listing_ids": [Command.set(listings.ids)],
                "line_ids": [Command.create(row) for row in rows],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add these variants?"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def _rows(self, connection, plan):
        shared = {"connection_id": connection.id, "product_tmpl_id": plan.template.id}
        if plan.problem:
            return [{**shared, "name": plan.document.name, "why": plan.problem}]
        return [
            {**shared, "name": one.name or plan.document.name, "sku": one.sku}
            for one in plan.variants
        ]

    def action_create(self):
        self.ensure_one()
        self.listing_ids.check_access("write")
        return self.listing_ids._create_products()


class VariantChoiceLine(models.TransientModel):
    _name = "omni.variant.choice.line"
    _inherit = "omni.confined"
    _description = "Variant to be added"
    _order = "id"

    wizard_id = fields.Many2one("omni.variant.choice", required=True, ondelete="cascade")
    connection_id = fields.Many2one("omni.connection", required=True, ondelete="cascade")
    name = fields.Char(string="In the shop", readonly=True)
    sku = fields.Char(string="SKU there", readonly=True)
    product_tmpl_id = fields.Many2one(
        "product.template", string="Becomes a variant of", readonly=True, ondelete="cascade"
    )
    why = fields.Char(string="Why not", readonly=True)


class Connection(models.Model):
    _inherit = "omni.connection"

    def _planned_variants(self, listings):
        """Return an Addition for each product of these listings that is here in part."""
        imports = self.env["omni.product.import"]
        documents = [one for one in self._last_read_products(listings) if one.active]
        known = self._known_listings([one.external_id for d in documents for one in d.variants])
        found, _matches = imports._find(self, documents, known)
        add = self.env["omni.product.add"]
        partly = [
            one
            for one in documents
            if 0 < sum(v.external_id in found for v in one.variants) < len(one.variants)
        ]
        return [add._plan(one, found) for one in partly]
