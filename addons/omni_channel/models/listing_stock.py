from odoo import api, fields, models
from odoo.tools import SQL


class Listing(models.Model):
    """What the channel would be told now, beside what it was told: many at once."""

    _inherit = "omni.listing"

    wanted_quantity = fields.Integer(
        string="Would be shown",
        compute="_compute_wanted_quantity",
        compute_sudo=True,
        help="What the channel should show now, by what is in stock and what was decided",
    )
    in_flight_quantity = fields.Integer(
        string="On its way",
        compute="_compute_in_flight_quantity",
        help="Sent, not acknowledged yet",
    )
    is_waiting = fields.Boolean(
        string="Not told yet",
        compute="_compute_is_waiting",
        search="_search_is_waiting",
        compute_sudo=True,
    )
    stock_state = fields.Selection(
        [
            ("unmatched", "No product"),
            ("off", "Not sent"),
            ("refused", "Refused"),
            ("waiting", "To be told"),
            ("told", "Told"),
        ],
        string="State",
        compute="_compute_stock_state",
        compute_sudo=True,
    )

    def _compute_wanted_quantity(self):
        for connection, listings in self.grouped("connection_id").items():
            explained = connection._explained(listings, connection._places())
            sums = dict.fromkeys(listings, 0)
            for (listing, _place), published in explained.items():
                sums[listing] += published.quantity
            for listing in listings:
                listing.wanted_quantity = sums[listing] if listing.product_id else 0

    @api.depends("level_ids.in_flight_quantity", "level_ids.in_flight_at")
    def _compute_in_flight_quantity(self):
        for listing in self:
            levels = listing.level_ids.filtered("in_flight_at")
            listing.in_flight_quantity = sum(levels.mapped("in_flight_quantity"))

    def _compute_is_waiting(self):
        waiting = self._of_open_intents("new")
        for listing in self:
            listing.is_waiting = listing.id in waiting

    def _of_open_intents(self, state, resource="stock"):
        """Return the ids of those of these listings that have an intent in a state: one query."""
        groups = self.env["omni.intent"]._read_group(
            [
                ("connection_id", "in", self.connection_id.ids),
                ("resource", "=", resource),
                ("res_id", "in", self.ids),
                ("state", "=", state),
            ],
            ["res_id"],
        )
        return {res_id for (res_id,) in groups}

    @api.model
    def _search_is_waiting(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["omni.intent"].flush_model()
        return [
            (
                "id",
                "in",
                SQL(
                    """
                    (SELECT res_id FROM omni_intent WHERE resource = 'stock' AND state = 'new'
                        AND company_id = ANY(%s))
                    """,
                    self.env.companies.ids,
                ),
            )
        ]

    @api.depends("product_id", "publishes_stock", "is_held", "level_ids.problem")
    def _compute_stock_state(self):
        silent = self._silent()
        waiting, dead = self._of_open_intents("new"), self._of_open_intents("dead")
        for listing in self:
            if not listing.product_id:
                listing.stock_state = "unmatched"
            elif silent[listing]:
                listing.stock_state = "off"
            elif listing.id in dead or any(listing.level_ids.mapped("problem")):
                listing.stock_state = "refused"
            else:
                is_told = listing.id not in waiting and listing.acknowledged_at
                listing.stock_state = "told" if is_told else "waiting"
