"""Two companies that never see each other's rows, by whatever a web client may call."""

import json
from contextlib import contextmanager

from psycopg2 import IntegrityError

from odoo import fields, http
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import SQL, mute_logger, sql

MARK = "kaolin-only"
NOBODY_S = ("omni.connector",)
"""Tells what can be connected, the same to everybody."""
EXPORTED = [{"name": "display_name", "label": "Name", "type": "char"}]


class CompanyCase:
    """``groups``: what the stranger of the other company belongs to (he is powerful there).

    Mixed into a test case of HTTP; ``fill`` makes ``connection``, and what else the first company
    has, with MARK in the names. Each of our models then gets a row of either company.
    """

    groups = "omni_base.group_manager,base.group_allow_export"

    def own(self):
        """Return Rows of the stranger's own company, one of each of our models."""
        rows = Rows(self.env, self.connect(company=self.elsewhere), self.stranger)
        rows.make(self.models())
        self.env.invalidate_all()
        return rows

    def setUp(self):
        super().setUp()
        self.elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.stranger = new_test_user(
            self.env,
            "stranger",
            groups=self.groups,
            company_id=self.elsewhere.id,
            company_ids=[(6, 0, self.elsewhere.ids)],
        )
        self.fill()
        self.env.flush_all()
        self.first = Rows(self.env, self.connection, self.env.user)
        self.first.make(self.models())
        self.env.invalidate_all()

    def models(self):
        """Return the names of all our models whose rows are somebody's, wizards included."""
        return [
            name
            for name in sorted(self.env.registry)
            if name.startswith("omni.") and not self.env[name]._abstract and name not in NOBODY_S
        ]

    def rows(self):
        """Return {model: rows of the first company}."""
        found = {}
        for name in self.models():
            model = self.env[name].with_context(active_test=False).sudo()
            found[name] = model.browse(self.first.ids.get(name))
            if "company_id" in model._fields:
                found[name] |= model.search([("company_id", "=", self.env.company.id)])
        return found

    def ways(self, name, ids):
        """Yield (way, what it tells) of each way to ask for rows; a refusal is an exception."""
        model = self.env[name].with_user(self.stranger).with_context(active_test=False)
        known = [("id", "in", ids)]
        names = [
            field
            for field, of in model.fields_get().items()
            if of["type"] not in ("binary", "properties") and not of.get("company_dependent")
        ]
        text = model._rec_name or "id"
        yield "search_count", model.search_count(known)
        yield "search_read", model.search_read(known, names[:40])
        yield "web_search_read", model.web_search_read(known, {text: {}})["records"]
        by = next(
            one.name for one in model._fields.values() if one.type == "many2one" and one.store
        )
        groups = model.formatted_read_group(known, [by], ["__count"])
        yield "formatted_read_group", groups
        yield "name_search", model.name_search("", known)

    def leaks(self):
        """Return what was told by any way, and what could be read with the ids known."""
        found = []
        for name, rows in self.rows().items():
            if not self.env[name].with_user(self.stranger).has_access("read"):
                continue
            found += [f"{name}.{way}: {told}" for way, told in self.ways(name, rows.ids) if told]
            found += self._told_by_id(name, rows[:1])
        return found

    def bare_models(self):
        """Return the models that no row stands for: nothing was proved about them."""
        return [name for name, rows in self.rows().items() if not rows]

    def exported(self):
        """Return the models whose rows the stranger gets as a file, by the ids he has guessed."""
        self.authenticate("stranger", "stranger")
        return [name for name, rows in self.rows().items() if self.is_exported(name, rows.ids)]

    @contextmanager
    def enter_registry_test_mode(self):
        """A test case of HTTP is in it from the start."""
        yield

    def is_exported(self, name, ids):
        asked = {"model": name, "ids": ids, "fields": EXPORTED, "domain": [], "groupby": []}
        form = {
            "data": json.dumps({**asked, "import_compat": False, "context": {}}),
            "csrf_token": http.Request.csrf_token(self),
        }
        with mute_logger("odoo.http", "odoo.addons.web.controllers.export"):
            answer = self.url_open("/web/export/csv", data=form)
        return answer.ok

    def moves(self):
        """Return which rows of his own the stranger can move into the first company."""
        connection, own = self.connection, self.own()
        targets = {"company_id": self.env.company.id, "connection_id": connection.id}
        return [
            f"{name}.{field}"
            for name in self.models()
            for field, target in targets.items()
            if field in self.env[name]._fields and self._moves(name, own.ids[name], field, target)
        ]

    def _moves(self, name, own_id, field, target):
        model = self.env[name].with_user(self.stranger).with_context(active_test=False)
        if not model.has_access("write") or self.env[name]._fields[field].related:
            return False
        own = model.browse(own_id)
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                own.write({field: target})
                own.flush_recordset()
        except (UserError, IntegrityError):
            return False
        finally:
            self.env.invalidate_all()
        return True

    def _told_by_id(self, name, row):
        """Return what is told of a row by whoever knows its id: a refusal is right."""
        known = row.with_user(self.stranger)
        ways = {
            "read": lambda: known.read(["id", "display_name"]),
            "export_data": lambda: known.export_data([".id", "display_name"])["datas"],
            "web_read": lambda: known.web_read({"display_name": {}}),
        }
        return [f"{name}.{way}" for way, ask in ways.items() if self._is_answered(ask)]

    def _is_answered(self, ask):
        try:
            ask()
        except AccessError:
            return False
        return True


