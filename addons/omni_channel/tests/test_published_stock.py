from datetime import timedelta

from odoo import Command, fields
from odoo.addons.omni_base.core.documents import Location, Outcome
from odoo.addons.omni_base.core.errors import RetryableError
from odoo.tools import SQL

from .common import ChannelCase
from .papers import line
from .stall import COUNTER


class TestPublishedStock(ChannelCase):
    """What is published can be promised: on hand, less all demand, less the buffer."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.connection._go_live()

    def levels(self):
        """Let the workers tell what changed; return {stock id: last quantity told}."""
        self.drain()
        return {level.stock_id: level.quantity for call in COUNTER.levels for level in call}

    def told(self):
        return self.levels().get("stock-v-1")

    def last(self):
        self.drain()
        return COUNTER.levels[-1][0]

    def test_without_demand_it_is_what_is_on_hand(self):
        self.assertEqual(self.told(), 20)

    def test_reserved_pieces_are_not_promised_again(self):
        self.sell(line(quantity=2))
        self.assertEqual(self.told(), 18)

    def test_demand_that_is_not_reserved_yet_is_not_promised_again(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        self.sell(line(quantity=3))
        self.assertEqual((self.told(), self.teapot.free_qty), (17, 20))

    def test_demand_beyond_the_stock_is_never_told_as_less_than_none(self):
        self.sell(line(quantity=25))
        self.assertEqual(self.told(), 0)

    def test_the_buffer_is_held_back(self):
        self.listing.buffer = 4
        self.assertEqual(self.told(), 16)

    def test_a_delivered_order_counts_once(self):
        self.ship(self.sell(line(quantity=2)).picking_ids)
        self.assertEqual(self.told(), 18)

    def test_a_cancelled_order_gives_its_pieces_back(self):
        self.sell(line(quantity=2)).with_context(disable_cancel_warning=True).action_cancel()
        self.assertEqual(self.told(), 20)

    def test_a_quotation_promises_nothing(self):
        self.env["sale.order"].create(
            {
                "partner_id": self.env.user.partner_id.id,
                "order_line": [Command.create({"product_id": self.teapot.id})],
            }
        )
        self.assertEqual(self.told(), 20)

    def test_another_warehouses_stock_is_not_promised(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.put(self.teapot, 7, annex.lot_stock_id)
        self.assertEqual(self.told(), 20)

    def test_two_locations_show_two_warehouses(self):
        annex = self.env["stock.warehouse"].create({"name": "Annex", "code": "ANX"})
        self.put(self.teapot, 7, annex.lot_stock_id)
        COUNTER.locations.append(Location(external_id="annex", name="Annex"))
        self.connection.action_test()
        self.connection.location_ids.filtered(
            lambda place: place.external_id == "annex"
        ).warehouse_id = annex
        self.drain()
        told = {level.location_id: level.quantity for level in COUNTER.levels[0]}
        self.assertEqual(told, {"main": 20, "annex": 7})

    def test_a_location_without_a_warehouse_is_told_nothing(self):
        self.connection.location_ids.warehouse_id = False
        self.assertIsNone(self.told())

    def test_a_listing_without_a_product_is_told_nothing(self):
        self.listing.product_id = False
        self.assertIsNone(self.told())

    def test_a_listing_that_sends_no_stock_is_told_nothing(self):
        self.listing.publishes_stock = False
        self.assertIsNone(self.told())

    def test_two_listings_of_a_product_are_both_told(self):
        self.list_product(self.teapot, "v-2")
        self.put(self.teapot, 1)
        self.assertEqual(self.levels(), {"stock-v-1": 21, "stock-v-2": 21})

    def test_what_the_shop_shows_already_is_not_sent_again(self):
        self.drain()
        self.put(self.teapot, 1)
        self.put(self.teapot, -1)
        self.drain()
        self.assertEqual(len(COUNTER.levels), 1)

    def test_comparing_everything_again_sends_only_what_differs(self):
        self.drain()
        self.connection._offer_stock()
        self.drain()
        self.assertEqual(len(COUNTER.levels), 1)

    def test_what_was_sent_without_an_answer_is_sent_again(self):
        self.drain()
        self.listing.level_ids.in_flight_at = fields.Datetime.now()
        self.connection._offer_stock()
        self.drain()
        self.assertEqual(len(COUNTER.levels), 2)

    def test_a_hundred_changed_listings_are_one_call(self):
        source = SQL(
            """
            INSERT INTO omni_listing (connection_id, company_id, product_id, external_id, stock_id,
                                      active, publishes_stock, is_stock_managed)
                 SELECT connection_id, company_id, product_id, 'many-' || n, 'many-' || n,
                        TRUE, TRUE, TRUE
                   FROM omni_listing, generate_series(1, 99) n WHERE id = %s
            """,
            self.listing.id,
        )
        self.env.flush_all()
        self.env.cr.execute(source)
        self.connection._offer_stock()
        self.drain()
        self.assertEqual([len(call) for call in COUNTER.levels], [100])

    def test_what_was_told_is_acknowledged(self):
        self.drain()
        self.assertEqual((self.listing.acknowledged_quantity, self.intents("stock").ids), (20, []))

    def test_what_the_shop_says_it_shows_is_believed(self):
        key = f"{self.listing.id}-{self.connection.location_ids.id}"
        COUNTER.outcomes[key] = Outcome(key=key, value=19)
        self.drain()
        self.assertEqual(self.listing.acknowledged_quantity, 19)

    def test_a_refused_listing_says_why(self):
        key = f"{self.listing.id}-{self.connection.location_ids.id}"
        COUNTER.outcomes[key] = Outcome(key=key, state="rejected", reason="Not stocked there.")
        self.drain()
        self.assertEqual(self.listing.level_ids.problem, "Not stocked there.")

    def test_a_refused_listing_is_a_problem(self):
        key = f"{self.listing.id}-{self.connection.location_ids.id}"
        COUNTER.outcomes[key] = Outcome(key=key, state="rejected", reason="Not stocked there.")
        self.drain()
        self.assertEqual(self.intents("stock").mapped("state"), ["dead"])

    def test_the_first_time_nothing_is_expected_there(self):
        self.assertIsNone(self.last().expected)

    def test_afterwards_what_was_acknowledged_is_expected_there(self):
        self.drain()
        self.put(self.teapot, 5)
        self.assertEqual((self.last().expected, self.last().quantity), (20, 25))

    def test_what_the_shop_has_sold_since_is_expected_to_be_gone_there(self):
        self.drain()
        self.sell(line(quantity=2, listing_id="v-1"))
        self.assertEqual((self.last().expected, self.last().quantity), (18, 18))

    def test_a_number_that_the_shop_has_sold_below_is_told_again(self):
        self.drain()
        self.sell(line(quantity=2, listing_id="v-1"))
        self.put(self.teapot, 2)
        self.assertEqual((self.last().expected, self.last().quantity), (18, 20))

    def test_a_number_that_is_there_is_told_no_more(self):
        self.drain()
        self.sell(line(quantity=2, listing_id="v-1"))
        self.put(self.teapot, 2)
        self.drain()
        calls = len(COUNTER.levels)
        self.connection._offer_stock()
        self.drain()
        self.assertEqual(len(COUNTER.levels), calls)

    def test_where_the_place_of_a_sale_is_not_known_all_places_are_told_again(self):
        self.second_place()
        self.drain()
        self.sell(line(quantity=2, listing_id="v-1"))
        self.put(self.teapot, 2)
        self.drain()
        self.assertEqual({level.quantity for level in COUNTER.levels[-1]}, {20, 0})
        self.assertFalse(any(self.listing.level_ids.mapped("is_doubtful")))

    def second_place(self):
        COUNTER.locations.append(Location(external_id="side", name="Side place"))
        other = self.env["stock.warehouse"].create({"name": "Side", "code": "SIDE"})
        self.connection.action_test()
        places = self.connection.location_ids
        places.filtered(lambda one: one.external_id == "side").warehouse_id = other

    def test_a_number_that_was_never_answered_may_be_there_as_well(self):
        self.drain()
        key = f"{self.listing.id}-{self.connection.location_ids.id}"
        COUNTER.outcomes[key] = Outcome(key=key, state="unknown", reason="No answer.")
        self.put(self.teapot, -5)
        self.drain()
        self.sell(line(quantity=1, listing_id="v-1"))
        document = self.connection._stock_document(
            self.listing, self.connection.location_ids, self.listing.level_ids, 14
        )
        self.assertEqual((document.expected, document.sent), (19, 14))

    def test_pieces_that_a_push_found_missing_are_not_expected_to_go_twice(self):
        key = f"{self.listing.id}-{self.connection.location_ids.id}"
        COUNTER.outcomes[key] = Outcome(key=key, state="retry", reason="Sold there.", value=18)
        self.drain()
        self.sell(line(quantity=2, listing_id="v-1"))
        level = self.listing.level_ids
        self.assertEqual((level.expected_quantity, level.unexplained_quantity), (18, 0))

    def test_a_number_lowered_by_a_push_is_what_the_shop_shows(self):
        key = f"{self.listing.id}-{self.connection.location_ids.id}"
        COUNTER.outcomes[key] = Outcome(key=key, state="retry", reason="Sold there.", value=18)
        self.drain()
        self.assertEqual(self.listing.acknowledged_quantity, 18)

    def test_what_another_worker_is_telling_waits_for_its_turn(self):
        self.end_transaction()
        older = self.intents("stock")
        self.put(self.teapot, 1)
        self.end_transaction()
        self.take_elsewhere(older)
        self.drain()
        self.assertFalse(COUNTER.levels)

    def test_what_a_worker_took_that_is_gone_waits_for_nobody(self):
        self.end_transaction()
        older = self.intents("stock")
        self.put(self.teapot, 1)
        self.end_transaction()
        self.take_elsewhere(older, pid=-1)
        self.assertEqual(self.told(), 21)

    def test_a_push_that_fails_touches_nothing_that_was_left_to_another_worker(self):
        self.list_product(self.cup, "v-2")
        self.end_transaction()
        older = self.intents("stock").filtered(lambda one: one.res_id == self.listing.id)
        self.put(self.teapot, 1)
        self.put(self.cup, 1)
        self.end_transaction()
        waits = self.intents("stock").filtered(lambda one: one.res_id == self.listing.id) - older
        self.take_elsewhere(older)
        COUNTER.faults = [RetryableError("Not now.", after=60)]
        self.drain()
        self.assertEqual((len(waits), waits.tries, COUNTER.faults), (1, 0, []))

    def take_elsewhere(self, intents, pid=None):
        """Let another worker, alive unless ``pid`` says else, have taken the intents."""
        elsewhere = self.registry.cursor()
        self.addCleanup(elsewhere.close)
        elsewhere.execute("SELECT pg_backend_pid()")
        intents.write(
            {
                "lease_until": fields.Datetime.now() + timedelta(seconds=60),
                "lease_backend": pid or elsewhere.fetchone()[0],
            }
        )
        intents.flush_recordset()
