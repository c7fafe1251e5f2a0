from odoo import Command
from odoo.addons.omni_base.core.documents import Location
from odoo.addons.omni_base.core.errors import RetryableError
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ..models.release import READ_AT_MOST
from .common import ChannelCase
from .stall import COUNTER

GROUPS = "omni_base.group_manager,stock.group_stock_manager,sales_team.group_sale_manager"


class TestGoLiveGuards(ChannelCase):
    """Nobody empties a shop alone, however the numbers are come by."""

    def setUp(self):
        super().setUp()
        self.chief = new_test_user(
            self.env, "chief", groups=GROUPS, company_ids=[Command.set(self.company.ids)]
        )
        self.pot = self.listed(self.teapot, 20, "a")
        self.mug = self.listed(self.cup, 50, "b")

    def listed(self, product, seen, key):
        made = self.list_product(product, key, sku=product.default_code)
        made.seen_quantity = seen
        COUNTER.there[made.stock_id] = seen
        return made

    def second_place(self):
        COUNTER.locations.append(Location(external_id="annex", name="Annex"))
        self.connection.action_test()
        annex = self.connection.location_ids.filtered(lambda one: one.external_id == "annex")
        annex.warehouse_id = self.warehouse

    def refused(self, words):
        wizard = self.wizard()
        with self.assertRaisesRegex(UserError, words):
            wizard.action_go_live()

    def test_with_several_places_the_limit_counts_what_each_shows(self):
        self.second_place()
        self.put(self.teapot, -20)
        self.assertEqual(self.wizard().emptied_share, 0.5)

    def test_several_places_that_cannot_be_read_need_a_second_person(self):
        self.second_place()
        COUNTER.error = RetryableError("Later.")
        wizard = self.wizard()
        COUNTER.error = None
        self.assertTrue(wizard.is_unknown and wizard.needs_colleague)

    def test_what_cannot_be_read_is_refused_on_confirming(self):
        self.second_place()
        wizard = self.wizard()
        COUNTER.error = RetryableError("Later.")
        with self.assertRaisesRegex(UserError, "could not be read"):
            wizard.action_go_live()

    def test_more_levels_than_one_place_may_have_are_read_with_several(self):
        self.second_place()
        keys = [str(number) for number in range(READ_AT_MOST // 2)]
        self.env["omni.listing"].create(
            [
                {
                    "connection_id": self.connection.id,
                    "external_id": key,
                    "stock_id": f"stock-{key}",
                    "product_id": self.cup.id,
                }
                for key in keys
            ]
        )
        COUNTER.there.update({f"stock-{key}": 1 for key in keys})
        self.put(self.cup, -50)
        self.assertGreater(self.wizard().emptied_share, 0.9)

    def test_one_place_that_cannot_be_read_is_known_from_its_last_reading(self):
        self.put(self.teapot, -20)
        COUNTER.error = RetryableError("Later.")
        wizard = self.wizard()
        self.assertEqual((wizard.emptied_share, wizard.is_unknown), (0.5, False))

    def test_before_the_products_were_read_a_second_person_must_agree(self):
        (self.pot | self.mug).unlink()
        self.refused("could not be read")

    def test_without_stock_nothing_needs_to_be_compared(self):
        (self.pot | self.mug).unlink()
        wizard = self.wizard()
        stock = wizard.feed_ids.filtered(lambda row: row.feed_id.resource == "stock")
        stock.is_chosen = False
        wizard.action_go_live()
        self.assertEqual(self.connection.mode, "live")

    def test_stock_that_odoo_keeps_only_later_waits_for_a_stage(self):
        self.connection.stock_master = "channel"
        self.wizard().action_go_live()
        self.put(self.teapot, -20)
        self.connection.stock_master = "odoo"
        self.drain()
        self.assertFalse(COUNTER.levels)
        self.assertTrue(self.connection.is_staged)

    def test_the_checks_are_made_again_on_confirming(self):
        wizard = self.wizard()
        self.connection.location_ids.warehouse_id = False
        with self.assertRaisesRegex(UserError, "Locations"):
            wizard.action_go_live()

    def test_a_check_that_was_taken_away_is_made_all_the_same(self):
        self.connection.location_ids.warehouse_id = False
        wizard = self.wizard()
        wizard.check_ids.unlink()
        with self.assertRaisesRegex(UserError, "Locations"):
            wizard.action_go_live()

    def test_a_held_product_is_not_released_by_writing_it(self):
        with self.assertRaises(AccessError):
            self.pot.with_user(self.chief).is_released = True

    def test_what_the_shop_showed_is_not_written_by_hand(self):
        with self.assertRaises(AccessError):
            self.pot.with_user(self.chief).seen_quantity = 0

    def test_a_product_can_still_be_chosen_by_hand(self):
        self.pot.with_user(self.chief).product_id = self.cup
        self.assertEqual(self.pot.match, "person")
