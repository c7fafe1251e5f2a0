from odoo import api, fields, models
from odoo.exceptions import UserError

EMPTIED_LIMIT = 0.2
NEVER = "9999-12-31 00:00:00"


class Feed(models.Model):
    """A feed of a live connection may still be held for a later stage."""

    _inherit = "omni.feed"

    is_held = fields.Boolean(
        string="Held", readonly=True, copy=False, help="Released in a later stage of going live"
    )

    def write(self, values):
        """What was off when it went live, and is switched on later, waits for its own stage."""
        result = super().write(values)
        if values.get("active"):
            self.connection_id.invalidate_recordset(["feed_ids"])
            for connection in self.connection_id.sudo():
                if connection._writes_outside():
                    connection.is_staged = connection._is_part_held()
        return result

    def action_run_now(self):
        if self.is_held:
            raise UserError(
                self.env._("“%s” is held for a later stage: press “Release more”.", self.label)
            )
        return super().action_run_now()


class Intent(models.Model):
    _inherit = "omni.intent"

    def _hold(self, reason):
        """Lay the intents aside until their feed is released; workers do not meet them again."""
        self.write({"not_before": NEVER, "lease_until": False, "reason": reason})

    def _let_go(self, connection, resources):
        """Give what was held of these resources back to the workers: one statement."""
        self.flush_model()
        self.env.cr.execute(
            """
            UPDATE omni_intent SET not_before = NULL, reason = NULL
             WHERE connection_id = %s AND resource = ANY(%s) AND state = 'new' AND not_before = %s
            """,
            [connection.id, list(resources), NEVER],
        )
        self.invalidate_model()


class Connection(models.Model):
    """Going live in stages: only what was released is written outside."""

    _inherit = "omni.connection"

    is_staged = fields.Boolean(
        string="Live in part",
        readonly=True,
        copy=False,
        help="Some of it is released; the rest waits for a later stage.",
    )
    emptied_limit = fields.Float(
        string="Sold out at most",
        default=EMPTIED_LIMIT,
        tracking=True,
        help="When a stage would show a larger share of what is on sale there as sold out, "
        "a second person must agree.",
    )
    emptied_limit_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    change_limit = fields.Integer(
        string="Changes at most",
        tracking=True,
        help="How many numbers one stage may change there. 0: as many as there are.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        connections = super().create(vals_list)
        connections.filtered(lambda one: one.emptied_limit != EMPTIED_LIMIT)._note_limit()
        return connections

    def write(self, values):
        result = super().write(values)
        if "emptied_limit" in values:
            self._note_limit()
        return result

    def _note_limit(self):
        """Keep who set the limit: the same person does not agree to what it lets pass."""
        self.sudo().emptied_limit_by_id = self.env.user

    def action_back_to_test(self):
        """In test mode all of it is held anyway; the next time starts with a free choice."""
        result = super().action_back_to_test()
        self._out_feeds_even_off().sudo().is_held = False
        self.sudo().is_staged = False
        for connection in self:
            resources = connection._out_feeds().mapped("resource")
            self.env["omni.intent"].sudo()._let_go(connection, resources)
        return result

    def _out_feeds(self):
        return self.feed_ids.filtered(lambda feed: feed.active and feed.direction == "out")

    def _out_feeds_even_off(self):
        feeds = self.with_context(active_test=False).feed_ids
        return feeds.filtered(lambda feed: feed.direction == "out")

    def _holds(self, code):
        """Return why nothing of this resource may go out now, or an empty text."""
        self.ensure_one()
        if any(feed.is_held for feed in self.feed_ids if feed.resource == code):
            return self.env._("Held: it is released in a later stage.")
        return ""

    def _release(self, feeds):
        """Hold every outgoing feed that is not among ``feeds``; go live, or on to the next stage.

        Once live, a feed that was released is never held again by releasing another one. One that
        is off is held as well: switching it on is no way past the wizard.
        """
        self.ensure_one()
        everything = self._out_feeds_even_off()
        if self._writes_outside():
            feeds |= everything.filtered(lambda feed: not feed.is_held)
        everything.sudo().is_held = True
        feeds.sudo().is_held = False
        self.sudo().is_staged = self._is_part_held()
        self.env["omni.intent"].sudo()._let_go(self, feeds.mapped("resource"))
        if self._writes_outside():
            self._after_live()
            self.env["omni.drain"]._wake()
        else:
            self._go_live()

    def _is_part_held(self):
        """A hook: whether something that could be written outside waits for a later stage."""
        return any(self._out_feeds().mapped("is_held"))
