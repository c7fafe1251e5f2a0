from odoo import api, fields, models
from odoo.exceptions import AccessError

from .match_query import rows_of

CONNECTION = "match_connection_id"
"""In the context: the one connection that is looked at."""
KINDS = [
    ("a_sku", "Same SKU"),
    ("b_barcode", "Same barcode"),
    ("c_near", "Almost the same"),
    ("d_conflict", "SKU and barcode disagree"),
    ("e_products", "Several products with it"),
    ("f_listings", "Several listings with it"),
    ("g_shop_only", "Only in the shop"),
    ("h_odoo_only", "Only in Odoo"),
    ("i_ignored", "Ignored"),
    ("j_matched", "Matched"),
]
"""The letter is the order in which they are worked through."""
SURE = ("a_sku", "b_barcode")
DONE = ("i_ignored", "j_matched")


class Match(models.Model):
    """Each listing of a channel with the product it most likely is, and each product without one.

    Nothing is stored: what is shown is what is so now. An id is made of the listing's, or of
    the connection's place among all and the product's.
    """

    _name = "omni.match"
    _inherit = ["omni.kept"]
    _description = "Match of a listing"
    _auto = False
    _order = "kind, sku, name, id"
    _depends = {
        "omni.connection": ["active", "kind"],
        "omni.listing": ["active", "sku", "barcode", "product_id", "match", "connection_id"],
        "omni.match.ignored": ["kind", "listing_id", "product_id"],
        "product.product": ["active", "default_code", "barcode"],
        "product.template": ["company_id", "is_storable", "sale_ok"],
    }

    connection_id = fields.Many2one("omni.connection", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    listing_id = fields.Many2one("omni.listing", readonly=True)
    name = fields.Char(string="In the shop", readonly=True)
    sku = fields.Char(string="SKU there", readonly=True)
    barcode = fields.Char(string="Barcode there", readonly=True)
    kind = fields.Selection(KINDS, string="What is found", readonly=True)
    proposal_id = fields.Many2one("product.product", string="Proposed", readonly=True)
    product_id = fields.Many2one(
        "product.product",
        string="Product in Odoo",
        domain="[('company_id', 'in', (False, company_id))]",
    )
    product_sku = fields.Char(related="product_id.default_code", string="SKU here")
    candidates = fields.Char(readonly=True, help="Ids of the products that it could be")
    asked = fields.Char(readonly=True, help="What is found, also where it is ignored")
    note = fields.Char(string="Why ignored", readonly=True)
    ignored_at = fields.Datetime(string="Ignored on", readonly=True)
    ignored_by_id = fields.Many2one("res.users", string="Ignored by", readonly=True)

    @property
    def _table_query(self):
        return rows_of(self.env.context.get(CONNECTION))

    @api.depends("name", "product_id")
    def _compute_display_name(self):
        for match in self:
            match.display_name = match.name or match.product_id.display_name

    def write(self, values):
        """The one thing that is written is the listing's product, chosen by hand."""
        if values.keys() != {"product_id"}:
            raise AccessError(self.env._("Only the product can be chosen here."))
        self.listing_id.write(values)
        self.invalidate_model()
        return True
