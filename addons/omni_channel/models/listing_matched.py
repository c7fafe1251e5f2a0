from odoo import api, fields, models
from odoo.tools import SQL

NAMED = 20


class Listing(models.Model):
    """Many listings get their products at once, and it is kept who decided it and when."""

    _inherit = "omni.listing"

    matched_at = fields.Datetime(string="Matched on", readonly=True, copy=False)
    matched_by_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False, ondelete="set null"
    )

    ignored_ids = fields.One2many("omni.match.ignored", "listing_id")

    @api.model_create_multi
    def create(self, vals_list):
        listings = super().create(vals_list)
        listings.filtered("product_id")._sign()
        return listings

    def _product_chosen(self):
        super()._product_chosen()
        self._sign()

    def _sign(self):
        """Note who gave these listings their products: the feed is Odoo's own user."""
        values = {"matched_at": fields.Datetime.now(), "matched_by_id": self.env.uid}
        super(Listing, self.sudo()).write(values)

    def _take_products(self, pairs):
        """Give each listing its product where it has none yet; return those that got one.

        ``pairs``: {listing id: (product id, how it was found)}. One statement for all. Whoever
        was quicker is right: a listing that has a product by now is left as it is, as is one that
        is gone, and a product that is archived, deleted or another company's is not taken.
        """
        self.env["omni.listing"].flush_model()
        self.env["product.product"].flush_model(["active"])
        self.env["product.template"].flush_model(["company_id"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE omni_listing l
                   SET product_id = p.id, match = v.how, write_uid = %(user)s, write_date = %(now)s
                  FROM unnest(%(listings)s::int[], %(products)s::int[], %(ways)s::varchar[])
                       AS v (id, product_id, how)
                  JOIN product_product p ON p.id = v.product_id
                  JOIN product_template t ON t.id = p.product_tmpl_id
                 WHERE l.id = v.id AND l.product_id IS NULL AND l.active AND p.active
                   AND (t.company_id IS NULL OR t.company_id = l.company_id)
                RETURNING l.id
                """,
                user=self.env.uid,
                now=fields.Datetime.now(),
                listings=list(pairs),
                products=[product_id for product_id, _how in pairs.values()],
                ways=[how for _product_id, how in pairs.values()],
            )
        )
        taken = self.browse(row[0] for row in self.env.cr.fetchall())
        self.env["omni.listing"].invalidate_model()
        taken._product_chosen()
        taken._tell_taken()
        return taken

    def _tell_taken(self):
        """Say in the connection's history which listings got which product."""
        for connection, listings in self.grouped("connection_id").items():
            pairs = ", ".join(
                f"{row.sku or row.name} = {row.product_id.display_name}" for row in listings[:NAMED]
            )
            more = len(listings) - NAMED
            text = self.env._("Matched (%(count)s): %(pairs)s", count=len(listings), pairs=pairs)
            if more > 0:
                text = self.env._("%(text)s, and %(more)s more", text=text, more=more)
            connection._message_log(body=text)
