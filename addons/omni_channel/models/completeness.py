from datetime import timedelta

from odoo import api, fields, models

ACCOUNTED = ("imported", "parked", "ignored")
COUNTED = (*ACCOUNTED, "problem", "waiting", "missing")
SHOWN = 50
LISTED_DAYS = 100


class Completeness(models.Model):
    """One day of one channel: every order placed there is accounted for, or the day is red.

    Accounted for is what was imported, is parked, or was ignored, the last two with a reason. A
    problem and what is still being worked on are not.
    """

    _name = "omni.completeness"
    _description = "Completeness of a day"
    _order = "day desc, connection_id"
    _rec_name = "day"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    day = fields.Date(required=True, readonly=True)
    zone = fields.Char(
        string="Time zone",
        readonly=True,
        help="By whose clock the day begins: that of the connection's responsible person",
    )
    checked_at = fields.Datetime(string="Counted", readonly=True)
    obstacle = fields.Char(string="Why not counted", readonly=True)
    is_due = fields.Boolean(string="To be counted", readonly=True, index="btree_not_null")
    placed_count = fields.Integer(string="Placed there", readonly=True)
    imported_count = fields.Integer(string="Imported", readonly=True)
    parked_count = fields.Integer(string="Parked", readonly=True)
    ignored_count = fields.Integer(string="Ignored", readonly=True)
    problem_count = fields.Integer(string="Problems", readonly=True)
    waiting_count = fields.Integer(string="Being worked on", readonly=True)
    missing_count = fields.Integer(string="Missing", readonly=True)
    placed_ids = fields.Json(
        string="Ids of the placed", readonly=True, default=list, prefetch=False
    )
    is_listed = fields.Boolean(
        readonly=True, help="Whether the orders behind the numbers are known"
    )
    missing_ids = fields.Json(string="Ids of the missing", readonly=True, default=list)
    missing_said = fields.Char(string="What is missing", compute="_compute_missing_said")
    accounted_count = fields.Integer(
        string="Accounted for",
        compute="_compute_state",
        store=True,
        help="Imported, parked or ignored. Problems and what is being worked on are not.",
    )
    share = fields.Float(compute="_compute_state", store=True, aggregator=None)
    state = fields.Selection(
        [
            ("complete", "Complete"),
            ("open", "Not accounted for yet"),
            ("missing", "Orders are missing"),
            ("unknown", "Not counted"),
        ],
        compute="_compute_state",
        store=True,
    )

    _one_per_day = models.Constraint(
        "UNIQUE (connection_id, day)", "A day of a connection is counted once."
    )

    @api.depends(
        "placed_count", "missing_count", "checked_at", *(f"{one}_count" for one in ACCOUNTED)
    )
    def _compute_state(self):
        for row in self:
            row.accounted_count = sum(row[f"{fate}_count"] for fate in ACCOUNTED)
            if not row.checked_at:
                row.share, row.state = 0, "unknown"
                continue
            row.share = row.accounted_count / row.placed_count if row.placed_count else 1
            is_complete = row.accounted_count == row.placed_count
            row.state = "complete" if is_complete else "missing" if row.missing_count else "open"

    @api.depends("missing_ids")
    def _compute_missing_said(self):
        for row in self:
            shown = (row.missing_ids or [])[:SHOWN]
            more = ["…"] if row.missing_count > SHOWN else []
            row.missing_said = ", ".join([*shown, *more])

    def _places(self, connection, external_ids):
        """Return {external id: (what became of it, the record that says so)}: two queries."""
        self.env.cr.execute(
            """
            SELECT DISTINCT ON (external_id) external_id, state, id FROM omni_message
             WHERE connection_id = %s AND resource = 'order' AND external_id = ANY(%s)
             ORDER BY external_id, id DESC
            """,
            [connection.id, external_ids],
        )
        names = {"parked": "parked", "ignored": "ignored", "dead": "problem"}
        names.update(rung="waiting", new="waiting", done="missing")
        found = {key: (names[state], known) for key, state, known in self.env.cr.fetchall()}
        self.env.cr.execute(
            """
            SELECT omni_external_id, id FROM sale_order
             WHERE omni_connection_id = %s AND omni_external_id = ANY(%s)
            """,
            [connection.id, external_ids],
        )
        return found | {key: ("imported", known) for key, known in self.env.cr.fetchall()}

    def _fates(self, connection, external_ids):
        """Return {external id: what became of it}; one that never came is not among them."""
        return {key: fate for key, (fate, _known) in self._places(connection, external_ids).items()}

    def _ask_missing(self):
        """Read what is missing, as if the shop had rung for it; return how many those are.

        What has come since the days were counted is not asked for: three queries a shop.
        """
        asked = 0
        for connection, rows in self.grouped("connection_id").items():
            wanted = [key for row in rows for key in row.missing_ids or []]
            if not wanted or not connection._can("pull_orders_by_id"):
                continue
            fates = self._fates(connection, wanted)
            missing = [key for key in wanted if fates.get(key, "missing") == "missing"]
            self.env["omni.message"]._store(
                connection,
                [{"resource": "order", "external_id": key, "state": "rung"} for key in missing],
            )
            asked += len(missing)
        if asked:
            self.env["omni.drain"]._wake()
        return asked

    @api.autovacuum
    def _gc_placed_ids(self):
        """The numbers of a day stay; the long list behind them does not for ever."""
        limit = fields.Date.today() - timedelta(days=LISTED_DAYS)
        old = self.search(
            [("day", "<", limit), ("checked_at", "<", limit), ("is_listed", "=", True)]
        )
        old.write({"placed_ids": False, "is_listed": False})
