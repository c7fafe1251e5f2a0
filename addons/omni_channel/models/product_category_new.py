from odoo import api, fields, models
from odoo.tools import SQL


class Connection(models.Model):
    _inherit = "omni.connection"

    creates_categories = fields.Boolean(
        string="Create missing categories",
        help="A product that is created goes into the first category it has in the shop. Where "
        "none of that name is here, it is created below the category of new products.",
    )


class ProductCategoryNew(models.AbstractModel):
    """Makes the categories that the products being created have in their shop."""

    _name = "omni.product.category.new"
    _description = "Categories that are created"

    @api.model
    def _of(self, connection, documents):
        """Return {name in lower case: category} of these Products, with those made now.

        A name that several categories have here is none to make one more of.
        """
        named = self.env["omni.product.values"]._categories_named(documents)
        known = {name: rows for name, rows in named.items() if len(rows) == 1}
        missing = {}
        for document in documents if connection.creates_categories else ():
            if not any(name.lower() in known for name in document.categories):
                for name in document.categories[:1]:
                    missing.setdefault(name.lower(), name)
        wanted = {key: name for key, name in missing.items() if key not in named}
        if not wanted:
            return known
        self._alone()
        parent = connection.product_category_id.id
        rows = [{"name": name, "parent_id": parent} for name in wanted.values()]
        made = self.env["product.category"].sudo().create(rows)
        return known | dict(zip(wanted, made, strict=True))

    def _alone(self):
        """Of two transactions that make categories the second is begun anew, on what is here then.

        The row that both write is that of the model: nobody else writes it.
        """
        row = "UPDATE ir_model SET model = model WHERE model = %s"
        self.env.cr.execute(SQL(row, "product.category"))
