from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class OfferAsk(models.TransientModel):
    """In which shop products are to be made, and what is in the way of that."""

    _name = "omni.offer.ask"
    _inherit = "omni.confined"
    _description = "Create in a shop"

    connection_id = fields.Many2one(
        "omni.connection",
        string="Shop",
        ondelete="cascade",
        domain="[('id', 'in', shop_ids)]",
    )
    shop_ids = fields.Many2many(
        "omni.connection", string="Possible shops", compute="_compute_shop_ids"
    )
    product_tmpl_ids = fields.Many2many("product.template", string="Products")
    there_count = fields.Integer(compute="_compute_there_count")
    is_test = fields.Boolean(compute="_compute_there_count")

    @api.model
    def _open(self, templates):
        wizard = self.create({"product_tmpl_ids": [Command.set(templates.ids)]})
        wizard.connection_id = wizard.shop_ids[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Create in a shop"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.depends("product_tmpl_ids")
    def _compute_shop_ids(self):
        channels = self.env["omni.connection"].search(
            [("kind", "=", "channel"), ("state", "=", "connected")]
        )
        for wizard in self:
            wizard.shop_ids = channels.filtered(lambda one: one._can("push_new_product"))

    @api.depends("connection_id", "product_tmpl_ids")
    def _compute_there_count(self):
        for wizard in self:
            wizard.there_count = len(wizard._known_there())
            wizard.is_test = bool(wizard.connection_id) and not (
                wizard.connection_id._writes_outside()
            )

    def _known_there(self):
        """Return the products that have a listing there already."""
        listings = self.env["omni.listing"].search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("product_id.product_tmpl_id", "in", self.product_tmpl_ids.ids),
            ]
        )
        return listings.product_id.product_tmpl_id

    def action_create(self):
        """Put them up to be made, as drafts, by the workers."""
        self.ensure_one()
        connection = self.connection_id
        if not connection:
            raise UserError(self.env._("Choose the shop in which they are to be made."))
        connection.check_access("read")
        fresh = self.product_tmpl_ids - self._known_there()
        if not fresh:
            raise UserError(self.env._("All of these products are in this shop already."))
        self.env["omni.offer"]._want(connection, fresh)
        said = self.env._("Products that are made in the shop now, as drafts: %s.", len(fresh))
        if self.is_test:
            said = self.env._("Products that wait until the connection is live: %s.", len(fresh))
        return connection._notice("success", said)
