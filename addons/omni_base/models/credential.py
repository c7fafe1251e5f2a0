from odoo import api, fields, models
from odoo.tools import config

from ..core.adapter import adapter
from ..core.vault import Vault


class Credential(models.Model):
    """One field of a connection's log-in. A secret can be written, never read back."""

    _name = "omni.credential"
    _inherit = "omni.confined"
    _description = "Credential"
    _order = "sequence, id"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    name = fields.Char(required=True, readonly=True)
    sequence = fields.Integer()
    is_secret = fields.Boolean(readonly=True)
    is_required = fields.Boolean(readonly=True)
    label = fields.Char(compute="_compute_words")
    help = fields.Char(compute="_compute_words")
    value = fields.Char(compute="_compute_value", inverse="_inverse_value")
    is_filled = fields.Boolean(compute="_compute_is_filled")
    plain = fields.Char(groups=fields.NO_ACCESS, copy=False)
    secret = fields.Char(groups=fields.NO_ACCESS, copy=False)

    _one_per_name = models.Constraint(
        "UNIQUE (connection_id, name)", "A connection has each credential once."
    )

    @api.depends("name", "connection_id.adapter_code")
    @api.depends_context("lang")
    def _compute_words(self):
        for row in self:
            declared = row._declared()
            row.label = row.connection_id._say(declared.label) if declared else row.name
            row.help = row.connection_id._say(declared.help) if declared else ""

    @api.depends("plain", "secret")
    def _compute_value(self):
        for row in self:
            row.value = "" if row.is_secret else row.sudo().plain

    @api.depends("plain", "secret")
    def _compute_is_filled(self):
        for row in self.sudo():
            row.is_filled = bool(row.secret or row.plain)

    def _inverse_value(self):
        for row in self:
            row._store(row.value)
        self.filtered("is_secret").invalidate_recordset(["value"], flush=False)
        self.invalidate_recordset(["value"])  # else saving would answer with what was typed
        self.connection_id._credentials_changed()

    def _store(self, value):
        """Keep a typed value; an empty one leaves a secret as it is."""
        self.ensure_one()
        if not self.is_secret:
            self.sudo().plain = value
        elif value:
            with self.connection_id._person_waits():
                self.sudo().secret = _vault().encrypt(value)

    def action_forget(self):
        """Erase the stored secret."""
        self.check_access("write")
        self.sudo().write({"secret": False, "plain": False})
        self.connection_id._credentials_changed()

    def _values(self):
        """Return {name: clear text}. Raises AuthError when the server's key cannot read them."""
        vault = _vault()
        return {
            row.name: (vault.decrypt(row.secret) if row.secret else row.plain or "")
            for row in self.sudo()
        }

    def _declared(self):
        cls = adapter(self.connection_id.adapter_code)
        return next((c for c in (cls.credentials if cls else ()) if c.name == self.name), None)


def _vault():
    return Vault(config["data_dir"])
