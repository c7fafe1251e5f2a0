from odoo import Command
from odoo.addons.omni_channel.tests.papers import line
from odoo.addons.omni_channel.tests.stall import COUNTER

from .kit_case import KitCase

NAMES = ("v-1", "v-2", "w-1", "w-2")


class TestKitParted(KitCase):
    """Two shops, each with its part: both sell the tea set (a teapot, two cups) and cups.

    20 teapots and 50 cups: each shop has 10 teapots and 25 cups, 12 of them for tea sets at most.
    """

    def setUp(self):
        super().setUp()
        self.other = self.connect(name="Kiosk")
        self.list_product(self.cup, "v-2")
        self.list_product(self.tea_set, "w-1", connection_id=self.other.id)
        self.list_product(self.cup, "w-2", connection_id=self.other.id)
        self.pool = self.env["omni.pool"].create(
            {"name": "Kaolin", "mode": "partitioned", "warehouse_ids": self.warehouse.ids}
        )
        for connection in (self.connection, self.other):
            connection._go_live()
        self.drain()

    def told(self):
        """Let the workers work; return {listing: what the shops show}."""
        self.drain()
        return {name: COUNTER.there.get(f"stock-{name}") for name in NAMES}

    def allotment(self, product):
        row = self.env["omni.allotment"].search([("product_id", "=", product.id)])
        row.invalidate_recordset()
        return row

    def held(self, product):
        """Return how many pieces of a component both shops can still sell, as such and in kits."""
        told = self.told()
        sets, cups = told["v-1"] + told["w-1"], told["v-2"] + told["w-2"]
        return {self.teapot: sets, self.cup: 2 * sets + cups}[product]

    def test_no_component_is_promised_twice(self):
        self.assertEqual(self.held(self.cup), 50)
        self.assertLessEqual(self.held(self.teapot), 20)

    def test_a_channel_s_part_of_a_component_is_shared_by_its_kits_and_its_own_listing(self):
        self.assertEqual(self.told(), {"v-1": 6, "v-2": 13, "w-1": 6, "w-2": 13})

    def test_what_a_kit_cannot_use_is_shown_by_the_piece(self):
        self.put(self.teapot, -16)
        self.assertEqual(self.told(), {"v-1": 2, "v-2": 21, "w-1": 2, "w-2": 21})

    def test_more_of_what_limits_kits_moves_the_others_from_the_piece_to_the_kit(self):
        self.put(self.teapot, -16)
        self.drain()
        self.put(self.teapot, 16)
        self.assertEqual(self.told(), {"v-1": 6, "v-2": 13, "w-1": 6, "w-2": 13})

    def test_a_sold_kit_takes_its_components_from_all(self):
        self.sell(line(quantity=4, listing_id="v-1", sku="SET"))
        self.assertLessEqual(self.held(self.cup), 42)

    def test_a_component_s_rules_count_for_its_kits(self):
        share = self.pool.share_ids.filtered(lambda one: one.connection_id == self.other)
        share.write({"rule": "fixed", "pieces": 0})
        told = self.told()
        self.assertEqual((told["w-1"], told["w-2"]), (0, 0))
        self.assertEqual((told["v-1"], told["v-2"]), (12, 26))

    def test_parts_of_a_component_count_what_kits_hold_of_it(self):
        cups = self.allotment(self.cup)
        self.assertEqual((cups.promised, cups.held, cups.free), (50, 50, 0))

    def test_the_levels_of_its_kits_are_among_them(self):
        listings = self.allotment(self.cup).level_ids.listing_id
        self.assertEqual(set(listings.mapped("external_id")), set(NAMES))

    def test_a_kit_itself_is_not_parted(self):
        self.assertFalse(self.allotment(self.tea_set))

    def test_why_this_number_says_what_is_held_for_others(self):
        self.assertIn("held for others", self.listing.why_text)

    def test_a_kit_of_kits_is_parted_by_what_lies_in_stock(self):
        party = self.make_kit("Party", "PARTY", (self.tea_set, 2))
        self.list_product(party, "v-3")
        self.assertLessEqual(self.held(self.cup) + 4 * COUNTER.there.get("stock-v-3"), 50)

    def test_a_direct_order_of_cups_names_what_kits_still_sell_of_them(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env.user.partner_id.id,
                "order_line": [Command.create({"product_id": self.cup.id, "product_uom_qty": 3})],
            }
        )
        order.action_confirm()
        self.assertIn("3 more than what is left", order.omni_beyond_rest)
        self.assertIn("Kiosk 25", order.omni_beyond_rest)


class TestTakenFromChannels(KitCase):
    """Who makes or scraps something of what channels still sell is told."""

    def setUp(self):
        super().setUp()
        self.list_product(self.cup, "v-2")
        self.pool = self.env["omni.pool"].create(
            {"name": "Kaolin", "mode": "partitioned", "warehouse_ids": self.warehouse.ids}
        )
        self.connection._go_live()
        self.drain()

    def produce(self, pieces):
        """Confirm a manufacturing order that takes so many cups."""
        mosaic = self.make_product("Mosaic", "MOS", is_storable=True)
        bom = self.env["mrp.bom"].create(
            {
                "product_tmpl_id": mosaic.product_tmpl_id.id,
                "type": "normal",
                "bom_line_ids": [self.part(self.cup, pieces)],
            }
        )
        order = self.env["mrp.production"].create({"product_id": mosaic.id, "bom_id": bom.id})
        order.action_confirm()
        return order

    def test_a_manufacturing_order_says_what_it_takes_from_channels(self):
        order = self.produce(7)
        self.assertIn("7 more than what is left", order.omni_beyond_rest)

    def test_its_chatter_says_so_too(self):
        self.assertIn("7 more", " ".join(self.produce(7).message_ids.mapped("body")))

    def test_one_that_takes_the_rest_says_nothing(self):
        self.pool.kept = 10
        self.drain()
        self.assertFalse(self.produce(7).omni_beyond_rest)

    def test_the_channel_is_lowered_then(self):
        self.produce(7)
        self.drain()
        row = self.env["omni.allotment"].search([("product_id", "=", self.cup.id)])
        row.invalidate_recordset()
        self.assertEqual(row.free, 0)
