from odoo.addons.omni_base.core.errors import RetryableError
from odoo.tools import mute_logger

from .common import EngineCase
from .rehearsal import STAGE

ANOTHER_WAS_FASTER = """
    CREATE SEQUENCE omni_times;
    CREATE FUNCTION omni_fail() RETURNS trigger AS $$
    BEGIN
        IF nextval('omni_times') = 1 THEN
            RAISE EXCEPTION 'somebody was faster' USING ERRCODE = '40001';
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql;
    CREATE TRIGGER omni_fail BEFORE UPDATE OF paused_until ON omni_connection
        FOR EACH ROW EXECUTE FUNCTION omni_fail();
"""


class TestMeetings(EngineCase):
    """Two workers write the same row: one of them takes its slice anew, whenever it notices."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect(mode="live")
        self.env.cr.execute(ANOTHER_WAS_FASTER)
        STAGE.error = RetryableError("Later, please.", after=90)

    @mute_logger("odoo.sql_db")
    def test_a_pause_that_another_worker_wrote_too_does_not_end_the_job(self):
        message = self.ring(self.connection, 1)
        self.drain()
        self.env.invalidate_all()
        self.assertEqual((message.tries, message.lease_until), (1, False))

    @mute_logger("odoo.sql_db")
    def test_a_pause_that_another_worker_wrote_too_starts_the_feed_anew(self):
        STAGE.pages = [STAGE.error]
        run = self.pull(self.connection)
        self.env.invalidate_all()
        self.assertEqual(
            (run.state, run.reason), ("stopped", "Somebody changed the feed meanwhile.")
        )
        cron = self.feed(self.connection).cron_id
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))

    @mute_logger("odoo.sql_db")
    def test_a_change_whose_remote_asks_two_workers_to_wait_is_tried_again(self):
        intent = self.want(self.connection, 1)
        self.drain()
        self.env.invalidate_all()
        self.assertEqual((intent.tries, intent.lease_until), (1, False))
