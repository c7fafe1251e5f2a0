import secrets
from ast import literal_eval

from markupsafe import escape

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import get_translation

from ..core import adapter as adapters
from ..core.errors import AuthError, RemoteError
from ..core.links import web_link
from ..core.resource import feed_values, offered
from ..core.text import Text
from .work import BACKFILL, LIVE


class Connection(models.Model):
    """One log-in at one remote, for one company."""

    _name = "omni.connection"
    _inherit = ["mail.thread", "mail.activity.mixin", "omni.confined", "omni.kept"]
    _description = "Connection"
    _order = "company_id, name"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    adapter_code = fields.Selection(
        selection="_selection_adapter_code", string="Connector", required=True
    )
    kind = fields.Char(compute="_compute_kind", store=True)
    description = fields.Char(compute="_compute_description")
    state = fields.Selection(
        [("draft", "Not connected"), ("connected", "Connected"), ("suspended", "Suspended")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    problem = fields.Char(readonly=True, copy=False)
    account_name = fields.Char(string="Account", readonly=True, copy=False)
    account_url = fields.Char(readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    credential_ids = fields.One2many("omni.credential", "connection_id")
    feed_ids = fields.One2many("omni.feed", "connection_id")
    paused_until = fields.Datetime(readonly=True, copy=False)
    webhook_token = fields.Char(
        default=lambda self: secrets.token_urlsafe(24),
        copy=False,
        readonly=True,
        index=True,
        groups="omni_base.group_manager",
    )
    webhook_url = fields.Char(compute="_compute_webhook_url", groups="omni_base.group_manager")
    message_work_ids = fields.One2many("omni.message", "connection_id")
    intent_ids = fields.One2many("omni.intent", "connection_id")
    problem_count = fields.Integer(compute="_compute_counts")
    waiting_count = fields.Integer(compute="_compute_counts")

    _one_per_token = models.UniqueIndex("(webhook_token)")

    @api.model
    def _selection_adapter_code(self):
        found = adapters.adapters(addons=self.env.registry._init_modules)
        return [(cls.code, str(cls.label)) for cls in found]

    @api.depends("adapter_code")
    def _compute_kind(self):
        for connection in self:
            cls = connection._adapter_class()
            connection.kind = cls.kind if cls else False

    @api.depends("adapter_code")
    @api.depends_context("lang")
    def _compute_description(self):
        for connection in self:
            cls = connection._adapter_class()
            connection.description = connection._say(cls.description) if cls else ""

    def _compute_webhook_url(self):
        for connection in self:
            connection.webhook_url = f"{connection.get_base_url()}/omni/{connection.webhook_token}"

    def _compute_counts(self):
        problems = self._counted("omni.problem", [])
        waiting = self._counted("omni.intent", [("state", "=", "new")])
        for connection in self:
            known = connection.id
            connection.problem_count = problems.get(known, 0)
            connection.waiting_count = waiting.get(known, 0)

    def _counted(self, model, domain, field="connection_id"):
        """Return {connection id: how many records of the model there are}: one query.

        Whoever may not read them counts none.
        """
        if not self.env[model].has_access("read"):
            return {}
        groups = self.env[model]._read_group(
            [(field, "in", self.ids), *domain], [field], ["__count"]
        )
        return {connection.id: count for connection, count in groups}

    def _can(self, method):
        """Whether the adapter implements an optional method."""
        cls = self._adapter_class()
        return bool(cls) and cls.can(method)

    def _adapter_class(self):
        return adapters.adapter(self.adapter_code)

    @api.onchange("adapter_code")
    def _onchange_adapter_code(self):
        cls = self._adapter_class()
        if not cls:
            return
        labels = {label for _code, label in self._selection_adapter_code()}
        if not self.name or self.name in labels:
            self.name = str(cls.label)
        self.credential_ids = [Command.clear()] + [
            Command.create(values) for values in self._credential_values(cls)
        ]

    @api.model
    def _credential_values(self, cls):
        return [
            {
                "name": declared.name,
                "sequence": position,
                "is_secret": declared.secret,
                "is_required": declared.required,
                "plain" if not declared.secret else "secret": declared.default or False,
            }
            for position, declared in enumerate(cls.credentials)
        ]

    @api.model_create_multi
    def create(self, vals_list):
        connections = super().create(vals_list)
        connections._complete()
        return connections

    def write(self, values):
        result = super().write(values)
        if "adapter_code" in values:
            self._complete()
        return result

    def _complete(self):
        """Give the connection the credential rows and the feeds that its adapter declares."""
        for connection in self.sudo():
            cls = connection._adapter_class()
            known = set(connection.credential_ids.mapped("name"))
            connection.credential_ids = [
                Command.create(values)
                for values in self._credential_values(cls)
                if values["name"] not in known
            ]
            have = set(connection.with_context(active_test=False).feed_ids.mapped("resource"))
            fresh = [one for one in enumerate(offered(cls)) if one[1].code not in have]
            connection.feed_ids = [Command.create(feed_values(*one)) for one in fresh]

    def action_test(self):
        """Ask the remote who we are: the button “Test connection”."""
        self.ensure_one()
        try:
            with self._session() as adapter:
                self._clean_credentials(adapter)
            with self._session() as adapter:
                account = adapter.check()
        except AuthError as error:
            self._suspend(self._say(error.reason))
            return self._notice("danger", self.problem, sticky=False)
        except RemoteError as error:
            return self._notice("danger", self._say(error.reason), sticky=True)
        self._correct_credentials(account.corrected)
        self._connected(account)
        said = [self.env._("Connected to %s.", self._say(account.name)), self._say(account.note)]
        return self._notice("success", " ".join(filter(None, said)))

    def _clean_credentials(self, adapter):
        cleaned = type(adapter).clean(adapter.values)
        for row in self.sudo().credential_ids:
            if not row.is_secret and cleaned.get(row.name) != (row.plain or ""):
                row.plain = cleaned.get(row.name)

    def _correct_credentials(self, corrected):
        """Keep what the remote says is right, for example its address."""
        for row in self.sudo().credential_ids:
            if not row.is_secret and corrected.get(row.name, row.plain) != row.plain:
                row.plain = corrected[row.name]

    def _connected(self, account):
        missing = ", ".join(account.missing)
        self.sudo().write(
            {
                "state": "connected",
                "problem": self.env._("Rights that are missing there: %s", missing)
                if missing
                else False,
                "account_name": self._say(account.name),
                "account_url": web_link(account.url),
                "paused_until": False,
            }
        )
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        self._after_connected(account)
        self.env["omni.drain"]._wake(LIVE)
        self.env["omni.drain"]._wake(BACKFILL)

    def _after_connected(self, account):
        """A hook: what an addon wants to learn from a remote that has just accepted us."""

    def _suspend(self, reason):
        """Stop talking to the remote until a person has put it right; the work waits."""
        for connection in self.sudo():
            if connection.state == "suspended" and connection.problem == reason:
                continue
            connection.write({"state": "suspended", "problem": reason})
            connection.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Connection suspended"),
                note=escape(reason),
                user_id=connection.user_id.id or self.env.uid,
            )

    def _credentials_changed(self):
        """New credentials are to be tested before anything runs with them."""
        self.filtered(lambda connection: connection.state != "draft").sudo().write(
            {"state": "draft", "problem": False}
        )

    def _say(self, text):
        """Return a marked sentence of an adapter in the user's language."""
        if not isinstance(text, Text):
            return "" if text is None or text is False else text
        lang = self.env.lang or self.user_id.lang or "en_US"
        values = text.values
        if isinstance(values, dict):
            values = {key: self._say(value) for key, value in values.items()}
        else:
            values = tuple(self._say(value) for value in values)
        return get_translation(text.addon, lang, text.source, values)

    def _notice(self, kind, message, sticky=False):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": message,
                "sticky": sticky,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_problems(self):
        return self._open("omni_base.action_problem")

    def action_open_messages(self):
        return self._open("omni_base.action_message")

    def action_open_intents(self):
        return self._open("omni_base.action_intent")

    def _open(self, action_id):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(action_id)
        self.env[action["res_model"]].check_access("read")
        domain = literal_eval(action.get("domain") or "[]")
        field = (
            "connection_id"
            if "connection_id" in self.env[action["res_model"]]
            else "omni_connection_id"
        )
        action["domain"] = [(field, "=", self.id), *domain]
        action["context"] = {}
        return action

    def unlink(self):
        if any(connection.state == "connected" for connection in self):
            raise UserError(self.env._("Archive a connection instead of deleting it."))
        self.with_context(active_test=False).feed_ids.sudo().unlink()
        return super().unlink()
