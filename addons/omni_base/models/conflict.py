import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ..core.auth import digest
from ..core.ownership import Agreed, mark, owned_field
from .window import form_of

KEEP_DAYS = 180
SHOWN = 200

KEEP = """
    INSERT INTO omni_conflict (connection_id, company_id, object, field, res_model, res_id,
                               record_name, external_id, here, there, winner, state, from_start,
                               seen_at, pair)
         VALUES %s
    ON CONFLICT (connection_id, res_model, res_id, field, pair) DO UPDATE
            SET seen_at = excluded.seen_at,
                state = CASE omni_conflict.state WHEN 'restored' THEN 'open'
                                                 ELSE omni_conflict.state END"""


class Conflict(models.Model):
    """Two values of one field met: which one won, and the other one, kept to be put back."""

    _name = "omni.conflict"
    _description = "Conflict"
    _order = "seen_at desc, id desc"
    _rec_name = "record_name"
    _log_access = False

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    object = fields.Char(required=True, readonly=True)
    field = fields.Char(required=True, readonly=True)
    field_label = fields.Char(string="Field name", compute="_compute_field_label")
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Record", required=True, readonly=True
    )
    record_name = fields.Char(string="Name", readonly=True)
    external_id = fields.Char(string="Id there", readonly=True)
    here = fields.Json(readonly=True)
    there = fields.Json(readonly=True)
    here_text = fields.Text(string="Value in Odoo", compute="_compute_texts")
    there_text = fields.Text(string="Value there", compute="_compute_texts")
    winner = fields.Selection(
        [("remote", "The remote"), ("odoo", "Odoo")], string="Won", required=True, readonly=True
    )
    state = fields.Selection(
        [("open", "Kept"), ("restored", "Put back"), ("left", "Left as it is")],
        required=True,
        readonly=True,
        default="open",
    )
    from_start = fields.Boolean(
        string="Different from the start",
        readonly=True,
        help="The values differed already when both sides met for the first time.",
    )
    seen_at = fields.Datetime(string="When", required=True, readonly=True)
    pair = fields.Char(required=True, readonly=True)

    _one_per_pair = models.Constraint(
        "UNIQUE (connection_id, res_model, res_id, field, pair)",
        "The same two values of a field are kept once.",
    )

    @api.depends("object", "field")
    @api.depends_context("lang")
    def _compute_field_label(self):
        for conflict in self:
            known = owned_field(conflict.object, conflict.field)
            say = conflict.connection_id._say
            conflict.field_label = say(known.label) if known else conflict.field

    @api.depends("here", "there")
    def _compute_texts(self):
        for conflict in self:
            conflict.here_text = conflict._readable(conflict.here)
            conflict.there_text = conflict._readable(conflict.there)

    def _readable(self, value):
        """Return a kept value as a person reads it."""
        target = self._target()
        if value in (None, False, "") or not target:
            return "" if value in (None, False) else str(value)
        if target.type == "many2one":
            found = self.env[target.comodel_name].browse(value).exists()
            return found.display_name if found else self.env._("(deleted)")
        if target.type == "html":
            return html2plaintext(value)
        return str(value)

    def _target(self):
        """Return the field of the record, or None where an addon is gone."""
        known = owned_field(self.object, self.field)
        if not known or self.res_model not in self.env:
            return None
        return self.env[self.res_model]._fields.get(known.target)

    @api.model
    def _keep(self, connection, object_code, lost):
        """Keep what lost in one statement; the same pair of values is kept once.

        ``lost``: [((model, id, external id), record, field, here, there, loser, from start)].
        """
        now = fields.Datetime.now()
        rows = {}
        for key, record, field, here, there, loser, from_start in lost:
            winner = "odoo" if loser == "there" else "remote"
            pair = digest(json.dumps([here, there, winner]).encode())
            rows[key[:2], field, pair] = (
                connection.id,
                connection.company_id.id,
                object_code,
                field,
                *key[:2],
                record.display_name,
                key[2],
                json.dumps(here),
                json.dumps(there),
                winner,
                "open",
                from_start,
                now,
                pair,
            )
        if rows:
            self.env.cr.execute_values(KEEP, list(rows.values()), page_size=500)
            self.invalidate_model()

    def action_restore(self):
        """Put the value that lost in place. It stands until the remote's own value changes."""
        lost = self.filtered(lambda conflict: conflict.state != "restored")
        for conflict in lost:
            record = conflict._record()
            loser = conflict.here if conflict.winner == "remote" else conflict.there
            target = conflict._target()
            if (
                target.type == "many2one"
                and not self.env[target.comodel_name].browse(loser).exists()
            ):
                raise UserError(self.env._("What was chosen there before has been deleted."))
            record.write({target.name: loser})
        lost._remember()
        lost.sudo().write({"state": "restored"})

    def action_leave(self):
        """The winner is right: say so, and the line is done with."""
        self.check_access("read")
        self.sudo().write({"state": "left"})

    def action_open_record(self):
        self.ensure_one()
        return form_of(self.res_model, self.res_id)

    def _record(self):
        """Return the record with the rights of who asks, in the language of the exchange."""
        if not self._target():
            raise UserError(self.env._("This field is not exchanged any more."))
        lang = self.connection_id.sudo().user_id.lang or "en_US"
        record = self.env[self.res_model].with_context(lang=lang).browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("“%s” has been deleted in Odoo.", self.record_name))
        return record

    def _remember(self):
        """Let each choice stand while the remote says what it says now."""
        for connection in self.connection_id:
            own = self.filtered(lambda row, connection=connection: row.connection_id == connection)
            keys = [(row.res_model, row.res_id, row.external_id) for row in own]
            agreed = self.env["omni.agreement"]._of(connection, keys)
            for row, key in zip(own, keys, strict=True):
                marks, there = agreed.setdefault(key, {}), mark(row.there)
                if row.field in marks:
                    there = marks[row.field].there
                value = row.here if row.winner == "remote" else row.there
                marks[row.field] = Agreed(mark(value), there, row.winner == "remote")
            self.env["omni.agreement"].sudo()._keep(connection.sudo(), agreed)

    @api.autovacuum
    def _gc_conflicts(self):
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        old = self.sudo().search([("seen_at", "<", limit)], limit=10000)
        old.unlink()
        return len(old), len(old) == 10000
