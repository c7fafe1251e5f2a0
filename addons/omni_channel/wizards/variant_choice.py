from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class VariantChoice(models.TransientModel):
    """Variants of the shop that would be added to products here: a person chooses among them."""

    _name = "omni.variant.choice"
    _description = "Add variants"

    listing_ids = fields.Many2many("omni.listing", readonly=True)
    line_ids = fields.One2many("omni.variant.choice.line", "wizard_id", string="Variants")
    fresh_count = fields.Integer(
        string="Products created whole",
        readonly=True,
        help="Products of which nothing is here: they are created as well",
    )
    has_obstacle = fields.Boolean(string="Something cannot be added", compute="_compute_can_add")
    can_add = fields.Boolean(string="Something can be added", compute="_compute_can_add")

    @api.depends("line_ids.why", "fresh_count")
    def _compute_can_add(self):
        for wizard in self:
            wizard.has_obstacle = any(line.why for line in wizard.line_ids)
            wizard.can_add = wizard.fresh_count or not all(line.why for line in wizard.line_ids)

    @api.model
    def _open(self, listings):
        """Return the window where products of these listings are here in part, else nothing."""
        rows, fresh = [], 0
        for connection, own in listings.grouped("connection_id").items():
            plans, others = connection._planned_variants(own)
            rows += [row for plan in plans for row in self._rows(connection, plan)]
            fresh += others
        if not rows:
            return None
        wizard = self.create(
            {
                "listing_ids": [Command.set(listings.ids)],
                "line_ids": [Command.create(row) for row in rows],
                "fresh_count": fresh,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add missing variants"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def _rows(self, connection, plan):
        shared = {"connection_id": connection.id, "product_tmpl_id": plan.template.id}
        if plan.problem:
            why = plan.problem
            return [{**shared, "name": plan.document.name, "why": why, "is_chosen": False}]
        return [
            {
                **shared,
                "external_id": one.external_id,
                "name": one.name or plan.document.name,
                "sku": one.sku,
            }
            for one in plan.variants
        ]

    def action_create(self):
        """Add what is ticked; what got a product meanwhile, or was added, is left."""
        self.ensure_one()
        self.listing_ids.check_access("write")
        lines = self.line_ids.filtered("is_chosen")
        if not lines and not self.fresh_count:
            raise UserError(self.env._("Tick the variants that are to be added."))
        chosen = {
            connection: set(own.mapped("external_id"))
            for connection, own in lines.grouped("connection_id").items()
        }
        return self.listing_ids._create_products(chosen)


class VariantChoiceLine(models.TransientModel):
    _name = "omni.variant.choice.line"
    _inherit = "omni.confined"
    _description = "Variant to be added"
    _order = "id"

    wizard_id = fields.Many2one("omni.variant.choice", required=True, ondelete="cascade")
    connection_id = fields.Many2one("omni.connection", required=True, ondelete="cascade")
    external_id = fields.Char(readonly=True)
    is_chosen = fields.Boolean(string="Add", default=True)
    name = fields.Char(string="In the shop", readonly=True)
    sku = fields.Char(string="SKU there", readonly=True)
    product_tmpl_id = fields.Many2one(
        "product.template", string="Becomes a variant of", readonly=True, ondelete="cascade"
    )
    why = fields.Char(string="Why not", readonly=True)


class Connection(models.Model):
    _inherit = "omni.connection"

    def _planned_variants(self, listings):
        """Return (an Addition for each product of these listings that is here in part, how many
        others of which nothing is here).
        """
        imports = self.env["omni.product.import"]
        documents = [one for one in self._last_read_products(listings) if one.active]
        known = self._known_listings([one.external_id for d in documents for one in d.variants])
        found, _matches = imports._find(self, documents, known)
        add = self.env["omni.product.add"]
        here = [sum(one.external_id in found for one in d.variants) for d in documents]
        partly = [
            document
            for document, count in zip(documents, here, strict=True)
            if 0 < count < len(document.variants)
        ]
        return [add._plan(one, found) for one in partly], here.count(0)
