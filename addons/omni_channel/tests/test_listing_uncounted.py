from lxml import etree

from odoo.tools.safe_eval import safe_eval

from .goods import ProductCase, document, variant


class TestListingUncounted(ProductCase):
    """A product that is made from a live shop does not sell the shop out."""

    def setUp(self):
        super().setUp()
        self.go_live()
        self.connection.creates_products = True

    def made(self, **values):
        """Return the listing of a product that was made of one of the shop's."""
        told = {"stock_id": "p-9", "is_stock_managed": True, **values}
        self.bring_product(document(variant("v-9", sku="NEW", **told), external_id="p-9"))
        return self.connection._known_listings(["v-9"])["v-9"]

    def shelf(self):
        place = {"name": "Shelf", "location_id": self.warehouse.lot_stock_id.id}
        return self.env["stock.location"].create({**place, "usage": "internal"})

    def receive(self, product, pieces):
        supplier = self.env.ref("stock.stock_location_suppliers")
        self.move(product, pieces, supplier, self.warehouse.lot_stock_id)

    def move(self, product, pieces, start, end):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": pieces,
                "location_id": start.id,
                "location_dest_id": end.id,
            }
        )
        move._action_confirm()
        move.write({"quantity": pieces, "picked": True})
        move._action_done()

    def test_until_it_is_counted_nothing_is_told(self):
        listing = self.made()
        self.assertFalse(listing._is_told())
        self.assertIn("nobody has counted it", listing._silent()[listing])

    def test_another_shop_that_sells_it_is_not_sold_out_either(self):
        other = self.env["omni.listing"].create(
            {"connection_id": self.connection.id, "external_id": "b-9", "sku": "NEW", "name": "B"}
        )
        product = self.made().product_id
        self.assertEqual((other.product_id, other.is_uncounted), (product, True))

    def test_counted_to_nothing_it_is_told(self):
        listing = self.made()
        quant = self.env["stock.quant"].with_context(inventory_mode=True)
        stock = self.warehouse.lot_stock_id.id
        nothing = {"product_id": listing.product_id.id, "location_id": stock}
        quant.create({**nothing, "inventory_quantity": 0}).action_apply_inventory()
        listing.invalidate_recordset()
        self.assertTrue(listing._is_told())

    def test_what_only_moves_inside_is_not_counted_by_it(self):
        listing = self.made()
        self.move(listing.product_id, 1, self.warehouse.lot_stock_id, self.shelf())
        listing.invalidate_recordset()
        self.assertFalse(listing._is_told())

    def test_a_piece_that_a_buyer_sends_back_is_no_count(self):
        listing = self.made()
        customers = self.env.ref("stock.stock_location_customers")
        self.move(listing.product_id, 1, customers, self.warehouse.lot_stock_id)
        listing.invalidate_recordset()
        self.assertFalse(listing._is_told())

    def test_it_is_no_difference_that_going_live_makes(self):
        listing = self.made()
        connection = self.connection
        self.assertFalse(connection._listing_differences(connection._publishable_listings()))
        listing.awaits_count = False
        rows = connection._listing_differences(connection._publishable_listings())
        self.assertEqual([row["listing"] for row in rows], [listing])

    def test_no_number_is_shown_that_it_should_have(self):
        listing = self.made()
        for kind in ("list", "form"):
            arch = etree.fromstring(listing.get_view(view_type=kind)["arch"])
            hidden = arch.xpath("//field[@name='wanted_quantity']")[0].get("invisible")
            known = {"product_id": True, "is_uncounted": listing.is_uncounted}
            self.assertTrue(safe_eval(hidden, known))
            self.assertTrue(arch.xpath("//field[@name='is_uncounted']"))

    def test_once_pieces_came_in_it_is_told(self):
        listing = self.made()
        self.receive(listing.product_id, 5)
        listing.invalidate_recordset()
        self.assertTrue(listing._is_told())

    def test_sold_out_here_afterwards_it_is_told(self):
        listing = self.made()
        self.receive(listing.product_id, 5)
        self.env["stock.quant"]._update_available_quantity(
            listing.product_id, self.warehouse.lot_stock_id, -5
        )
        listing.invalidate_recordset()
        self.assertTrue(listing._is_told())

    def test_whoever_wants_nothing_told_of_it_switches_the_waiting_off(self):
        listing = self.made()
        listing.awaits_count = False
        self.assertTrue(listing._is_told())

    def test_what_was_made_before_going_live_does_not_wait(self):
        self.connection.action_back_to_test()
        self.assertFalse(self.made().awaits_count)

    def test_a_product_that_was_here_already_does_not_wait(self):
        self.bring_product(document(variant("v-8", sku="CUP", stock_id="p-8")))
        self.assertFalse(self.connection._known_listings(["v-8"])["v-8"].awaits_count)
