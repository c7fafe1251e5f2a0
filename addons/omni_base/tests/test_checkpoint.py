from odoo.tests import TransactionCase, tagged

LOGGER = "odoo.addons.omni_base.models.checkpoint"


@tagged("post_install", "-at_install")
class TestCheckpoint(TransactionCase):
    """Law 9 is watched: a scheduled call with a transaction open is an error in the log."""

    def setUp(self):
        super().setUp()
        self.cr = self.registry.cursor()
        self.addCleanup(self.cr.close)
        self.checkpoint = self.env(cr=self.cr)["omni.checkpoint"]

    def test_a_call_with_a_transaction_open_is_told(self):
        self.cr.execute("SELECT 1")
        with self.assertLogs(LOGGER, "ERROR") as told:
            self.checkpoint._assert_no_transaction()
        self.assertIn("while a transaction was open", told.output[0])

    def test_a_call_after_the_transaction_is_none_to_be_told(self):
        self.cr.execute("SELECT 1")
        self.cr.rollback()
        with self.assertNoLogs(LOGGER, "ERROR"):
            self.checkpoint._assert_no_transaction()
