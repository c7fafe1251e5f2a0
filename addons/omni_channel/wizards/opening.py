from datetime import timedelta

import msgspec

from odoo import Command, api, fields, models
from odoo.addons.omni_channel.core.opening import Opening
from odoo.exceptions import UserError

SHOWN = 200
FRESH = timedelta(minutes=30)


class OpeningStock(models.TransientModel):
    """What would be counted here by what the shop shows, before it is."""

    _name = "omni.opening"
    _inherit = ["omni.confined", "omni.kept"]
    _description = "Take over stock"

    connection_id = fields.Many2one(
        "omni.connection", required=True, readonly=True, ondelete="cascade"
    )
    plan = fields.Text(readonly=True, help="All of what is taken over, as it was read")
    line_ids = fields.One2many(
        "omni.opening.line", "wizard_id", domain=[("reason", "=", False)], readonly=True
    )
    left_ids = fields.One2many(
        "omni.opening.line", "wizard_id", domain=[("reason", "!=", False)], readonly=True
    )
    count = fields.Integer(string="Products", readonly=True)
    changed_count = fields.Integer(string="That differ", readonly=True)
    left_count = fields.Integer(string="Left out", readonly=True)
    is_long = fields.Boolean(compute="_compute_is_long")
    others = fields.Char(
        readonly=True, help="Whose stock was taken over into the same warehouse before"
    )
    is_sure = fields.Boolean(string="Take it over all the same")

    @api.depends("changed_count", "left_count")
    def _compute_is_long(self):
        for wizard in self:
            wizard.is_long = max(wizard.changed_count, wizard.left_count) > SHOWN

    @api.model
    def _open(self, connection):
        """Read what the shop shows, and ask."""
        connection = connection.sudo().with_company(connection.company_id)
        rows, left = connection._opening_plan()
        others = connection._opened_before(self._warehouses(rows))
        wizard = self.sudo().create(
            {
                "connection_id": connection.id,
                "plan": msgspec.json.encode(rows).decode(),
                "line_ids": [Command.create(values) for values in self._lines(rows)],
                "left_ids": [Command.create(values) for values in self._left_lines(left)],
                "count": len(rows),
                "changed_count": len([row for row in rows if row.difference]),
                "left_count": len(left),
                "others": ", ".join(others.mapped("name")),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take over stock: %s", connection.name),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def _lines(self, rows):
        """Return the values of the rows that differ, the largest difference first."""
        changed = [row for row in rows if row.difference]
        largest = sorted(changed, key=lambda row: (-abs(row.difference), row.product_id))[:SHOWN]
        return [
            {
                "product_id": row.product_id,
                "location_id": row.location_id,
                "here": float(row.here),
                "there": row.there,
                "waiting": float(row.waiting),
                "difference": float(row.difference),
            }
            for row in largest
        ]

    def _left_lines(self, left):
        return [
            {
                "label": f"{listing.sku or listing.external_id} {listing.name or ''}".strip(),
                "reason": reason,
            }
            for listing, reason in left[:SHOWN]
        ]

    def _warehouses(self, rows):
        locations = self.env["stock.location"].sudo().browse({row.location_id for row in rows})
        return locations.warehouse_id

    def action_take_over(self):
        """Count what the shop shows: one inventory adjustment, whole or not at all."""
        self.ensure_one()
        self.check_access("write")
        shop = self.connection_id
        shop.check_access("write")
        shop._refuse_opening()
        rows = msgspec.json.decode(self.plan or "[]", type=list[Opening])
        self._refuse(rows)
        warehouses = self._warehouses(rows)
        shop._note_opening(len(rows), warehouses)
        self.env.flush_all()
        shop.sudo().with_company(shop.company_id)._adjust_stock(rows)
        return shop._notice(
            "success", self.env._("Products whose stock was taken over: %s.", len(rows))
        )

    def _refuse(self, rows):
        if not rows:
            raise UserError(self.env._("There is nothing to take over."))
        if fields.Datetime.now() - self.create_date > FRESH:
            raise UserError(
                self.env._("This was read a while ago: close this window and read it again.")
            )
        if self.connection_id._opened_before(self._warehouses(rows)) and not self.is_sure:
            raise UserError(
                self.env._(
                    "The stock of another shop was taken over into the same warehouse. This would "
                    "replace its numbers: tick “Take it over all the same” if that is right."
                )
            )


class OpeningStockLine(models.TransientModel):
    _name = "omni.opening.line"
    _description = "Stock to take over"
    _order = "id"

    wizard_id = fields.Many2one("omni.opening", required=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", readonly=True, ondelete="cascade")
    location_id = fields.Many2one("stock.location", readonly=True, ondelete="cascade")
    label = fields.Char(string="Listing", readonly=True)
    reason = fields.Char(string="Why", readonly=True)
    here = fields.Float(string="Counted here", digits="Product Unit", readonly=True)
    there = fields.Integer(string="Shown there", readonly=True)
    waiting = fields.Float(
        string="Sold, not left yet",
        digits="Product Unit",
        readonly=True,
        help="On orders of this shop that have not left: taken off its number, and still here",
    )
    difference = fields.Float(digits="Product Unit", readonly=True)
