from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime


class Connection(models.Model):
    """The opening stock comes from the shop once, before going live; from then on Odoo keeps it."""

    _inherit = "omni.connection"

    opening_at = fields.Datetime(string="Stock taken over on", readonly=True, copy=False)
    opening_by_id = fields.Many2one(
        "res.users", string="Taken over by", readonly=True, copy=False, ondelete="set null"
    )
    opening_count = fields.Integer(string="Products taken over", readonly=True, copy=False)
    opening_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        "omni_connection_opening_warehouse_rel",
        string="Taken over into",
        readonly=True,
        copy=False,
    )
    opening_is_locked = fields.Boolean(
        readonly=True, copy=False, help="The opening stock is not taken over a second time."
    )
    can_take_opening = fields.Boolean(compute="_compute_can_take_opening")

    @api.depends(
        "kind", "state", "mode", "live_since", "stock_master", "opening_at", "opening_is_locked"
    )
    def _compute_can_take_opening(self):
        for connection in self:
            is_channel = connection.kind == "channel"
            connection.can_take_opening = is_channel and not connection._opening_refusal()

    def _opening_refusal(self):
        """Return why the shop's stock cannot be taken over, or an empty text."""
        _ = self.env._
        was_live = bool(self.live_since) or self.mode != "test"
        reasons = (
            (
                was_live,
                _(
                    "“%s” was live already: from now on Odoo keeps the stock. To put a number "
                    "right, count it: Inventory > Operations > Physical Inventory.",
                    self.name,
                ),
            ),
            (self.opening_is_locked, self._opening_taken()),
            (
                self.state != "connected",
                _("Test the connection “%s” before you take its stock over.", self.name),
            ),
            (
                self.stock_master == "none",
                _("Nobody is to keep the stock of “%s”: choose who keeps it first.", self.name),
            ),
        )
        return next((why for is_so, why in reasons if is_so), "")

    def _opening_taken(self):
        return self.env._(
            "The stock of “%(shop)s” was taken over on %(at)s by %(who)s (products: %(count)s). A "
            "second time would write over what was counted and moved here since. Whoever may set "
            "up connections can allow it once more.",
            shop=self.name,
            at=format_datetime(self.env, self.opening_at) if self.opening_at else "",
            who=self.opening_by_id.sudo().name or "",
            count=self.opening_count,
        )

    def _refuse_opening(self):
        refusal = self._opening_refusal()
        if refusal:
            raise UserError(refusal)

    def action_take_over_stock(self):
        """The button “Take over stock…”: reads what the shop shows, and lists what would change."""
        self.ensure_one()
        self.check_access("write")
        self._refuse_opening()
        return self.env["omni.opening"]._open(self)

    def action_allow_opening(self):
        """A person who knows why it is locked lets the stock be taken over once more."""
        self.ensure_one()
        self.check_access("write")
        if self.live_since or self.mode != "test":
            raise UserError(self._opening_refusal())
        self.sudo().opening_is_locked = False
        self._message_log(body=self.env._("Its stock may be taken over once more."))

    def _opened_before(self, warehouses):
        """Return the other connections whose stock was taken over into these warehouses."""
        return (
            self.sudo()
            .with_context(active_test=False)
            .search([("opening_warehouse_ids", "in", warehouses.ids), ("id", "!=", self.id)])
        )

    def _note_opening(self, count, warehouses):
        self.sudo().write(
            {
                "opening_at": fields.Datetime.now(),
                "opening_by_id": self.env.uid,
                "opening_count": count,
                "opening_warehouse_ids": [Command.set(warehouses.ids)],
                "opening_is_locked": True,
            }
        )
        self._message_log(
            body=self.env._(
                "The stock was taken over into %(warehouses)s. Products: %(count)s.",
                count=count,
                warehouses=", ".join(warehouses.mapped("name")),
            )
        )