class Rows:
    """One row of each model that belongs to a connection, made without the models' own logic.

    ``ids``: {model: id}. What a column needs is made up by its type; what it refers to among our
    own models is a row of the same connection.
    """

    def __init__(self, env, connection, user):
        self.env, self.user = env, user
        self.connection = connection
        self.ids = {connection._name: connection.id}
        self.company = connection.company_id

    def make(self, names):
        for name in names:
            self.make_one(name)

    def make_one(self, name):
        """Return the id of the model's row: what there is already, else a new one."""
        if name not in self.ids:
            self.ids[name] = self._known(name) or self._insert(name)
        return self.ids[name]

    def _known(self, name):
        model = self.env[name].sudo().with_context(active_test=False)
        by = next((by for by in ("connection_id", "company_id") if by in model._fields), None)
        owner = {"connection_id": self.connection, "company_id": self.company}.get(by)
        return by and model.search([(by, "=", owner.id)], limit=1).id

    def _insert(self, name):
        model = self.env[name]
        if not model._auto:
            return self._reveal(model)
        columns = sql.table_columns(self.env.cr, model._table)
        values = {
            column: self._value(model._fields[column])
            for column in columns.keys() & model._fields.keys() - {"id"}
            if columns[column]["is_nullable"] == "NO" or self._is_owner(model._fields[column])
        }
        if "active" in columns:
            values["active"] = True
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) VALUES %s RETURNING id",
                SQL.identifier(model._table),
                SQL(", ").join(map(SQL.identifier, values)),
                tuple(values.values()),
            )
        )
        return self.env.cr.fetchone()[0]

    def _reveal(self, model):
        """Make the view show something: there are rows of what it depends on, and what came in is
        a problem.
        """
        self.make(name for name in model._depends if name.startswith("omni."))
        message = self.env["omni.message"].browse(self.make_one("omni.message"))
        message.write({"state": "dead", "severity": "error", "reason": MARK})
        return self._known(model._name)

    def _is_owner(self, field):
        ours = (field.comodel_name or "").startswith("omni.")
        return ours or field.comodel_name == "res.company" or field.name == "create_uid"

    def _value(self, field):
        if field.type == "many2one":
            return self._owner(field.comodel_name)
        if field.type == "selection":
            return next(iter(field.get_values(self.env)), MARK)
        return {"char": MARK, "text": MARK, "boolean": False, "json": "{}"}.get(
            field.type, fields.Datetime.now() if field.type in ("date", "datetime") else 1
        )

    def _owner(self, name):
        if name == "res.company":
            return self.company.id
        if name == "res.users":
            return self.user.id
        if name.startswith("omni."):
            return self.make_one(name)
        return self._other(name)

    def _other(self, name):
        """Return the id of what core has of it in this company, made where there is none."""
        model = self.env[name].sudo()
        own = [("company_id", "in", (self.company.id, False))]
        known = model.search(own if "company_id" in model._fields else [], limit=1)
        return (known or model.create(self._values_of(name))).id

    def _values_of(self, name):
        """Return what core needs at least for a record of its own."""
        if name == "stock.picking":
            return {"picking_type_id": self._other("stock.picking.type")}
        if name == "sale.order.line":
            order = self._other("sale.order")
            return {"order_id": order, "display_type": "line_note", "name": MARK}
        return {"partner_id": self.company.partner_id.id, "company_id": self.company.id}
