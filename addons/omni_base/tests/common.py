import msgspec

from odoo import fields
from odoo.addons.omni_base.core.documents import Item
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from .rehearsal import METHODS, SECRET, STAGE, Rehearsal


class Rehearsed:
    """What the engine's test cases share: a connection to the stage, things and intents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        model = cls.registry["omni.connection"]
        for name, method in METHODS.items():
            setattr(model, name, method)
            cls.addClassCleanup(delattr, model, name)

    def setUp(self):
        super().setUp()
        STAGE.clear()
        self.addCleanup(STAGE.clear)

    def connect(self, mode="test", company=None, **values):
        connection = self.env["omni.connection"].create(
            {
                "name": "Stage",
                "adapter_code": Rehearsal.code,
                "company_id": (company or self.env.company).id,
                **values,
            }
        )
        self.credential(connection, "key").value = SECRET
        connection.action_test()
        if mode == "live":
            connection._go_live()
            self.intents().unlink()
        return connection

    def credential(self, connection, name):
        return connection.credential_ids.filtered(lambda row: row.name == name)

    def feed(self, connection, direction="in"):
        feeds = connection.with_context(active_test=False).feed_ids
        return feeds.filtered(lambda feed: feed.direction == direction)

    def intents(self):
        return self.env["omni.intent"].search([], order="id")

    def messages(self):
        return self.env["omni.message"].search([], order="id")

    def thing(self, key, **content):
        body = msgspec.json.encode({"name": f"Thing {key}", **content})
        return Item(external_id=str(key), body=body)

    def start_run(self, connection):
        return self.env["omni.run"].create(
            {
                "feed_id": self.feed(connection).id,
                "connection_id": connection.id,
                "company_id": connection.company_id.id,
            }
        )

    def store(self, connection, *items):
        """Store a page as a feed does; return its messages."""
        before = self.messages()
        self.env["omni.message"]._store_page(
            connection, "rehearsal_in", items, self.start_run(connection)
        )
        return self.messages() - before

    def ring(self, connection, *keys, **values):
        """Store what a doorbell names; return the messages."""
        rows = [
            {"resource": "rehearsal_in", "external_id": str(key), "state": "rung", **values}
            for key in keys
        ]
        return self.env["omni.message"]._store(connection, rows)

    def want(self, connection, *record_ids, priority=10):
        """Append intents about records; return them."""
        before = self.intents()
        company = connection.company_id
        for record_id in record_ids:
            self.env["omni.intent"]._append(
                SQL(
                    "SELECT %s, %s, 'rehearsal_out', 'res.partner', %s",
                    connection.id,
                    company.id,
                    record_id,
                ),
                priority,
            )
        return self.intents() - before

    def later(self, **delta):
        return fields.Datetime.add(fields.Datetime.now(), **delta)


@tagged("post_install", "-at_install")
class EngineCase(Rehearsed, TransactionCase):
    def drain(self, lowest_priority=50):
        """Let a worker work until nothing is left, with commits that this test takes back."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.drain"]._cron_drain(lowest_priority)

    def pull(self, connection):
        """Let the connection's feed read the stage's pages; return the run."""
        feed = self.feed(connection)
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.feed"]._cron_pull(feed.id)
        return feed.last_run_id
