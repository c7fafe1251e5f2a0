from collections import defaultdict

from odoo import api, models
from odoo.addons.omni_channel.core.published import exact
from odoo.tools import SQL

BILLS = """
    mrp_bom_line n JOIN mrp_bom b ON b.id = n.bom_id AND b.type = 'phantom' AND b.active
    JOIN product_product k ON k.product_tmpl_id = b.product_tmpl_id
     AND (b.product_id IS NULL OR b.product_id = k.id)
"""
TOUCHED = """
    WITH RECURSIVE below (id) AS (
        SELECT unnest(ARRAY(%(start)s))
        UNION
        SELECT found.id FROM below CROSS JOIN LATERAL (
            SELECT n.product_id AS id FROM %(bills)s WHERE k.id = below.id OFFSET 0) found
    ), above (id) AS (
        SELECT unnest(ARRAY(SELECT id FROM below))
        UNION
        SELECT found.id FROM above CROSS JOIN LATERAL (
            SELECT k.id FROM %(bills)s WHERE n.product_id = above.id OFFSET 0) found
    )
    SELECT id FROM above
"""
"""``OFFSET 0``: product by product, by index, so that the rest of the catalogue costs nothing.
``ARRAY``: keeps the server's guess of rows small, which would else compile the statement (JIT).
"""


class Kit(models.AbstractModel):
    """What one kit takes of its components, of many kits at once: a few queries a level.

    Rounded as Odoo rounds the demand of one kit alone, which is never less than its part of many.
    """

    _name = "omni.kit"
    _description = "Kits"

    @api.model
    def _needs(self, products, company):
        """Return {kit's id: {component's id: pieces in one kit}} of those that are kits.

        Only what is counted: consumables and services are as many as one likes.
        """
        boms = self._boms(products, company)
        kits = [product for product in products.sudo() if boms.get(product.id)]
        return {kit.id: self._counted(kit, boms) for kit in kits}

    def _boms(self, products, company):
        """Return {product id: its kit's bill, or none} of the products and all that lies below."""
        found, level = {}, products.sudo()
        while level:
            bills = self.env["mrp.bom"].sudo()
            bills = bills._bom_find(level, company_id=company.id, bom_type="phantom")
            found.update({product.id: bills[product] for product in level})
            lines = self.env["mrp.bom.line"].union(*(bills[one].bom_line_ids for one in level))
            level = lines.product_id.filtered(lambda one: one.id not in found)
        return found

    def _counted(self, kit, boms):
        needs = defaultdict(int)
        for component, pieces in self._leaves(kit, 1, boms):
            needs[component.id] += exact(pieces)
        return {component_id: pieces for component_id, pieces in needs.items() if pieces > 0}

    def _leaves(self, kit, pieces, boms):
        """Yield (component, its pieces), of kits in kits too; one may come more than once."""
        bom = boms[kit.id]
        times = kit.uom_id._compute_quantity(pieces, bom.product_uom_id, round=False)
        for line in bom.bom_line_ids:
            if line._skip_bom_line(kit):
                continue
            component, unit = line.product_id, line.product_uom_id
            wanted = times / bom.product_qty * line.product_qty
            if boms[component.id]:
                inside = unit._compute_quantity(wanted, component.uom_id, round=False)
                yield from self._leaves(component, inside, boms)
            elif component.is_storable:
                wanted = unit.round(wanted, rounding_method="UP")
                yield component, unit._compute_quantity(wanted, component.uom_id, round=False)

    def _touched(self, product_ids):
        """Return SQL of the products whose number may change with these: at any depth, the kits
        that contain them; of a kit, what it shares with others.
        """
        start = SQL("SELECT unnest(%s::int[])", list(product_ids))
        return SQL(TOUCHED, start=start, bills=SQL(BILLS))

    def _touched_if_parted(self, product_ids):
        """Where stock is parted, what kits can no longer use of a component goes to others: return
        SQL that names these as well.
        """
        touched = self._touched(product_ids)
        if not self.env["omni.pool"]._parted():
            return touched
        return SQL(TOUCHED, start=touched, bills=SQL(BILLS))

    def _sharing(self, product_ids):
        """Return the ids of what ``_touched`` names, these with them: one query."""
        self.env.flush_all()
        self.env.cr.execute(self._touched(product_ids))
        return {product_id for (product_id,) in self.env.cr.fetchall()}

    def _mixed(self, products):
        """Return those of the products that are kits, or that a kit contains: one query."""
        if not products:
            return products
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT p.id FROM unnest(%(ids)s::int[]) AS p (id)
                 WHERE EXISTS (SELECT FROM %(bills)s WHERE k.id = p.id)
                    OR EXISTS (SELECT FROM %(bills)s WHERE n.product_id = p.id)
                """,
                ids=products.ids,
                bills=SQL(BILLS),
            )
        )
        return products.browse([product_id for (product_id,) in self.env.cr.fetchall()])
