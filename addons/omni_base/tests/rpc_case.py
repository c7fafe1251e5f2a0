"""What may be called from outside is found by looking: a new method is covered at once."""

import inspect

from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method
from odoo.tests import TransactionCase, new_test_user

NOBODY = 2**30
WINDOW = "ir.actions.act_window"
GROUPS = {
    "public": "base.group_public",
    "portal": "base.group_portal",
    "employee": "base.group_user",
    "stock": "stock.group_stock_user",
    "sales": "sales_team.group_sale_salesman",
    "user": "omni_base.group_user",
    "manager": "omni_base.group_manager",
}
LET_IN = {
    "stock": {"omni_carrier", "omni_channel"},
    "stock_manager": {"omni_carrier", "omni_channel"},
    "sales": {"omni_channel"},
    "sales_manager": {"omni_channel"},
}
"""Who meets the engine only through what one of these addons has brought, and where it is."""
WRITTEN = "SELECT COALESCE(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"


def people_of(env, prefix, groups):
    """Return {name: a new user of the group} for those of ``groups`` that are installed."""
    return {
        name: new_test_user(env, f"{prefix}-{name}", groups=group)
        for name, group in groups.items()
        if env.ref(group, raise_if_not_found=False)
    }


def is_let_in(env, person, let_in):
    """Whether an addon is installed that lets a person in; those that need none always are."""
    return person not in let_in or bool(let_in[person] & set(env.registry._init_modules))


class RpcCase(TransactionCase):
    """Each person of GROUPS presses each button of an addon, on a record and on none.

    ``addon``: whose methods. ``may``: {"model.method": persons}; a method named ``prefix*`` stands
    for all that begin so. Without a line here, only the administrator may. ``let_in``: {person:
    addons one of which must be there}.
    """

    addon = ""
    may = {}
    let_in = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = people_of(cls.env, "rpc", GROUPS)

    def methods(self):
        """Return [(model, method)] that the addon brings and RPC reaches."""
        return [
            (name, method)
            for name in sorted(self.env.registry)
            for method in sorted(dir(self.env.registry[name]))
            if not method.startswith("_") and self._is_ours(name, method)
        ]

    def _is_ours(self, name, method):
        cls = self.env.registry[name]
        first = next(one for one in reversed(cls.__mro__) if method in vars(one))
        if not first.__module__.startswith(f"odoo.addons.{self.addon}."):
            return False
        if not inspect.isfunction(vars(first)[method]):
            return False
        try:
            get_public_method(self.env[name], method)
        except AccessError:
            return False
        return True

    def allowed(self, name, method):
        """Return who may call a method."""
        for rule, people in self.may.items():
            model, _dot, wanted = rule.rpartition(".")
            fits = wanted == method or (wanted.endswith("*") and method.startswith(wanted[:-1]))
            if model == name and fits:
                found = {*people, "manager"} if "user" in people else {*people}
                return {one for one in found if is_let_in(self.env, one, self.let_in)}
        return {"manager"}

    def record(self, name):
        """Return the id of a record of the model, or one that nobody has."""
        model = self.env[name].sudo().with_context(active_test=False)
        return model.search([], limit=1, order="id desc").id if model._auto else NOBODY

    def call(self, person, name, method, ids):
        """Return the exception that a call ends with, or what it did.

        ``something``: it has written; ``window``: it leads to one, whose own rights count then.
        """
        records = self.env[name].with_user(self.people[person]).browse(ids)
        self.env.cr.postcommit.clear()
        try:
            with self.env.cr.savepoint() as savepoint:
                before = self._written()
                answer = getattr(records, method)()
                changed = self._written() != before or self.env.cr.postcommit._funcs
                savepoint.rollback()
        except Exception as error:  # noqa: BLE001 - which one it is, is the question
            return type(error).__name__
        finally:
            self.env.invalidate_all()
        return "something" if changed else _kind(answer)

    def _written(self):
        self.env.flush_all()
        self.env.cr.execute(WRITTEN)
        return self.env.cr.fetchone()[0]

    def wrong_calls(self, is_wrong, on_record):
        found = []
        for name, method in self.methods():
            ids = [self.record(name) or NOBODY] if on_record else []
            for person in self.people:
                ended = self.call(person, name, method, ids)
                if is_wrong(person in self.allowed(name, method), ended):
                    found.append(f"{name}.{method} by {person}: {ended}")
        return found

    def assert_methods_exist(self):
        self.assertTrue(self.methods())

    def assert_strangers_are_refused(self):
        """On a record, whoever may not call it meets an AccessError."""

        def is_wrong(may, ended):
            return not may and ended != "AccessError"

        self.assertFalse(self.wrong_calls(is_wrong, on_record=True))

    def assert_windows_show_what_their_reader_may_read(self):
        """Whoever a window is opened for may read its rows, and all are of that connection."""
        found = []
        for name, method in self.methods():
            if name != "omni.connection":
                continue
            for person in self.people.keys() & self.allowed(name, method):
                found += self._wrong_rows(person, method)
        self.assertFalse(found)

    def _wrong_rows(self, person, method):
        connection = self.env["omni.connection"].browse(self.record("omni.connection"))
        window = self._window(connection.with_user(self.people[person]), method)
        if not window or not window.get("domain"):
            return
        try:
            rows = self.env[window["res_model"]].with_user(self.people[person])
            rows = rows.with_context(active_test=False).search(window["domain"]).sudo()
        except AccessError:
            yield f"{method} by {person}: its rows cannot be read"
            return
        name = next(one for one in ("connection_id", "omni_connection_id") if one in rows._fields)
        if rows[name] - connection:
            yield f"{method} by {person}: rows of another connection"

    def _window(self, records, method):
        """Return the window that a method of these records leads to, or nothing."""
        try:
            with self.env.cr.savepoint() as savepoint:
                answer = getattr(records, method)()
                savepoint.rollback()
        except (UserError, TypeError):
            return None
        return answer if _kind(answer) == "window" else None

    def assert_those_who_may_are_not_refused(self):
        def is_wrong(may, ended):
            return may and ended == "AccessError"

        self.assertFalse(self.wrong_calls(is_wrong, on_record=True))

    def assert_nothing_happens_without_a_record(self):
        """RPC calls methods on no record at all, too: that must not be a way around the rights."""

        def is_wrong(may, ended):
            return not may and ended == "something"

        self.assertFalse(self.wrong_calls(is_wrong, on_record=False))

    def assert_the_table_names_what_exists(self):
        known = {f"{name}.{method}" for name, method in self.methods()}
        gone = [
            rule
            for rule in self.may
            if not any(one == rule or one.startswith(rule.rstrip("*")) for one in known)
        ]
        self.assertFalse(gone)


def _kind(answer):
    is_window = isinstance(answer, dict) and answer.get("type") == WINDOW
    return "window" if is_window else "nothing"
