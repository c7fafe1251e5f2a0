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
    def _make(self, connection, documents, known):
        """Return {name in lower case: category} of those made; ``known``: those that are here.

        A name that several categories have here is none to make one more of.
        """
        missing = {}
        for document in documents if connection.creates_categories else ():
            if not any(name.lower() in known for name in document.categories):
                for name in document.categories[:1]:
                    missing.setdefault(name.lower(), name)
        if not missing:
            return {}
        self._alone()
        rows = self.env["product.category"].search_fetch([], ["name"])
        taken = {row.name.lower() for row in rows}
        wanted = {key: name for key, name in missing.items() if key not in taken}
        parent = connection.product_category_id.id
        made = rows.sudo().create([{"name": name, "parent_id": parent} for name in wanted.values()])
        return dict(zip(wanted, made, strict=True))

    def _alone(self):
        """Of two transactions that make categories the second is begun anew, on what is here then.

        The row that both write is that of the model: nobody else writes it.
        """
        row = "UPDATE ir_model SET model = model WHERE model = %s"
        self.env.cr.execute(SQL(row, "product.category"))
