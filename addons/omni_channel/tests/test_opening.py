from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.addons.omni_base.core.errors import RetryableError
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .opening_case import OpeningCase
from .papers import line, order
from .stall import COUNTER


class TestOpening(OpeningCase):
    """The opening stock comes from the shop, once, by an inventory adjustment of Odoo's own."""

    def test_what_would_change_is_listed_the_largest_difference_first(self):
        self.lists(self.cup, 10)
        lines = self.read().line_ids
        self.assertEqual(
            lines.mapped(lambda row: (row.product_id.name, row.here, row.there, row.difference)),
            [("Cup", 50, 10, -40), ("Teapot", 20, 7, -13)],
        )

    def test_what_is_right_already_is_counted_and_not_listed(self):
        self.lists(self.cup, 50)
        wizard = self.read()
        self.assertEqual((wizard.count, wizard.changed_count), (2, 1))

    def test_looking_changes_nothing(self):
        self.read()
        self.assertEqual(self.on_hand(), 20)

    def test_taking_over_counts_what_the_shop_shows(self):
        self.take_over()
        self.assertEqual(self.on_hand(), 7)

    def test_a_product_that_was_never_counted_is(self):
        jug = self.make_product("Jug", "JUG")
        self.lists(jug, 4)
        self.take_over()
        self.assertEqual(self.on_hand(jug), 4)

    def test_it_is_an_inventory_adjustment_with_its_reason(self):
        self.take_over()
        move = self.env["stock.move"].search([("product_id", "=", self.teapot.id)])
        self.assertEqual((move.is_inventory, move.reference), (True, "Opening stock of Stall"))

    def test_what_the_shop_sold_and_has_not_left_is_still_here(self):
        self.sell(line(quantity=2, listing_id="v-1"))
        self.take_over()
        self.assertEqual((self.on_hand(), self.teapot.free_qty), (9, 7))

    def test_what_waits_for_its_payment_is_still_here(self):
        self.bring(order(line(quantity=2, listing_id="v-1"), payment="pending", holds_stock=True))
        self.take_over()
        self.assertEqual(self.on_hand(), 9)

    def test_going_live_afterwards_has_nothing_to_change(self):
        self.sell(line(quantity=2, listing_id="v-1"))
        self.take_over()
        self.assertFalse(self.live_changes())

    def live_changes(self):
        rows = self.connection._live_differences()
        return [row for row in rows if row["there"] != row["here"]]

    def test_what_arrives_while_a_person_looks_is_not_lost(self):
        wizard = self.read()
        self.put(self.teapot, 5)
        wizard.action_take_over()
        self.assertEqual(self.on_hand(), 12)

    def test_what_was_read_long_ago_is_read_again(self):
        wizard = self.read()
        with (
            freeze_time(fields.Datetime.now() + timedelta(hours=1)),
            self.assertRaisesRegex(UserError, "read it again"),
        ):
            wizard.action_take_over()

    def test_a_hundred_levels_are_one_call(self):
        for number in range(100):
            self.lists(self.make_product(f"Bowl {number}", f"B{number}"), 1, f"b-{number}")
        COUNTER.reads.clear()
        self.read()
        self.assertEqual([len(levels) for levels in COUNTER.reads], [100, 1])

    def test_a_shop_that_does_not_answer_is_said(self):
        COUNTER.error = RetryableError("The shop is closed.")
        with self.assertRaisesRegex(UserError, "The shop is closed"):
            self.read()

    def test_when_by_whom_and_how_many_is_noted(self):
        self.take_over()
        self.assertTrue(self.connection.opening_at)
        self.assertEqual(
            (self.connection.opening_by_id, self.connection.opening_count), (self.env.user, 1)
        )

    def test_a_second_time_is_refused_and_says_when_it_was(self):
        self.take_over()
        with self.assertRaisesRegex(UserError, "was taken over on .* by .* \\(products: 1\\)"):
            self.read()

    def test_a_window_that_was_left_open_is_refused_too(self):
        first, second = self.read(), self.read()
        first.action_take_over()
        with self.assertRaisesRegex(UserError, "was taken over on"):
            second.action_take_over()

    def test_a_person_can_allow_it_once_more(self):
        self.take_over()
        self.connection.action_allow_opening()
        self.shows(self.listing, 3)
        self.take_over()
        self.assertEqual(self.on_hand(), 3)

    def test_after_going_live_it_is_never_taken_over(self):
        self.connection._go_live()
        with self.assertRaisesRegex(UserError, "from now on Odoo keeps the stock.*count it"):
            self.read()

    def test_going_back_to_test_mode_does_not_open_it_again(self):
        self.connection._go_live()
        self.connection.action_back_to_test()
        with self.assertRaisesRegex(UserError, "was live already"):
            self.read()

    def test_after_going_live_nobody_allows_it_once_more(self):
        self.take_over()
        self.connection._go_live()
        with self.assertRaisesRegex(UserError, "was live already"):
            self.connection.action_allow_opening()

    def test_a_window_from_before_going_live_is_refused(self):
        wizard = self.read()
        self.connection._go_live()
        with self.assertRaisesRegex(UserError, "was live already"):
            wizard.action_take_over()

    def second_shop(self):
        self.take_over()
        other = self.connect(name="Second")
        self.list_product(self.teapot, connection_id=other.id)
        return other

    def test_another_shop_s_stock_in_the_same_warehouse_is_named(self):
        self.assertEqual(self.read(self.second_shop()).others, "Stall")

    def test_over_another_shop_s_stock_it_is_asked_twice(self):
        wizard = self.read(self.second_shop())
        with self.assertRaisesRegex(UserError, "all the same"):
            wizard.action_take_over()

    def test_whoever_is_sure_takes_it_over_all_the_same(self):
        other = self.second_shop()
        self.shows(self.listing, 4)
        wizard = self.read(other)
        wizard.is_sure = True
        wizard.action_take_over()
        self.assertEqual(self.on_hand(), 4)

    def test_where_nobody_keeps_the_stock_it_is_not_taken_over(self):
        self.connection.stock_master = "none"
        with self.assertRaisesRegex(UserError, "choose who keeps it"):
            self.read()

    def test_a_fault_leaves_nothing_half_done(self):
        self.lists(self.cup, 10)
        wizard = self.read()
        self.put(self.cup, -45)
        with self.assertRaisesRegex(UserError, "changed meanwhile"), self.env.cr.savepoint():
            wizard.action_take_over()
        self.env.invalidate_all()
        self.assertEqual((self.on_hand(), self.connection.opening_is_locked), (20, False))

    def person(self):
        groups = "omni_base.group_manager,stock.group_stock_user"
        return new_test_user(self.env, "chief", groups=groups)

    def test_nobody_types_what_is_taken_over(self):
        wizard = self.read().with_user(self.person())
        with self.assertRaises(AccessError):
            wizard.plan = "[]"

    def test_whoever_may_set_up_connections_needs_no_other_right(self):
        chief = new_test_user(self.env, "chief", groups="omni_base.group_manager")
        wizard = self.read().with_user(chief)
        names = {
            "product_id": {"fields": {"display_name": {}}},
            "location_id": {"fields": {"display_name": {}}},
        }
        row = wizard.web_read({"line_ids": {"fields": names}})[0]["line_ids"][0]
        wizard.action_take_over()
        self.assertEqual(
            (row["product_id"]["display_name"], self.on_hand()), ("[TEAPOT] Teapot", 7)
        )
