from odoo import api, fields, models

from ..core.errors import RemoteError

NOT_YET = ("draft", "waiting")


class Connection(models.Model):
    """A connection may be saved now and authorised later: until then nothing of it runs."""

    _inherit = "omni.connection"

    state = fields.Selection(
        selection_add=[("waiting", "Waiting for authorisation"), ("connected",)],
        ondelete={"waiting": "set default"},
    )
    next_step = fields.Char(compute="_compute_next_step")

    @api.depends("state", "credential_ids")
    @api.depends_context("lang")
    def _compute_next_step(self):
        for connection in self:
            step = connection._missing_log_in() if connection.state == "waiting" else ""
            connection.next_step = step

    def _missing_log_in(self):
        """Return the sentence of what the log-in still lacks, or an empty text."""
        self.ensure_one()
        empty = self._empty_fields()
        if empty:
            return self.env._("Fill in: %s.", ", ".join(empty.mapped("label")))
        return self._unfit_log_in()

    def _empty_fields(self):
        rows = self.sudo().credential_ids
        return rows.filtered(lambda row: row.is_required and not row.is_filled)

    def _unfit_log_in(self):
        """Return why the adapter itself finds the log-in incomplete, or an empty text."""
        cls = self._adapter_class()
        try:
            values = self.credential_ids._values() if cls else {}
        except RemoteError:
            return ""
        try:
            if cls:
                cls.clean(values)
        except RemoteError as error:
            return self._say(error.reason)
        return ""

    def _await_authorisation(self):
        """Say of what was never tested whether its log-in is complete."""
        for connection in self.sudo().filtered(lambda one: one.state in NOT_YET):
            state = "waiting" if connection._missing_log_in() else "draft"
            if connection.state != state:
                connection.state = state

    @api.model_create_multi
    def create(self, vals_list):
        connections = super().create(vals_list)
        connections._await_authorisation()
        return connections

    def write(self, values):
        result = super().write(values)
        if "adapter_code" in values:
            self._await_authorisation()
        return result

    def _credentials_changed(self):
        super()._credentials_changed()
        self._await_authorisation()

    def action_test(self):
        self.ensure_one()
        self.check_access("write")
        if self._empty_fields():
            return self._notice("warning", self._missing_log_in())
        return super().action_test()
