from odoo.addons.omni_base.core.documents import Listing
from odoo.exceptions import UserError

from .common import ChannelCase
from .stall import COUNTER


class StageCase(ChannelCase):
    """A shop of a teapot and a cup that shows other numbers than Odoo."""

    def setUp(self):
        super().setUp()
        self.pot = self.listed(self.teapot, 19, "a")
        self.mug = self.listed(self.cup, 10, "b")

    def listed(self, product, seen, key):
        made = self.list_product(product, key, sku=product.default_code)
        made.seen_quantity = seen
        COUNTER.there[made.stock_id] = seen
        return made

    def stage(self, **values):
        """Release what a person chose, and let it go out."""
        wizard = self.wizard()
        later = values.pop("later", ())
        wizard.feed_ids.filtered(lambda row: row.feed_id.resource in later).is_chosen = False
        wizard.write(values)
        wizard.action_go_live()
        self.drain()

    def pushed(self):
        return {level.stock_id: level.quantity for levels in COUNTER.levels for level in levels}


class TestStages(StageCase):
    """A few products first: only they are written, and the rest can be read as differences."""

    def test_all_products_are_the_usual_choice(self):
        self.stage()
        self.assertEqual(self.pushed(), {"stock-a": 20, "stock-b": 50})

    def test_only_the_chosen_products_are_written(self):
        self.stage(scope="chosen", listing_ids=[(6, 0, self.mug.ids)])
        self.assertEqual(self.pushed(), {"stock-b": 50})

    def test_the_first_few_are_written(self):
        self.stage(scope="first", first_count=1)
        self.assertEqual(len(self.pushed()), 1)

    def test_those_that_match_a_filter_are_written(self):
        self.stage(scope="filter", listing_filter="[('sku', '=', 'TEAPOT')]")
        self.assertEqual(self.pushed(), {"stock-a": 20})

    def test_a_filter_that_cannot_be_read_is_refused(self):
        with self.assertRaisesRegex(UserError, "filter"):
            self.stage(scope="filter", listing_filter="[(")

    def test_no_product_is_no_stage(self):
        with self.assertRaisesRegex(UserError, "at least one product"):
            self.stage(scope="chosen")

    def test_a_change_of_a_held_product_is_not_noted(self):
        self.stage(scope="chosen", listing_ids=[(6, 0, self.mug.ids)])
        self.put(self.teapot, 1)
        self.end_transaction()
        self.assertFalse(self.intents("stock"))

    def test_an_offer_of_everything_leaves_out_what_is_held(self):
        self.stage(scope="chosen", listing_ids=[(6, 0, self.mug.ids)])
        self.connection._offer_stock()
        self.assertEqual(self.intents("stock").mapped("res_id"), self.mug.ids)

    def test_a_listing_that_appears_meanwhile_is_held(self):
        self.stage(scope="chosen", listing_ids=[(6, 0, self.mug.ids)])
        new = self.list_product(self.teapot, "c")
        self.assertTrue(new.is_held)

    def test_an_imported_listing_that_appears_meanwhile_is_held(self):
        self.stage(scope="chosen", listing_ids=[(6, 0, self.mug.ids)])
        self.bring_listings(Listing(external_id="new", name="New"))
        made = self.env["omni.listing"].search([("external_id", "=", "new")])
        self.assertTrue(made.is_held)

    def test_the_next_stage_adds_to_the_first(self):
        self.stage(scope="chosen", listing_ids=[(6, 0, self.mug.ids)])
        self.stage(scope="chosen", listing_ids=[(6, 0, self.pot.ids)])
        self.assertEqual(self.pushed(), {"stock-a": 20, "stock-b": 50})

    def test_the_last_stage_leaves_nothing_held(self):
        self.stage(scope="first", first_count=1)
        self.stage(scope="all")
        self.assertFalse(self.connection.is_staged or self.connection.holds_listings)

    def test_stock_first_and_shipments_later(self):
        self.stage(later=("shipment",))
        feeds = self.connection.feed_ids.filtered("is_held")
        self.assertEqual(feeds.mapped("resource"), ["shipment"])

    def test_shipments_first_writes_no_stock(self):
        self.stage(later=("stock",))
        self.assertFalse(self.pushed())

    def test_the_differences_are_those_of_the_chosen(self):
        wizard = self.wizard()
        wizard.write({"scope": "chosen", "listing_ids": [(6, 0, self.pot.ids)]})
        wizard._onchange_scope()
        self.assertEqual(wizard.difference_ids.mapped("label"), ["TEAPOT Teapot"])

    def test_the_differences_are_of_what_the_shop_shows_now(self):
        COUNTER.there["stock-a"] = 3
        self.assertIn(3, self.wizard().difference_ids.mapped("there"))

    def test_the_differences_shown_are_the_writes_made(self):
        COUNTER.there["stock-a"] = 20
        shown = {row.label: row.here for row in self.wizard().difference_ids}
        self.stage()
        self.assertEqual(shown, {"CUP Cup": 50})
        self.assertEqual(self.pushed(), {"stock-b": 50})

    def test_more_changes_than_a_stage_may_make_are_refused(self):
        self.connection.change_limit = 1
        with self.assertRaisesRegex(UserError, "release fewer"):
            self.stage()

    def test_a_smaller_stage_is_within_the_limit(self):
        self.connection.change_limit = 1
        self.stage(scope="first", first_count=1)
        self.assertEqual(len(self.pushed()), 1)

    def test_the_share_that_may_be_sold_out_is_set_on_the_connection(self):
        self.put(self.teapot, -20)
        self.connection.emptied_limit = 0.6
        self.connection.emptied_limit_by_id = False
        self.assertFalse(self.wizard().needs_colleague)

    def test_who_raised_the_limit_cannot_agree_alone(self):
        self.env["res.users"].create(
            {
                "name": "Colleague",
                "login": "colleague",
                "group_ids": [(4, self.env.ref("omni_base.group_manager").id)],
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )
        self.put(self.teapot, -20)
        self.connection.emptied_limit = 1
        self.assertTrue(self.wizard().needs_colleague)


class TestWayBack(StageCase):
    """The shop shows again what it showed before, less what was sold since; then test mode."""

    def way_back(self):
        action = self.connection.action_open_way_back()
        return self.env["omni.way.back"].browse(action["res_id"])

    def history(self):
        return " ".join(str(body) for body in self.connection.message_ids.mapped("body"))

    def give_back(self, wizard=None):
        (wizard or self.way_back()).action_give_back()
        self.drain()

    def test_what_was_there_before_is_kept(self):
        self.stage()
        self.assertEqual(self.pot.level_ids.before_quantity, 19)

    def test_it_lists_what_would_be_given_back_the_largest_first(self):
        self.stage()
        rows = self.way_back().line_ids
        self.assertEqual(rows.mapped("target"), [10, 19])

    def test_the_numbers_of_before_are_there_again(self):
        self.stage()
        self.give_back()
        self.assertEqual(COUNTER.there, {"stock-a": 19, "stock-b": 10})

    def test_test_mode_follows_by_itself(self):
        self.stage()
        self.give_back()
        self.assertEqual((self.connection.mode, self.connection.returning_at), ("test", False))

    def test_what_was_sold_since_is_not_given_back(self):
        self.stage()
        self.sell_here(self.pot, 2)
        self.give_back()
        self.assertEqual(COUNTER.there["stock-a"], 17)

    def sell_here(self, listed, pieces):
        self.env["sale.order"].create(
            {
                "partner_id": self.company.partner_id.id,
                "omni_connection_id": self.connection.id,
                "omni_external_id": "1",
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": listed.product_id.id,
                            "product_uom_qty": pieces,
                            "omni_listing_id": listed.id,
                        },
                    )
                ],
            }
        )
        listed._expect_less(self.connection, [(listed.id, pieces)])
        self.imported("1 second")

    def imported(self, after):
        """Its import was a transaction of its own, which began so long after now."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET create_date = (clock_timestamp() AT TIME ZONE 'UTC')"
            " + %s::interval WHERE omni_external_id = '1'",
            [after],
        )

    def test_what_was_here_before_it_was_seen_is_not_taken_off_twice(self):
        self.stage()
        self.sell_here(self.pot, 2)
        self.imported("-1 hour")
        self.assertEqual(self.connection._sold_since(self.pot.level_ids), {})

    def test_what_a_worker_is_telling_right_now_stays_its_own(self):
        self.stage()
        self.put(self.teapot, 1)
        self.end_transaction()
        taken = self.intents("stock")
        taken.lease_until = "2999-01-01 00:00:00"
        self.way_back().action_give_back()
        self.assertTrue(taken.exists())

    def test_it_warns_of_what_was_sold_since(self):
        self.stage()
        self.sell_here(self.pot, 2)
        self.assertEqual(self.way_back().sold_count, 2)

    def test_a_number_that_is_unticked_stays(self):
        self.stage()
        wizard = self.way_back()
        wizard.line_ids[0].is_chosen = False
        self.give_back(wizard)
        self.assertEqual(COUNTER.there, {"stock-a": 19, "stock-b": 50})

    def test_what_was_never_written_is_not_given_back(self):
        self.stage(scope="chosen", listing_ids=[(6, 0, self.mug.ids)])
        self.assertEqual(self.way_back().line_ids.level_id.listing_id, self.mug)

    def test_a_change_of_stock_meanwhile_is_not_told(self):
        self.stage()
        self.way_back().action_give_back()
        self.put(self.teapot, 5)
        self.drain()
        self.assertEqual(COUNTER.there["stock-a"], 19)

    def test_a_refused_number_is_said_and_does_not_hinder_the_others(self):
        self.stage()
        key = f"{self.pot.id}-{self.pot.level_ids.location_id.id}"
        COUNTER.refuse(key)
        self.give_back()
        self.assertIn("as before going live: 1.", self.history())
        self.assertIn("Not so: 1", self.history())

    def test_the_history_says_what_became_of_it(self):
        self.stage()
        self.give_back()
        self.assertIn("as before going live: 2.", self.history())

    def test_it_can_be_left_as_it_is(self):
        self.stage()
        self.way_back().action_back()
        self.drain()
        self.assertEqual(COUNTER.there, {"stock-a": 20, "stock-b": 50})

    def test_going_live_again_compares_with_what_is_there_then(self):
        self.stage()
        self.give_back()
        self.stage()
        self.assertEqual(COUNTER.there, {"stock-a": 20, "stock-b": 50})

    def test_a_return_can_be_stopped(self):
        self.stage()
        self.way_back().action_give_back()
        self.connection.action_back_to_test()
        self.assertFalse(self.pot.level_ids.is_returning)

    def test_a_number_that_could_not_be_seen_before_is_said(self):
        COUNTER.there.pop("stock-a")
        self.stage()
        self.assertEqual(self.way_back().unknown_count, 1)
