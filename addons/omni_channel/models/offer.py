from uuid import uuid4

from odoo import api, fields, models
from odoo.tools import SQL


class Offer(models.Model):
    """A product that a person wants in a channel: it is made there once."""

    _name = "omni.offer"
    _inherit = ["omni.confined", "omni.kept"]
    _description = "Product to be made in a channel"
    _order = "id desc"
    _rec_name = "product_tmpl_id"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    product_tmpl_id = fields.Many2one(
        "product.template", required=True, index=True, ondelete="cascade", readonly=True
    )
    reference = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: uuid4().hex,
        help="Kept with the product there: by it, it is found again",
    )
    state = fields.Selection(
        [("wanted", "To be made"), ("made", "Made")],
        required=True,
        readonly=True,
        default="wanted",
    )
    external_id = fields.Char(string="Id there", readonly=True)
    made_at = fields.Datetime(readonly=True)

    _one_per_product = models.UniqueIndex(
        "(connection_id, product_tmpl_id)", "A product is made once in a channel."
    )

    @api.model
    def _want(self, connection, templates):
        """Let these products be made there; those that are wanted already are told again."""
        offers = self.sudo().search(
            [("connection_id", "=", connection.id), ("product_tmpl_id", "in", templates.ids)]
        )
        values = [
            {"connection_id": connection.id, "product_tmpl_id": template.id}
            for template in templates - offers.product_tmpl_id
        ]
        offers |= self.sudo().create(values)
        offers.filtered(lambda one: one.state == "wanted")._tell()
        return offers

    def _tell(self):
        self.env.flush_all()
        source = SQL(
            """
            SELECT o.connection_id, o.company_id, 'offer', 'omni.offer', o.id
              FROM omni_offer o WHERE o.id = ANY(%s)
            """,
            self.ids,
        )
        self.env["omni.intent"].sudo()._put_up(source)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def action_omni_offer(self):
        """The button “Create in a shop…”: asks where, and says what it means."""
        self.check_access("read")
        return self.env["omni.offer.ask"]._open(self)
