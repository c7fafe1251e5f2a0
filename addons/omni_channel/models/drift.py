from odoo import api, fields, models
from odoo.addons.omni_base.models.window import form_of
from odoo.addons.omni_base.models.work import BACKFILL
from odoo.exceptions import UserError
from odoo.tools import SQL

CAUSES = [
    ("lost_push", "Last change never told"),
    ("never_told", "Never told"),
    ("not_applied", "Not taken over there"),
    ("edited", "Changed in the shop"),
    ("late_order", "Sold there, order not here yet"),
    ("mapping", "Two products on one listing"),
    ("not_counted", "Not counted there any more"),
    ("not_priced", "No price there any more"),
    ("terms", "With or without taxes"),
    ("not_shipped", "Shipment not shown there"),
    ("cancelled", "Cancelled there"),
    ("unsent", "Shipped there, not here"),
]
REPAIRED = ("lost_push", "never_told", "not_applied", "edited", "terms", "not_shipped", "cancelled")
SURE = ("lost_push", "never_told", "not_applied", "edited", "not_shipped")


class Drift(models.Model):
    """One thing that a channel shows otherwise than Odoo says, with its probable cause."""

    _name = "omni.drift"
    _inherit = "omni.confined"
    _description = "Difference between a channel and Odoo"
    _order = "id desc"

    audit_id = fields.Many2one(
        "omni.audit", required=True, index=True, ondelete="cascade", readonly=True
    )
    connection_id = fields.Many2one(related="audit_id.connection_id", store=True, index=True)
    company_id = fields.Many2one(related="audit_id.company_id", store=True)
    found_at = fields.Datetime(string="Found on", readonly=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [("stock", "Stock"), ("price", "Price"), ("order", "Order")], required=True, readonly=True
    )
    listing_id = fields.Many2one("omni.listing", readonly=True, ondelete="cascade", index=True)
    location_id = fields.Many2one("omni.channel.location", readonly=True, ondelete="set null")
    sale_id = fields.Many2one("sale.order", readonly=True, ondelete="cascade")
    name = fields.Char(string="What", compute="_compute_name")
    here = fields.Char(string="Number here", readonly=True)
    there = fields.Char(string="Number there", readonly=True)
    here_shown = fields.Char(string="Should be", compute="_compute_shown")
    there_shown = fields.Char(string="Is there", compute="_compute_shown")
    difference = fields.Integer(readonly=True)
    cause = fields.Selection(CAUSES, string="Probable cause", required=True, readonly=True)
    advice = fields.Char(string="What to do", compute="_compute_advice")
    is_repairable = fields.Boolean(compute="_compute_advice")
    state = fields.Selection(
        [
            ("open", "To do"),
            ("repaired", "Repaired"),
            ("ignored", "Left as it is"),
            ("gone", "Gone by itself"),
        ],
        required=True,
        readonly=True,
        default="open",
    )

    @api.depends("listing_id", "sale_id", "location_id")
    def _compute_name(self):
        for drift in self:
            listing = drift.listing_id
            sku = f" ({listing.sku})" if listing.sku else ""
            drift.name = drift.sale_id.omni_name or f"{listing.name or ''}{sku}"

    @api.depends("here", "there", "cause")
    @api.depends_context("lang")
    def _compute_shown(self):
        """Numbers as they were found; the states of an order in the language of their reader."""
        _ = self.env._
        states = {
            "cancelled": (_("Confirmed"), _("Cancelled")),
            "not_shipped": (_("Shipped"), _("Not shipped")),
            "unsent": (_("Waits"), _("Shipped")),
        }
        for drift in self:
            found = drift.here, drift.there
            drift.here_shown, drift.there_shown = states.get(drift.cause, found)

    @api.depends("cause")
    @api.depends_context("lang")
    def _compute_advice(self):
        words = self._words()
        for drift in self:
            drift.advice = words.get(drift.cause, "")
            drift.is_repairable = drift.cause in REPAIRED

    def _words(self):
        _ = self.env._
        return {
            "lost_push": _("Repair tells Odoo's value again."),
            "never_told": _("Odoo's number was never told. Repair tells it."),
            "not_applied": _("The shop said yes and kept its own. Repair tells it again."),
            "edited": _("Somebody changed it in the shop. Repair sets Odoo's value again."),
            "late_order": _("An order with these pieces waits under Problems: solve it there."),
            "mapping": _("Open the listing: two products count on it, or it was another's."),
            "not_priced": _("Read the products again: the shop no longer tells its price."),
            "terms": _("The shop's prices hold the taxes, or not: compare the connection with it."),
            "not_counted": _("Let the shop count it again, or switch “Send stock” off."),
            "not_shipped": _("Repair tells the shipment again; the shop is asked first."),
            "cancelled": _("Repair reads the order again, and cancels it here if nothing left."),
            "unsent": _("Validate or cancel the transfer here."),
        }

    def action_repair(self):
        """The button “Repair”, for one or many."""
        self.check_access("read")
        fitting = self.filtered(lambda one: one.state == "open" and one.is_repairable)
        if not fitting:
            raise UserError(
                self.env._("Nothing here can be repaired by itself: see the column “What to do”.")
            )
        fitting.sudo()._repair()

    def action_ignore(self):
        """The button “Leave as it is”."""
        self.check_access("read")
        self.sudo().filtered(lambda one: one.state == "open").write({"state": "ignored"})
        self.audit_id.sudo()._tell_each()

    def action_open(self):
        """Lead to the listing or the order."""
        self.ensure_one()
        record = self.sale_id or self.listing_id
        return form_of(record._name, record.id)

    def _repair_by_itself(self):
        """Repair what is sure to be a fault, as far as the connection's limit allows."""
        sure = self.filtered(lambda one: one.state == "open" and one.cause in SURE)
        connection = self.connection_id[:1]
        if sure and connection.repairs_drift and len(sure) <= connection.repair_limit:
            sure._repair()

    def _repair(self):
        """Put it up to be told, or to be read, again: the workers do it, with the values of now."""
        self.filtered(lambda one: one.kind == "stock")._tell_stock_again()
        self.filtered(lambda one: one.kind == "price")._tell_price_again()
        unseen = self.filtered(lambda one: one.cause == "not_shipped")
        unseen.sale_id.picking_ids._tell_shipment()
        cancelled = self.filtered(lambda one: one.cause == "cancelled")
        for connection, drifts in cancelled.grouped("connection_id").items():
            external_ids = drifts.sale_id.mapped("omni_external_id")
            rung = {"resource": "order", "state": "rung"}
            rows = [{**rung, "external_id": one} for one in external_ids]
            self.env["omni.message"]._store(connection, rows)
        self.write({"state": "repaired"})
        self.env["omni.drain"]._wake(BACKFILL)
        self.audit_id._tell_each()

    def _tell_stock_again(self):
        """What is there is what was read: it is known now, and the number is told against it."""
        levels = [
            (drift.listing_id.id, drift.location_id.id, int(drift.there))
            for drift in self
            if drift.there
        ]
        if not levels:
            return
        self.env.flush_all()
        self.env.cr.execute_values(
            """
            UPDATE omni_listing_level l
               SET acknowledged_quantity = v.there, expected_quantity = v.there,
                   unexplained_quantity = 0
              FROM (VALUES %s) AS v (listing, place, there)
             WHERE l.listing_id = v.listing AND l.location_id = v.place
            """,
            levels,
        )
        self.env["omni.listing.level"].invalidate_model()
        listings = SQL(
            """
            SELECT l.connection_id, l.company_id, 'stock', 'omni.listing', l.id
              FROM omni_listing l WHERE l.id = ANY(%s)
            """,
            self.listing_id.ids,
        )
        self.env["omni.intent"]._append(listings, priority=BACKFILL)


class Audit(models.Model):
    _inherit = "omni.audit"

    def _tell_each(self):
        for audit in self:
            newest = audit.search([("connection_id", "=", audit.connection_id.id)], limit=1)
            if audit == newest:
                audit._tell()


class Connection(models.Model):
    _inherit = "omni.connection"

    repairs_drift = fields.Boolean(
        string="Repair differences by itself",
        default=True,
        help="Each night what the channel shows is compared with Odoo. Differences that are "
        "surely a fault are repaired at once, up to the limit.",
    )
    repair_limit = fields.Integer(
        default=20, help="With more differences than this, none is repaired by itself."
    )

    _repair_limit_is_not_negative = models.Constraint(
        "CHECK (repair_limit >= 0)", "The limit of repairs cannot be below 0: type 0 or more."
    )
