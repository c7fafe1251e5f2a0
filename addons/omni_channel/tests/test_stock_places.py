from odoo import Command

from .common import ChannelCase
from .papers import line
from .stall import COUNTER


class TestStockPlaces(ChannelCase):
    """A place of the shop shows a warehouse, several together, or a part of one."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.place = self.connection.location_ids
        self.connection._go_live()
        self.drain()

    def told(self):
        self.drain()
        return COUNTER.there["stock-v-1"]

    def shelf(self, pieces):
        stock = self.warehouse.lot_stock_id
        shelf = self.env["stock.location"].create({"name": "Shelf", "location_id": stock.id})
        self.put(self.teapot, -pieces)
        self.put(self.teapot, pieces, shelf)
        self.place.stock_location_ids = shelf
        return shelf

    def annex(self, pieces):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.put(self.teapot, pieces, annex.lot_stock_id)
        both = self.warehouse.view_location_id | annex.view_location_id
        self.place.stock_location_ids = both
        return annex

    def test_another_warehouse_chosen_for_a_place_is_told(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.put(self.teapot, 7, annex.lot_stock_id)
        self.place.warehouse_id = annex
        self.assertEqual(self.told(), 7)

    def test_two_warehouses_are_shown_together(self):
        self.annex(7)
        self.assertEqual(self.told(), 27)

    def test_what_moves_between_the_two_stays_promised(self):
        annex = self.annex(7)
        inside = self.env["stock.move"].create(
            {
                "product_id": self.teapot.id,
                "product_uom_qty": 5,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": annex.lot_stock_id.id,
            }
        )
        inside._action_confirm()
        inside._action_assign()
        self.assertEqual(self.told(), 27)

    def test_a_shelf_shows_only_what_lies_there(self):
        self.shelf(8)
        self.assertEqual(self.told(), 8)

    def test_what_is_reserved_on_a_shelf_is_not_shown_there(self):
        shelf = self.shelf(8)
        picking = self.sell(line(quantity=2)).picking_ids
        picking.do_unreserve()
        picking.move_ids._update_reserved_quantity(2, shelf)
        self.assertEqual(self.told(), 6)

    def test_a_shelf_promises_no_more_than_its_warehouse(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        self.shelf(8)
        self.sell(line(quantity=15))
        self.assertEqual(self.told(), 5)

    def test_two_places_with_the_same_warehouses_are_one_reading(self):
        self.env["omni.channel.location"].create(
            {
                "connection_id": self.connection.id,
                "name": "Second",
                "external_id": "second",
                "warehouse_id": self.warehouse.id,
            }
        )
        one = self.queries(self.place)
        self.assertEqual(self.queries(self.connection.location_ids), one)

    def queries(self, places):
        self.env.flush_all()
        self.env.invalidate_all()
        (self.listing.product_id.uom_id, self.connection.location_ids.mapped("name"))
        self.connection.location_ids.warehouse_id.view_location_id.warehouse_id.mapped("name")
        before = self.env.cr.sql_log_count
        self.env["omni.stock.available"]._by_source(self.teapot, places)
        return self.env.cr.sql_log_count - before

    def test_many_products_are_one_reading(self):
        products = self.teapot | self.cup
        counts = []
        for some in (self.teapot, products):
            self.env.invalidate_all()
            products.uom_id.mapped("name")
            before = self.env.cr.sql_log_count
            self.env["omni.stock.available"]._by_source(some, self.place)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_a_location_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.env["stock.warehouse"].search([("company_id", "=", other.id)], limit=1)
        with self.assertRaisesRegex(Exception, "[Cc]ompan"):
            self.place.stock_location_ids = [Command.set(theirs.view_location_id.ids)]
