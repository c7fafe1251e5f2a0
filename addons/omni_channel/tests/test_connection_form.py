from lxml import etree

from odoo.tests import new_test_user

from .common import ChannelCase


class TestConnectionForm(ChannelCase):
    """Whoever may see a connection can open its form, and sees what he may."""

    def opened_by(self, groups):
        """Read the form as the web client does; return the values."""
        user = new_test_user(self.env, "reader", groups=groups)
        connection = self.connection.with_user(user)
        arch = etree.fromstring(connection.get_view(view_type="form")["arch"])
        shown = {node.get("name") for node in arch.xpath("//field[not(ancestor::field)]")}
        return connection.web_read({name: {} for name in shown})[0]

    def test_one_who_solves_problems_and_reads_no_orders(self):
        values = self.opened_by("omni_base.group_user")
        self.assertNotIn("order_count", values)
        self.assertIn("listing_count", values)

    def test_a_salesman(self):
        values = self.opened_by("sales_team.group_sale_salesman")
        self.assertNotIn("every_feed_ids", values)

    def test_a_packer(self):
        values = self.opened_by("stock.group_stock_user")
        self.assertNotIn("every_feed_ids", values)
