from odoo import Command, api, fields, models
from odoo.exceptions import UserError

GOES, STAYS = "goes", "stays"


class Disconnect(models.TransientModel):
    """What goes with a connection, and what stays; asked for by typing its name."""

    _name = "omni.disconnect"
    _inherit = "omni.confined"
    _description = "Disconnect"

    connection_id = fields.Many2one("omni.connection", required=True, readonly=True)
    name = fields.Char(related="connection_id.name")
    line_ids = fields.One2many("omni.disconnect.line", "wizard_id", readonly=True)
    links = fields.Selection(
        [
            ("keep", "Keep where they came from"),
            ("remove", "Forget where they came from as well"),
        ],
        string="Orders, invoices, transfers and contacts stay",
        default="keep",
        required=True,
        help="When it is kept, the same account can be connected again without doubling anything.",
    )
    can_unsubscribe = fields.Boolean(readonly=True)
    unsubscribes = fields.Boolean(
        string="Remove the subscriptions there",
        help="The remote stops ringing here. In test mode this is the only thing that is changed "
        "there; leave it off if another database is the live one.",
    )
    typed_name = fields.Char(string="Type its name to confirm")

    @api.model
    def _open(self, connection):
        wizard = self.create(
            {
                "connection_id": connection.id,
                "can_unsubscribe": connection._can("unsubscribe") and not connection.is_copy,
                "unsubscribes": connection._can("unsubscribe") and connection._writes_outside(),
            }
        )
        wizard.line_ids = wizard._lines()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Disconnect: %s", connection.name),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.onchange("links")
    def _onchange_links(self):
        self.line_ids = [Command.clear(), *self._lines()]

    def _lines(self):
        """Return commands that make a line of each kind of row there is."""
        connection = self.connection_id
        kept = connection._kept_models() if self.links == "keep" else ()
        rows = [(self._label(name), connection._count_rows(name), STAYS) for name in kept]
        rows += [(label, count, STAYS) for label, count in connection._stays()]
        secrets = connection.sudo().credential_ids.filtered("is_filled")
        feeds = connection.with_context(active_test=False).feed_ids
        rows += [
            (self.env._("Log-in: what was typed"), len(secrets), GOES),
            (self.env._("Feeds and their schedules"), len(feeds), GOES),
        ]
        for name in sorted(set(connection._going()) - set(kept)):
            rows.append((self._label(name), connection._count_rows(name), GOES))
        return [
            Command.create({"label": label, "count": count, "fate": fate})
            for label, count, fate in rows
            if count
        ]

    def _label(self, name):
        return self.env["ir.model"]._get(name).name

    def action_disconnect(self):
        self.ensure_one()
        connection = self.connection_id
        connection.check_access("unlink")
        if (self.typed_name or "").strip() != connection.name.strip():
            raise UserError(self.env._("Type the name exactly: %s", connection.name))
        name, said = connection.name, ""
        if self.unsubscribes and self.can_unsubscribe:
            said = connection._unsubscribe()
            connection._message_log(body=said)
        connection._disconnect(self.links == "keep")
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_base.action_connection")
        notice = self.env._("“%s” is disconnected. What belonged to it is deleted.", name)
        shown = self.env["omni.connection"]._notice(
            "success", " ".join(filter(None, (notice, said)))
        )
        shown["params"]["next"] = {**action, "target": "main"}
        return shown


class DisconnectLine(models.TransientModel):
    _name = "omni.disconnect.line"
    _description = "What goes and what stays"
    _order = "fate desc, id"

    wizard_id = fields.Many2one("omni.disconnect", required=True, ondelete="cascade")
    label = fields.Char(readonly=True)
    count = fields.Integer(string="How many", readonly=True)
    fate = fields.Selection([(GOES, "Is deleted"), (STAYS, "Stays")], readonly=True)
