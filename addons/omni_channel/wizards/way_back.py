from odoo import Command, api, fields, models

SHOWN = 200


class WayBack(models.TransientModel):
    """Which numbers the shop is given back."""

    _inherit = "omni.way.back"

    line_ids = fields.One2many("omni.way.back.line", "wizard_id")
    line_count = fields.Integer(readonly=True)
    hidden_count = fields.Integer(compute="_compute_hidden_count")
    sold_count = fields.Integer(
        string="Sold since", readonly=True, help="Pieces sold in the shop since it was written to"
    )
    parked_count = fields.Integer(
        readonly=True, help="Orders that wait here: what they sold is not counted"
    )
    unknown_count = fields.Integer(
        readonly=True, help="Numbers that were written without knowing what was there before"
    )

    @api.depends("line_count", "line_ids")
    def _compute_hidden_count(self):
        for wizard in self:
            wizard.hidden_count = wizard.line_count - len(wizard.line_ids)

    @api.model
    def _start(self, connection):
        values = super()._start(connection)
        if connection.kind != "channel" or not connection._writes_outside():
            return values
        levels = connection._returnable_levels()
        rows = self._rows(connection, levels)
        sold = connection._sold_since(levels)
        return {
            **values,
            "line_ids": [Command.create(row) for row in rows[:SHOWN]],
            "line_count": len(rows),
            "sold_count": sum(sold.values()),
            "parked_count": self._parked(connection),
            "unknown_count": self._unknown(connection),
        }

    def _rows(self, connection, levels):
        """Return the levels that would change, the largest change first."""
        places = levels.location_id
        rows = [
            {
                "level_id": level.id,
                "label": connection._level_label(level.listing_id, level.location_id, places),
                "before": level.before_quantity,
                "before_at": level.before_at,
                "shown": level.expected_quantity,
                "target": target,
            }
            for level, target in connection._before_now(levels).items()
            if target != level.expected_quantity
        ]
        return sorted(rows, key=lambda row: -abs(row["target"] - row["shown"]))

    def _parked(self, connection):
        return self.env["omni.message"].search_count(
            [
                ("connection_id", "=", connection.id),
                ("resource", "=", "order"),
                ("state", "in", ("parked", "dead")),
            ]
        )

    def _unknown(self, connection):
        return self.env["omni.listing.level"].search_count(
            [
                ("listing_id.connection_id", "=", connection.id),
                ("before_at", "=", False),
                ("acknowledged_at", "!=", False),
            ]
        )

    def action_give_back(self):
        """Give back what is ticked, and everything beyond what is shown; then test mode."""
        self.ensure_one()
        connection = self.connection_id
        connection.check_access("write")
        if not connection._writes_outside() or not self._give_back():
            return self.action_back()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _give_back(self):
        """A hook: let the workers give back what is chosen; return whether there is any."""
        connection = self.connection_id
        left = self.line_ids.filtered(lambda line: not line.is_chosen).level_id
        levels = connection._returnable_levels() - left
        wanted = connection._before_now(levels)
        levels = levels.filtered(lambda level: not level._is_there(wanted[level]))
        if levels:
            connection._start_return(levels)
        return bool(levels)


class WayBackLine(models.TransientModel):
    _name = "omni.way.back.line"
    _description = "What the shop is given back"
    _order = "id"

    wizard_id = fields.Many2one("omni.way.back", required=True, ondelete="cascade")
    level_id = fields.Many2one(
        "omni.listing.level", required=True, readonly=True, ondelete="cascade"
    )
    label = fields.Char(readonly=True)
    before = fields.Integer(string="Before", readonly=True)
    before_at = fields.Datetime(string="Seen", readonly=True)
    shown = fields.Integer(string="Now there", readonly=True)
    target = fields.Integer(string="Would become", readonly=True)
    is_chosen = fields.Boolean(string="Give back", default=True)
