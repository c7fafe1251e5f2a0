from odoo.tests import new_test_user

from .common import EngineCase


class TestAccess(EngineCase):
    """Each company sees its own connections and what passes over them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = new_test_user(
            cls.env,
            "stranger",
            groups="omni_base.group_manager",
            company_id=cls.other.id,
            company_ids=[(6, 0, cls.other.ids)],
        )

    def omni_models(self, transient=False):
        """Return the models whose rows are kept; with ``transient`` the wizards, too."""
        return [
            self.env[name]
            for name in sorted(self.env)
            if name.startswith("omni.")
            and self.env[name]._auto
            and transient in (True, self.env[name]._transient)
            and not self.env[name]._abstract
        ]

    def rule_domains(self, model):
        rules = self.env["ir.rule"].search(
            [("model_id.model", "=", model._name), ("groups", "=", False)]
        )
        return rules.mapped("domain_force")

    def confines(self, domain):
        return "company_ids" in domain or domain == "[('create_uid', '=', user.id)]"

    def rows_of_all_kinds(self):
        """Make one row of each of the engine's kinds, all of this company; return them."""
        connection = self.connect()
        message = self.store(connection, self.thing(1))
        return [
            *self.watched_rows(connection),
            connection,
            connection.credential_ids,
            connection.feed_ids,
            message,
            message.payload_id,
            message.run_id,
            self.want(connection, 1),
            self.problem_of(connection),
        ]

    def watched_rows(self, connection):
        """Make one row of each kind that the health page is made of; return them."""
        self.want(connection, 1)._acknowledge()
        measures, notices = self.env["omni.measure"], self.env["omni.notice"]
        measures._measure(measures._since())
        notices._note(connection, "silence", "bad")
        own = [("connection_id", "=", connection.id)]
        return [rows.search(own) for rows in (measures, notices, self.env["omni.acknowledgement"])]

    def problem_of(self, connection):
        """Return the row of the list of problems that a message is."""
        self.store(connection, self.thing(9)).write({"state": "dead", "severity": "error"})
        return self.env["omni.problem"].search([("connection_id", "=", connection.id)])

    def test_there_are_models_to_look_at(self):
        self.assertGreaterEqual(len(self.omni_models()), 7)

    def test_every_model_has_access_rights(self):
        bare = [
            model._name
            for model in self.omni_models()
            if not self.env["ir.model.access"].search_count([("model_id.model", "=", model._name)])
        ]
        self.assertFalse(bare)

    def test_every_access_right_is_given_to_a_group(self):
        names = [model._name for model in self.omni_models()]
        public = self.env["ir.model.access"].search(
            [("model_id.model", "in", names), ("group_id", "=", False)]
        )
        self.assertFalse(public.mapped("name"))

    def test_every_model_belongs_to_a_company(self):
        stray = [model._name for model in self.omni_models() if "company_id" not in model._fields]
        self.assertFalse(stray)

    def test_every_model_has_a_company_rule(self):
        unruled = [
            model._name
            for model in self.omni_models(transient=True)
            if not any(self.confines(domain or "") for domain in self.rule_domains(model))
        ]
        self.assertFalse(unruled)

    def test_every_wizard_has_access_rights(self):
        bare = [
            model._name
            for model in self.omni_models(transient=True)
            if not self.env["ir.model.access"].search_count([("model_id.model", "=", model._name)])
        ]
        self.assertFalse(bare)

    def test_another_companys_rows_are_not_seen(self):
        seen = [
            rows._name
            for rows in self.rows_of_all_kinds()
            if rows.with_user(self.stranger).search_count([("id", "in", rows.ids)])
        ]
        self.assertFalse(seen)

    def test_ones_own_companys_rows_are_seen(self):
        own = new_test_user(self.env, "own", groups="omni_base.group_manager")
        rows = self.rows_of_all_kinds()
        unseen = [
            row._name
            for row in rows
            if not row.with_user(own).search_count([("id", "in", row.ids)])
        ]
        self.assertFalse(unseen)
