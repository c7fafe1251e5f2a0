from odoo import api, fields, models
from odoo.tools import SQL

from ..core.ownership import owned_field, owned_object, owned_objects
from .work import BACKFILL

OWNERS = [("remote", "The remote"), ("odoo", "Odoo"), ("nobody", "Fill if empty")]


class Owner(models.Model):
    """Who decides one field of one kind of thing over one connection."""

    _name = "omni.owner"
    _inherit = ["omni.confined", "omni.kept"]
    _description = "Who decides a field"
    _order = "connection_id, object, sequence, id"
    _rec_name = "field"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    object = fields.Char(required=True, readonly=True)
    field = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    object_label = fields.Char(string="Of", compute="_compute_words")
    label = fields.Char(string="Field name", compute="_compute_words")
    help = fields.Char(compute="_compute_words")
    owner = fields.Selection(
        OWNERS,
        string="Who decides",
        required=True,
        default="nobody",
        help="The remote: its value is taken. Odoo: yours stays. Fill if empty: yours stays, and "
        "what is empty here is taken from the remote. A value that loses is kept under Conflicts.",
    )

    _one_per_field = models.Constraint(
        "UNIQUE (connection_id, object, field)", "A connection has each field once."
    )

    @api.depends("object", "field")
    @api.depends_context("lang")
    def _compute_words(self):
        for row in self:
            say = row.connection_id._say
            owned = owned_object(row.object)
            known = owned_field(row.object, row.field)
            row.object_label = say(owned.label) if owned else row.object
            row.label = say(known.label) if known else row.field
            row.help = say(known.help) if known else ""

    def write(self, values):
        """Who newly decides has decided about what was read already, too."""
        changed = self.filtered(lambda row: values.get("owner", row.owner) != row.owner)
        result = super().write(values)
        for connection in changed.connection_id:
            rows = changed.filtered(
                lambda row, connection=connection: row.connection_id == connection
            )
            for code in set(rows.mapped("object")):
                connection._decide_again(code)
        return result


class Connection(models.Model):
    _inherit = "omni.connection"

    owner_ids = fields.One2many("omni.owner", "connection_id")
    conflict_ids = fields.One2many("omni.conflict", "connection_id")
    conflict_count = fields.Integer(compute="_compute_conflict_count")

    def _compute_conflict_count(self):
        """What differed from the start is no news: it is in the journal, not in the count."""
        found = self._counted("omni.conflict", [("state", "=", "open"), ("from_start", "=", False)])
        for connection in self:
            connection.conflict_count = found.get(connection.id, 0)

    def _complete(self):
        super()._complete()
        self._complete_owners()

    @api.model
    def _complete_all(self):
        """Called when an addon is updated: what it declares anew is for every connection."""
        known = self.with_context(active_test=False).search([])
        known.filtered(lambda connection: connection._adapter_class())._complete()

    def _complete_owners(self):
        """Give each connection one owner for every field that its adapter lets both sides keep."""
        known = set(
            self.sudo().owner_ids.mapped(lambda row: (row.connection_id, row.object, row.field))
        )
        self.env["omni.owner"].sudo().create(
            [
                {
                    "connection_id": connection.id,
                    "object": owned.code,
                    "field": field.code,
                    "sequence": position,
                    "owner": field.owner,
                }
                for connection in self
                for owned in owned_objects(connection._adapter_class())
                for position, field in enumerate(owned.fields)
                if (connection, owned.code, field.code) not in known
            ]
        )

    def _owners(self, object_code):
        """Return {field code: who decides it}: one query."""
        rows = (
            self.env["omni.owner"]
            .sudo()
            .search([("connection_id", "=", self.id), ("object", "=", object_code)])
        )
        return {row.field: row.owner for row in rows}

    def _decide_again(self, object_code):
        """Put the newest known state of every such thing up to be imported again."""
        owned = owned_object(object_code)
        if not owned:
            return
        self.env["omni.message"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE omni_message m
                   SET state = CASE WHEN m.payload_id IS NULL THEN 'rung' ELSE 'new' END,
                       priority = %(priority)s, tries = 0, not_before = NULL, severity = 'retry',
                       reason = %(reason)s
                  FROM (SELECT DISTINCT ON (external_id) id FROM omni_message
                         WHERE connection_id = %(connection)s AND resource = %(resource)s
                         ORDER BY external_id, id DESC) newest
                 WHERE m.id = newest.id AND m.state = 'done'
                """,
                priority=BACKFILL,
                reason=self.env._("Who decides was changed by %s.", self.env.user.name),
                connection=self.id,
                resource=owned.resource,
            )
        )
        self.env["omni.message"].invalidate_model()
        self.env["omni.drain"]._wake(BACKFILL)

    def action_owner_remote(self):
        self._let_decide("remote")

    def action_owner_odoo(self):
        self._let_decide("odoo")

    def action_owner_nobody(self):
        self._let_decide("nobody")

    def _let_decide(self, owner):
        self.check_access("write")
        self.owner_ids.owner = owner

    def action_open_conflicts(self):
        return self._open("omni_base.action_conflict")
