from .common import EngineCase


class TestUpgrade(EngineCase):
    """Connections of before an upgrade get what the newer program serves, as new ones do."""

    def older(self, *directions, mode="test"):
        """Return a connection that was made when the adapter did not serve these directions."""
        connection = self.connect(mode)
        feeds = connection.feed_ids.filtered(lambda feed: feed.direction in directions)
        crons = feeds.sudo().cron_id
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM omni_feed WHERE id = ANY(%s)", [feeds.ids])
        self.env.cr.execute("DELETE FROM ir_cron WHERE id = ANY(%s)", [crons.ids])
        self.env.invalidate_all()
        return connection

    def upgrade(self):
        """Load the program anew, as each start of a server does."""
        self.env["omni.connection"]._register_hook()
        self.env.flush_all()

    def test_a_feed_that_is_new_comes_with_its_schedule(self):
        connection = self.older("in")
        self.upgrade()
        feed = self.feed(connection, "in")
        self.assertTrue(feed.active and feed.sudo().cron_id.active)

    def test_what_goes_out_of_a_live_connection_waits_for_its_stage(self):
        connection = self.older("out", mode="live")
        self.upgrade()
        self.assertTrue(self.feed(connection, "out").is_held and connection.is_staged)

    def test_in_test_mode_it_is_as_with_a_new_connection(self):
        connection = self.older("out")
        self.upgrade()
        feed = self.feed(connection, "out")
        self.assertEqual((feed.active, feed.is_held), (True, False))

    def test_a_field_of_the_log_in_that_is_new_comes_as_well(self):
        connection = self.connect()
        self.credential(connection, "url").unlink()
        self.upgrade()
        self.assertTrue(self.credential(connection, "url"))

    def test_a_feed_that_a_person_switched_off_stays_off(self):
        connection = self.connect()
        self.feed(connection).active = False
        self.upgrade()
        self.assertFalse(self.feed(connection).active)

    def test_where_nothing_is_new_it_costs_two_queries(self):
        self.connect()
        self.env.flush_all()
        with self.assertQueryCount(2):
            self.env["omni.connection"]._complete_after_upgrade()

    def test_what_was_disconnected_stays_so(self):
        connection = self.older("in", "out")
        self.upgrade()
        self.assertFalse(connection.with_context(active_test=False).feed_ids)
