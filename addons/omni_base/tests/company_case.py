"""Two companies that never see each other's rows, by whatever a web client may call."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

MARK = "kaolin-only"


class CompanyCase:
    """``groups``: what the stranger of the other company belongs to (he is powerful there).

    Mixed into a test case; ``fill`` makes rows of the first company, with MARK in their names.
    """

    groups = "omni_base.group_manager,base.group_allow_export"

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
        self.env.invalidate_all()

    def rows(self):
        """Return {model: rows of the first company} of each of our models that has any."""
        company = self.env.company
        found = {}
        for name in sorted(self.env.registry):
            model = self.env[name].with_context(active_test=False)
            if name.startswith("omni.") and model._auto and not model._abstract:
                domain = [("company_id", "=", company.id)] if "company_id" in model._fields else []
                found[name] = model.sudo().search(domain)
        return {name: rows for name, rows in found.items() if rows}

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
        yield "export_data", model.search(known).export_data(["id"])["datas"]

    def leaks(self):
        """Return what was told by any way, and what could be read with the ids known."""
        found = []
        for name, rows in self.rows().items():
            if not self.env[name].with_user(self.stranger).has_access("read"):
                continue
            found += [f"{name}.{way}: {told}" for way, told in self.ways(name, rows.ids) if told]
            found += self._read_by_id(name, rows[:1])
        return found

    def moves(self):
        """Return which rows of his own the stranger can move into the first company."""
        connection = self.rows()["omni.connection"][:1]
        targets = {"company_id": self.env.company.id, "connection_id": connection.id}
        return [
            f"{name}.{field}"
            for name in self.rows()
            for field, target in targets.items()
            if field in self.env[name]._fields and self._moves(name, field, target)
        ]

    def _moves(self, name, field, target):
        model = self.env[name].with_user(self.stranger).with_context(active_test=False)
        if not model.has_access("write") or self.env[name]._fields[field].related:
            return False
        own = model.search([], limit=1)
        self.assertTrue(own, f"{name}: the stranger has none of his own to try it with")
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                own.write({field: target})
                own.flush_recordset()
        except (AccessError, IntegrityError):
            return False
        finally:
            self.env.invalidate_all()
        return True

    def _read_by_id(self, name, row):
        readable = row.with_user(self.stranger)
        try:
            told = readable.read(["id", "display_name"])
        except AccessError:
            return []
        return [f"{name}.read: {told}"]
