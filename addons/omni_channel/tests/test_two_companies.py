from odoo.addons.omni_base.core.documents import Listing, Product, Variant
from odoo.addons.omni_base.tests.company_case import MARK, CompanyCase
from odoo.tests import HttpCase

from .common import ChannelCase
from .papers import given_back


class TestTwoCompanies(CompanyCase, ChannelCase, HttpCase):
    """Whoever sells and connects in one company learns nothing of another one's shops."""

    groups = (
        "omni_base.group_manager,base.group_allow_export,sales_team.group_sale_manager,"
        "stock.group_stock_manager"
    )

    def fill(self):
        self.sale = self.sell(
            name=MARK, note=MARK, refunds=(given_back(("1", 1, "5"), reason=MARK),)
        )
        self.bring_listings(Listing(external_id="1", name=MARK, sku="TEAPOT"))
        cup = Variant(external_id="2", sku="CUP")
        self.process(self.store("product", Product(external_id="2", name=MARK, variants=(cup,))))
        self.env["omni.channel.location"].create(
            {"connection_id": self.connection.id, "name": MARK, "external_id": "p-1"}
        )
        self.env["omni.parked.demand"].create(
            {
                "connection_id": self.connection.id,
                "external_id": MARK,
                "listing_id": self.connection.listing_ids[:1].id,
            }
        )
        self.env["omni.completeness"].create(
            {"connection_id": self.connection.id, "day": "2026-07-01", "obstacle": MARK}
        )
        pool = self.env["omni.pool"].create({"name": MARK, "warehouse_ids": self.warehouse.ids})
        self.env["omni.allotment"].create(
            {
                "pool_id": pool.id,
                "product_id": self.teapot.id,
                "company_id": self.company.id,
            }
        )

    def test_no_way_to_ask_tells_them(self):
        self.assertFalse(self.leaks())

    def test_there_is_a_row_of_each_model_to_hide(self):
        self.assertFalse(self.bare_models())

    def test_no_file_of_them_is_given_to_who_guesses_ids(self):
        self.assertFalse(self.exported())

    def test_its_orders_are_not_seen(self):
        orders = self.env["sale.order"].with_user(self.stranger)
        self.assertFalse(orders.search([("omni_name", "=", MARK)]))
        self.assertFalse(orders.name_search(MARK))

    def test_nothing_can_be_moved_into_it(self):
        self.assertFalse(self.moves())
