"""What was told a remote is kept with the commit that books what became of it."""

from collections import namedtuple
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from odoo import api, fields, models
from odoo.tools import SQL

from ..core.resource import resource
from ..core.told import summary_of

NEWEST = 200
UNKEPT = WeakKeyDictionary()
"""{cursor: its calls since its last commit}; they outlive a rollback."""

About = namedtuple("About", "resource res_model res_ids")


class Payload(models.Model):
    """A payload that went out is one writing call: what was sent, and what came back."""

    _inherit = "omni.payload"

    resource_label = fields.Char(string="Kind", compute="_compute_resource_label")
    summary = fields.Char(string="Call", compute="_compute_summary")

    @api.depends("resource")
    @api.depends_context("lang")
    def _compute_resource_label(self):
        for payload in self:
            known = resource(payload.resource)
            said = payload.connection_id._say(known.label) if known else payload.resource
            payload.resource_label = said

    @api.depends("resource")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for payload in self:
            payload.display_name = payload.resource_label or str(payload.id)

    @api.depends("digest")
    def _compute_summary(self):
        """The address and the answer's status, read from the call itself."""
        bodies = self._bodies()
        for payload in self:
            body = bodies.get(payload.id, b"") if payload.direction == "out" else b""
            payload.summary = summary_of(body)

    @api.model
    @contextmanager
    def _told_with_it(self):
        """Around a commit: the calls made since the last one become a part of it.

        They are forgotten once it has succeeded. A transaction that is taken back takes the rows,
        not the calls: the next commit keeps them.
        """
        calls = UNKEPT.get(self.env.cr, [])
        count = len(calls)
        for connection_id, lang, about, told in calls:
            connection = self.env["omni.connection"].with_context(lang=lang).browse(connection_id)
            connection._keep_told(about, told)
        yield
        del calls[:count]

    @api.model
    def _told_of(self, res_model, res_ids):
        """Return the newest calls that told any of these records."""
        self.env.cr.execute(
            SQL(
                """
                SELECT id FROM omni_payload
                 WHERE direction = 'out' AND res_model = %s AND res_ids && %s
                 ORDER BY id DESC LIMIT %s
                """,
                res_model,
                list(res_ids),
                NEWEST,
            )
        )
        return self.browse(row[0] for row in self.env.cr.fetchall())


class Connection(models.Model):
    _inherit = "omni.connection"

    def _note_told(self, about, told):
        """Remember a call until the next commit; nothing is asked of the database."""
        call = (self.id, self.env.context.get("lang"), about, told)
        UNKEPT.setdefault(self.env.cr, []).append(call)

    def _keep_told(self, about, told):
        """One INSERT a call, however many things it tells."""
        body = told.body(self._say(told.failure))
        row = (about.resource, "", body)
        self.env["omni.payload"]._keep(self, "out", [row], about.res_model, about.res_ids)

    def _open_told(self, res_model, res_ids):
        """Return the action that lists what was told about records."""
        calls = self.env["omni.payload"]._told_of(res_model, res_ids)
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_base.action_told")
        return {**action, "domain": [("id", "in", calls.ids)], "context": {}}


class Intent(models.Model):
    _inherit = "omni.intent"

    def _about(self):
        return About(self[0].resource, self[0].res_model, sorted(set(self.mapped("res_id"))))

    def action_told(self):
        """Show what was sent about this record, and what the remote answered."""
        self.ensure_one()
        self.check_access("read")
        return self.env["omni.connection"]._open_told(self.res_model, [self.res_id])
