from datetime import datetime, timedelta, timezone

from .common import ChannelCase
from .papers import order
from .stall import COUNTER


class CompletenessCase(ChannelCase):
    """A shop whose day is counted."""

    def setUp(self):
        super().setUp()
        self.now = datetime.now(timezone.utc)
        self.env["omni.connection"].search([("id", "!=", self.connection.id)]).active = False
        self.connection.user_id.tz = "UTC"

    def run_check(self):
        with self.enter_registry_test_mode():
            self.env.ref("omni_channel.cron_completeness").method_direct_trigger()
        self.env.invalidate_all()

    def check(self, *external_ids, ago=0):
        """Count the day on which these orders were placed; return its row."""
        placed = self.now - timedelta(days=ago)
        COUNTER.placed = [(one, placed) for one in external_ids]
        self.run_check()
        return self.row(ago)

    def row(self, ago=0):
        day = (self.now - timedelta(days=ago)).date()
        return self.env["omni.completeness"].search(
            [("connection_id", "=", self.connection.id), ("day", "=", day)]
        )

    def asked(self):
        return self.env["omni.message"].search([("state", "=", "rung")]).mapped("external_id")

    def switch_orders(self, on):
        feeds = self.connection.with_context(active_test=False).feed_ids
        feeds.filtered(lambda feed: feed.resource == "order").active = on
        self.connection.invalidate_recordset(["feed_ids"])

    def bring_late(self):
        self.switch_orders(True)
        self.bring(order())

    def notices(self, kind):
        return self.env["omni.notice"].search([("kind", "=", kind), ("state", "=", "open")])

    def lose(self, *external_ids):
        """What was asked for came to nothing: no order, and no reason."""
        rung = self.env["omni.message"].search([("external_id", "in", external_ids)])
        rung.state = "done"
