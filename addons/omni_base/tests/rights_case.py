"""Who may read, write, create and delete what is found by looking: a new model needs a line."""

from odoo import models
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase

from .rpc_case import GROUPS, is_let_in, people_of

PEOPLE = {
    **GROUPS,
    "stock_manager": "stock.group_stock_manager",
    "sales_manager": "sales_team.group_sale_manager",
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
ALL, NONE = "rwcu", ""
SECRETS = {"plain", "secret"}


class RightsCase(TransactionCase):
    """Each person of PEOPLE meets each model of an addon.

    ``addon``: whose models. ``rights``: {model: {person: letters of "rwcu"}}; who is not named may
    nothing. ``typed``: {model: fields of this addon that are for people to write}, on whosever
    model; all others that are stored are the engine's own. ``let_in``: as in RpcCase.
    """

    addon = ""
    rights = {}
    let_in = {}
    typed = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = people_of(cls.env, "rights", PEOPLE)

    def models(self):
        """Return the names of the addon's models that have rights of their own."""
        return [
            name
            for name in sorted(self.env.registry)
            if self.env.registry[name]._original_module == self.addon
            and not self.env[name]._abstract
        ]

    def found(self, name):
        """Return {person: letters} of those who may anything."""
        letters = {
            person: "".join(
                letter
                for letter, operation in OPERATIONS.items()
                if self.env[name].with_user(user).has_access(operation)
            )
            for person, user in self.people.items()
        }
        return {person: may for person, may in letters.items() if may}

    def expected(self, name):
        known = self.rights.get(name)
        return known and {who: may for who, may in known.items() if self._is_here(who)}

    def _is_here(self, person):
        return person in self.people and is_let_in(self.env, person, self.let_in)

    def assert_rights_are_those_of_the_table(self):
        wrong = {
            name: self.found(name)
            for name in self.models()
            if self.found(name) != self.expected(name)
        }
        self.assertFalse(wrong)

    def assert_the_table_names_models(self):
        self.assertEqual(sorted(self.rights), self.models())

    def writable(self, name):
        """Return the addon's stored fields that whoever may write the model can write."""
        writers = [who for who, may in self.found(name).items() if "w" in may]
        model = self.env[name].with_user(self.people[writers[-1]] if writers else None)
        return {
            field.name
            for field in model._fields.values()
            if writers and field._module == self.addon and self._is_plain(field)
            if model._has_field_access(field, "write") and self._takes(model, field.name)
        }

    def _is_plain(self, field):
        computed = field.compute or field.related
        is_own = field.name not in models.MAGIC_COLUMNS and field.type != "one2many"
        return is_own and field.store and not computed

    def _takes(self, model, name):
        """Whether RPC gets past the guards of ``write`` with this field: none is written."""
        try:
            model.write({name: False})
        except AccessError:
            return False
        return True

    def assert_only_what_is_typed_can_be_written(self):
        kept = [name for name in sorted(self.env.registry) if self._is_kept_model(name)]
        found = {name: self.writable(name) for name in kept}
        self.assertEqual({name: some for name, some in found.items() if some}, self.typed)

    def _is_kept_model(self, name):
        model = self.env[name]
        return name.startswith("omni.") and not model._abstract and not model._transient

    def assert_secrets_are_nobody_s(self):
        told = [
            f"{name}.{field.name} by {person}"
            for name in self.models()
            for field in self.env[name]._fields.values()
            if field.name in SECRETS
            for person, user in self.people.items()
            for operation in ("read", "write")
            if self.env[name].with_user(user)._has_field_access(field, operation)
        ]
        self.assertFalse(told)
