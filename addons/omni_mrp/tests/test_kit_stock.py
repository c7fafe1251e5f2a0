from odoo import Command
from odoo.addons.omni_channel.tests.papers import line, order

from .kit_case import KitCase


class TestKitStock(KitCase):
    """What can be promised of a kit is counted from its components."""

    def test_the_smallest_component_wins(self):
        self.assertEqual(self.shown(), 20)
        self.put(self.cup, -19)
        self.assertEqual(self.shown(), 15)

    def test_demand_that_is_not_reserved_counts(self):
        self.demand(self.teapot, 8)
        self.assertEqual(self.shown(), 12)

    def test_demand_of_one_component_is_not_made_up_for_by_another(self):
        self.put(self.cup, -10)
        self.demand(self.cup, 30)
        self.assertEqual(self.shown(), 5)

    def test_what_is_reserved_counts(self):
        self.sell(line(sku="TEAPOT", quantity=6))
        self.assertEqual(self.shown(), 14)

    def test_a_sold_kit_takes_its_components(self):
        self.sell(line(sku="SET", quantity=3))
        self.assertEqual((self.shown(), self.shown_of(self.cup)), (17, 44))

    def test_a_component_used_twice_counts_with_its_sum(self):
        kit = self.make_kit("Cups", "CUPS", (self.cup, 2), (self.cup, 3))
        self.assertEqual(self.shown_of(kit), 10)

    def test_a_kit_in_a_kit_is_counted_from_its_own_components(self):
        kit = self.make_kit("Party", "PARTY", (self.tea_set, 2))
        self.assertEqual(self.shown_of(kit), 10)

    def test_a_component_of_two_depths_counts_with_its_sum(self):
        kit = self.make_kit("Party", "PARTY", (self.tea_set, 1), (self.cup, 3))
        self.assertEqual(self.shown_of(kit), 10)

    def test_a_bill_that_makes_several_is_divided(self):
        kit = self.make_kit("Cup, boxed", "BOXED", (self.cup, 6), product_qty=3)
        self.assertEqual(self.shown_of(kit), 25)

    def test_the_unit_of_a_line_is_converted(self):
        dozen = self.env.ref("uom.product_uom_dozen").id
        kit = self.make_kit("Crate", "CRATE")
        kit.bom_ids.bom_line_ids = [self.part(self.cup, 1, product_uom_id=dozen)]
        self.assertEqual(self.shown_of(kit), 4)

    def test_what_is_rounded_up_for_one_kit_is_never_promised_twice(self):
        ribbon = self.make_product("Ribbon", "RIBBON", stock=1)
        kit = self.make_kit("Bow", "BOW", (ribbon, 1), product_qty=3)
        self.assertEqual(self.shown_of(kit), 2)

    def test_consumables_and_services_do_not_limit(self):
        straw = self.make_product("Straw", "STRAW", is_storable=False)
        wrapping = self.make_product("Wrapping", "WRAP", is_storable=False, type="service")
        self.bom.bom_line_ids = [self.part(straw, 5), self.part(wrapping, 1)]
        self.assertEqual(self.shown(), 20)

    def test_a_component_that_is_optional_does_not_limit(self):
        spoon = self.make_product("Spoon", "SPOON")
        self.bom.bom_line_ids = [self.part(spoon, 0)]
        self.assertEqual(self.shown(), 20)

    def test_a_kit_of_which_nothing_is_counted_shows_none(self):
        straw = self.make_product("Straw", "STRAW", is_storable=False)
        self.assertEqual(self.shown_of(self.make_kit("Straws", "STRAWS", (straw, 9))), 0)

    def test_a_kit_is_no_product_that_is_made_to_order(self):
        self.connection.made_to_order = "always"
        self.assertEqual(self.shown(), 20)

    def test_a_product_that_is_manufactured_is_not_a_kit(self):
        self.bom.type = "normal"
        self.assertEqual(self.shown(), 0)

    def test_a_buffer_is_of_kits(self):
        self.listing.buffer = 4
        self.assertEqual(self.shown(), 16)

    def test_more_demand_than_there_is_shows_none(self):
        self.demand(self.teapot, 30)
        self.assertEqual(self.shown(), 0)

    def test_a_line_of_some_variants_counts_for_those(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Size",
                "create_variant": "always",
                "value_ids": [Command.create({"name": "S"}), Command.create({"name": "L"})],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Box",
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [Command.set(attribute.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        small, large = template.product_variant_ids
        values = large.product_template_attribute_value_ids
        only = {"bom_product_template_attribute_value_ids": [Command.set(values.ids)]}
        bill = self.make_bill(small, (self.cup, 5))
        bill.bom_line_ids = [self.part(self.teapot, 4, **only)]
        self.assertEqual((self.shown_of(small), self.shown_of(large)), (10, 5))

    def test_another_company_s_bill_makes_no_kit_here(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_bill(self.cup, (self.teapot, 10), company_id=other.id)
        self.assertEqual((self.shown_of(self.cup), self.shown()), (50, 20))

    def test_a_kit_of_an_order_that_waits_holds_its_components(self):
        waits = order(
            line(sku="SET", quantity=2, listing_id="v-1"), payment="pending", holds_stock=True
        )
        self.assertEqual(self.bring(waits).state, "parked")
        self.assertEqual((self.shown(), self.shown_of(self.cup)), (18, 46))

    def test_a_parted_stock_counts_kits(self):
        pool = self.env["omni.pool"].create(
            {"name": "All", "warehouse_ids": [Command.set(self.warehouse.ids)]}
        )
        self.demand(self.cup, 20)
        self.assertEqual(pool._available(self.tea_set)[self.tea_set.id].promised, 15)

    def test_thirty_kits_cost_no_more_queries_than_three(self):
        parts = [self.make_product(f"Part {n}", f"PART-{n}", stock=9) for n in range(10)]
        inner = self.make_kit("Inner", "INNER", (parts[0], 1), (parts[1], 1))
        kits = self.env["product.product"]
        for number in range(30):
            given = [(part, 1) for part in parts[2 + number % 5 :]]
            kits |= self.make_kit(f"Kit {number}", f"KIT-{number}", (inner, 1), *given)
        self.queries(kits)
        self.assertEqual(self.queries(kits), self.queries(kits[:3]))

    def queries(self, products):
        self.env.flush_all()
        self.env.invalidate_all()
        places = self.connection.location_ids
        before = self.env.cr.sql_log_count
        self.env["omni.stock.available"]._by_source(products, places)
        return self.env.cr.sql_log_count - before

    def test_a_kit_that_was_created_from_a_live_shop_needs_no_count_of_its_own(self):
        self.listing.product_id.omni_awaits_count = True
        self.listing.invalidate_recordset()
        self.assertFalse(self.listing.is_uncounted)
