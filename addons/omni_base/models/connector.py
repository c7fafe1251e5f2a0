import base64
import json
import zlib
from decimal import Decimal

from babel.numbers import format_compact_currency, format_percent

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import babel_locale_parse, get_lang

from ..core import adapter as adapters
from ..core.planned import Planned, announced, planned

COLUMNS = SQL(
    """id integer, code varchar, family varchar, name varchar, description varchar,
       commission varchar, commission_high float, monthly varchar, monthly_low float,
       volume varchar, competition varchar, advice varchar, is_available boolean"""
)


class Connector(models.Model):
    """What can be connected: one row for each adapter of the installed addons.

    There is no table: the rows are the registry of adapters, in the reader's language. A new
    folder is a new card. What is only announced is shown for comparison, and cannot be connected.
    """

    _name = "omni.connector"
    _description = "Connector"
    _auto = False
    _order = "is_available desc, name"
    _depends = {"omni.connection": ["adapter_code", "active", "company_id", "state"]}

    code = fields.Char(readonly=True)
    name = fields.Char(readonly=True)
    family = fields.Selection(selection="_selection_family", readonly=True)
    description = fields.Char(readonly=True)
    commission = fields.Char(readonly=True, help="Share of a sale that the remote keeps")
    commission_high = fields.Float(readonly=True)
    monthly = fields.Char(string="A month", readonly=True, help="Subscription at the remote")
    monthly_low = fields.Float(readonly=True)
    volume = fields.Char(readonly=True)
    competition = fields.Char(readonly=True)
    advice = fields.Char(readonly=True)
    is_available = fields.Boolean(string="Available", readonly=True)
    connection_count = fields.Integer(string="Connections", readonly=True)
    is_connected = fields.Boolean(string="Connected", readonly=True)
    icon = fields.Char(compute="_compute_look")
    initials = fields.Char(compute="_compute_look")
    hue = fields.Integer(compute="_compute_look", help="Of the square behind the initials")
    picture = fields.Json(compute="_compute_picture")

    @property
    def _table_query(self):
        """The connections counted are those of the companies that the reader has chosen."""
        rows = [self._row(cls) for cls in (*self._adapters(), *self._announced())]
        return SQL(
            """
            SELECT r.*, c.connection_count, c.is_connected
              FROM jsonb_to_recordset(%s::jsonb) AS r(%s)
             CROSS JOIN LATERAL (SELECT count(*)::integer AS connection_count,
                                        COALESCE(bool_or(c.state = 'connected'), FALSE)
                                        AS is_connected
                                   FROM omni_connection c
                                  WHERE c.adapter_code = r.code AND c.active
                                    AND c.company_id = ANY(%s)) c
            """,
            json.dumps(rows),
            COLUMNS,
            self.env.companies.ids,
        )

    @api.model
    def _adapters(self):
        return adapters.adapters(addons=self.env.registry._init_modules)

    @api.model
    def _announced(self):
        return announced(self.env.registry._init_modules)

    @api.model
    def _known(self, code):
        """Return the adapter's class of a code, or what is announced under it."""
        return adapters.adapter(code) or planned(code)

    @api.model
    def _selection_family(self):
        say = self.env["omni.connection"]._say
        return list({cls.kind: say(cls.family) or cls.kind for cls in self._adapters()}.items())

    def _row(self, cls):
        say = self.env["omni.connection"]._say
        market = cls.market
        row = {
            "id": zlib.crc32(cls.code.encode()) & 0x7FFFFFFF,
            "code": cls.code,
            "family": cls.kind,
            "name": say(cls.label),
            "description": say(cls.description),
            "is_available": not isinstance(cls, Planned),
        }
        if not market:
            return row
        return row | {
            "commission": self._percent(market.commission),
            "commission_high": market.commission and float(market.commission[1]),
            "monthly": self._money(market.monthly, market.currency),
            "monthly_low": market.monthly and float(market.monthly[0]),
            "volume": say(market.volume),
            "competition": say(market.competition),
            "advice": say(market.advice),
        }

    def _percent(self, span):
        """Return “8 – 15 %” in the reader's way of writing, or None."""
        locale = self._locale()
        return span and _joined(format_percent(one / Decimal(100), locale=locale) for one in span)

    def _money(self, span, currency):
        locale = self._locale()
        return span and _joined(
            format_compact_currency(one, currency, locale=locale, fraction_digits=0) for one in span
        )

    def _locale(self):
        return babel_locale_parse(get_lang(self.env).code)

    @api.depends("code")
    def _compute_look(self):
        for connector in self:
            look = self._look(self._known(connector.code))
            connector.icon = look["icon"]
            connector.initials = look["initials"]
            connector.hue = look["hue"]

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_picture(self):
        for connector in self:
            cls = self._known(connector.code)
            connector.picture = self.env["omni.connection"]._picture_of(cls)

    @api.model
    def _look(self, cls):
        """Return what stands for a remote: its picture as a data URL, or initials and a hue."""
        label = str(cls.label)
        capitals = "".join(letter for letter in label if letter.isupper())
        icon = cls.icon()
        return {
            "icon": icon and f"data:{icon[0]};base64,{base64.b64encode(icon[1]).decode()}",
            "initials": (capitals if len(capitals) > 1 else label)[:2],
            "hue": zlib.crc32(cls.code.encode()) % 360,
        }

    def action_connect(self):
        """Open the form of a new connection with this connector chosen."""
        self.ensure_one()
        self.env["omni.connection"].check_access("create")
        if not self.is_available:
            raise UserError(self.env._("“%s” cannot be connected yet.", self.name))
        context = {"default_adapter_code": self.code}
        if self.connection_count:
            context["default_name"] = f"{self.name} {self.connection_count + 1}"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Connect %s", self.name),
            "res_model": "omni.connection",
            "views": [(False, "form")],
            "context": context,
        }

    def action_configure(self):
        """Open the connection that there is, or the list of them."""
        self.ensure_one()
        found = self.env["omni.connection"].search([("adapter_code", "=", self.code)])
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_base.action_connection")
        if len(found) == 1:
            return action | {"views": [(False, "form")], "res_id": found.id}
        return action | {"domain": [("id", "in", found.ids)]}


def _joined(ends):
    low, high = ends
    return low if low == high else f"{low} – {high}"
