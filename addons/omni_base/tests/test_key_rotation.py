import os
from unittest.mock import patch

from cryptography.fernet import Fernet

from odoo.exceptions import UserError

from .common import EngineCase


class TestKeyRotation(EngineCase):
    """Every secret is encrypted anew with the newest key; then the older ones may go."""

    def setUp(self):
        super().setUp()
        self.old, self.new = (Fernet.generate_key().decode() for _n in range(2))
        self.use(self.old)
        self.env["omni.credential"].search([]).sudo().write({"secret": False})
        self.connection = self.connect()

    def use(self, *keys):
        self.startPatcher(patch.dict(os.environ, {"OMNI_SECRET_KEY": ",".join(keys)}))

    def rotate(self):
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            done = self.env(cr=cr, su=True)["omni.credential"]._rotate_key()
        self.env.invalidate_all()
        return done

    def secret(self, connection=None):
        with (connection or self.connection)._session() as adapter:
            return adapter.values["key"]

    def test_every_secret_is_encrypted_anew(self):
        self.connect()
        self.use(self.new, self.old)
        self.assertEqual(self.rotate(), (2, 0, ()))

    def test_the_old_key_may_go_afterwards(self):
        self.use(self.new, self.old)
        self.rotate()
        self.use(self.new)
        self.assertEqual(self.secret(), "the-rehearsals-own-secret")

    def test_doing_it_again_changes_nothing(self):
        self.use(self.new, self.old)
        self.rotate()
        self.assertEqual(self.rotate(), (0, 1, ()))

    def test_a_connection_stays_connected(self):
        self.use(self.new, self.old)
        self.rotate()
        self.assertEqual(self.connection.state, "connected")

    def test_one_secret_that_no_key_reads_is_named_and_left_as_it_is(self):
        self.use(Fernet.generate_key().decode())
        self.connect(name="Lost")
        self.use(self.new, self.old)
        self.assertEqual(self.rotate(), (1, 0, ("Lost",)))

    def test_more_secrets_than_a_slice_holds_are_all_done(self):
        for number in range(3):
            self.connect(name=f"Shop {number}")
        self.env.flush_all()
        self.env.cr.execute(
            """
            INSERT INTO omni_credential (connection_id, company_id, name, is_secret, secret)
                 SELECT connection_id, company_id, name || n, true, secret
                   FROM omni_credential, generate_series(1, 150) n WHERE secret IS NOT NULL
            """
        )
        self.use(self.new, self.old)
        self.assertEqual(self.rotate(), (604, 0, ()))

    def test_a_malformed_key_suspends_the_connection_with_a_sentence(self):
        self.use("no-key")
        self.connection.action_test()
        self.assertEqual(self.connection.state, "suspended")
        self.assertIn("OMNI_SECRET_KEY holds is no key", self.connection.problem)

    def test_a_malformed_key_is_told_to_who_types_a_secret(self):
        self.use("no-key")
        with self.assertRaisesRegex(UserError, "is no key"):
            self.credential(self.connection, "key").value = "another"
