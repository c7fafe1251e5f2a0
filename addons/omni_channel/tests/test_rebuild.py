import difflib

from odoo import Command
from odoo.tests import tagged

from .canon import canonical
from .common import ChannelCase
from .month import month


@tagged("post_install", "-at_install")
class TestRebuild(ChannelCase):
    """What came in is enough: a month of orders is made again of it, to the last byte."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.USD").active = True
        cls.env["product.pricelist"].search([]).active = False
        cls.elsewhere = cls.make_company()

    @classmethod
    def make_company(cls):
        """An empty company with the same chart, taxes and stock."""
        company = cls.env["res.company"].create(
            {
                "name": "Elsewhere",
                "country_id": cls.company.country_id.id,
                "currency_id": cls.company.currency_id.id,
            }
        )
        cls.env.user.company_ids |= company
        chart = cls.company.chart_template
        cls.env["account.chart.template"].try_loading(chart, company, install_demo=False)
        warehouse = cls.env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
        for product in (cls.teapot, cls.cup):
            cls.put(product, 50, warehouse.lot_stock_id)
            names = product.taxes_id.mapped("name")
            taxes = [("name", "in", names), ("company_id", "=", company.id)]
            own = cls.env["account.tax"].with_context(active_test=False).search(taxes)
            product.taxes_id = [Command.link(tax.id) for tax in own]
        return company

    def setUp(self):
        super().setUp()
        self.original = self.connection
        for day in filter(None, month()):
            self.bring(*day)
        self.history = self.env["omni.message"].search(
            [("connection_id", "=", self.original.id)], order="id"
        )
        self.made = canonical(self.original)
        self.copy = self.connect(self.elsewhere)

    def hide_people(self):
        """The other company knows none of the contacts that were made: it is empty."""
        sales = self.env["sale.order"].search([("omni_connection_id", "=", self.original.id)])
        people = sales.partner_id | sales.partner_shipping_id | sales.partner_invoice_id
        (people | people.parent_id).company_id = self.company

    def copied(self, messages):
        """Put the payloads of messages up at the other company's connection, as they came."""
        bodies = messages.payload_id._bodies()
        payloads = self.env["omni.payload"]._keep(
            self.copy,
            "in",
            [(one.resource, one.external_id, bodies[one.payload_id.id]) for one in messages],
        )
        rows = [
            {
                "resource": one.resource,
                "external_id": one.external_id,
                "state": "new",
                "version": one.version,
                "digest": one.digest,
                "payload_id": payload_id,
            }
            for one, payload_id in zip(messages, payloads.ids, strict=True)
        ]
        return self.env["omni.message"]._store(self.copy, rows)

    def days(self):
        """Return the messages of each day: each order in one state."""
        days, seen = [self.history.browse()], set()
        for message in self.history:
            if message.external_id in seen:
                days.append(self.history.browse())
                seen = set()
            seen.add(message.external_id)
            days[-1] |= message
        return days

    def rebuild(self):
        """Let the workers make it all again, in the order in which it came."""
        self.hide_people()
        for day in self.days():
            self.copied(day)
            self.drain()
        return canonical(self.copy)

    def again(self, connection):
        """Press “Process again” for everything that this connection keeps."""
        wizard = self.env["omni.replay"].browse(connection.action_replay()["res_id"])
        wizard.resource = "order"
        with self.enter_registry_test_mode():
            wizard.action_preview()
        wizard.action_apply()
        self.drain()
        return canonical(connection)

    def differing(self, before, after):
        """Return {order: its other lines} of those that are not the same, byte for byte."""
        return {
            key: _difference(before.get(key, b""), after.get(key, b""))
            for key in before.keys() | after
            if before.get(key) != after.get(key)
        }

    maxDiff = None

    def test_the_month_is_mixed(self):
        """Else the proof would be about little."""
        sales = self.env["sale.order"].search([("omni_connection_id", "=", self.original.id)])
        self.assertEqual(set(sales.mapped("state")), {"sale", "cancel"})
        self.assertEqual(set(sales.currency_id.mapped("name")), {"EUR", "USD"})
        self.assertGreaterEqual(set(self.history.mapped("state")), {"done", "ignored", "parked"})
        self.assertGreater(len(sales.order_line.tax_ids), 5)
        self.assertTrue(sales.order_line.filtered("discount"))
        self.assertGreater(len(sales.partner_id), len({one.email for one in sales.partner_id}))
        self.assertTrue(sales.filtered(lambda sale: sale.omni_external_id and sale.omni_review))

    def test_another_company_s_orders_and_lines_are_the_same_to_the_byte(self):
        rebuilt = self.rebuild()
        self.assertGreater(len(rebuilt), 30)
        self.assertEqual(self.differing(self.made, rebuilt), {})

    def test_processing_the_whole_month_again_changes_no_byte(self):
        self.assertEqual(self.differing(self.made, self.again(self.original)), {})

    def test_from_the_newest_states_alone_all_that_is_still_ordered_is_the_same(self):
        """An order that was cancelled meanwhile is not made only to be cancelled."""
        self.hide_people()
        newest = {message.external_id: message for message in self.history}
        self.copied(self.history.browse([one.id for one in newest.values()]))
        self.drain()
        rebuilt = canonical(self.copy)
        gone = {
            key for key, one in newest.items() if '"cancelled_at": null' not in one.payload_text
        }
        self.assertEqual(set(self.made) - gone, set(rebuilt))
        changed = {one.external_id for one in self.history if one.id != newest[one.external_id].id}
        self.assertEqual(set(self.differing(self.made, rebuilt)) - changed, set())


def _difference(before, after):
    lines = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line[0] in "+-"]
