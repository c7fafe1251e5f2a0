from decimal import Decimal

from .goods import ProductCase, document, variant
from .stall import COUNTER


class TestContentOut(ProductCase):
    """What Odoo decides of a product is told to the shop: only what differs, nothing emptied."""

    def setUp(self):
        super().setUp()
        self.decides("odoo", "name", "description", "category", "sku", "barcode", "weight")
        feeds = self.connection.with_context(active_test=False).feed_ids
        self.feed = feeds.filtered(lambda feed: feed.resource == "content")
        self.feed.active = True
        self.listing = self.list_product(self.cup, "v-1", parent_id="p-1", sku="CUP")
        COUNTER.goods["p-1"] = document(name="Cup", description="", categories=("Mugs",))
        self.end_transaction()
        self.connection._go_live()
        self.end_transaction()

    def told(self):
        return [change.product for call in COUNTER.changes for change in call]

    def there(self):
        return COUNTER.goods["p-1"]

    def test_a_new_name_is_in_the_shop(self):
        self.cup.name = "Big cup"
        self.drain()
        self.assertEqual(self.there().name, "Big cup")

    def test_only_what_differs_is_told(self):
        self.cup.name = "Big cup"
        self.drain()
        (told,) = self.told()
        self.assertEqual((told.name, told.description, told.variants), ("Big cup", "", ()))

    def test_going_live_alone_changes_nothing(self):
        COUNTER.goods["p-1"] = document(name="Tasse")
        self.drain()
        self.assertFalse(COUNTER.changes)

    def test_run_now_compares_all(self):
        COUNTER.goods["p-1"] = document(name="Tasse")
        self.feed.action_run_now()
        self.drain()
        self.assertEqual(self.there().name, "Cup")

    def test_it_is_off_until_a_person_switches_it_on(self):
        other = self.connect(name="Second").with_context(active_test=False)
        feed = other.feed_ids.filtered(lambda feed: feed.resource == "content")
        self.assertFalse(feed.active)

    def test_what_the_shop_decides_is_not_told(self):
        self.decides("remote", "name")
        self.cup.name = "Big cup"
        self.drain()
        self.assertFalse(COUNTER.changes)

    def test_what_is_empty_here_empties_nothing_there(self):
        COUNTER.goods["p-1"] = document(variant(barcode="3760000000017"), name="Cup")
        self.cup.weight = 0.5
        self.drain()
        variant_ = self.there().variants[0]
        self.assertEqual(
            (variant_.barcode, self.there().description), ("3760000000017", "<p>Faite main</p>")
        )

    def test_sku_barcode_and_weight_are_the_variant_s(self):
        self.cup.write({"barcode": "3760000000024", "weight": 0.5, "default_code": "CUP-2"})
        self.drain()
        told = self.there().variants[0]
        self.assertEqual(
            (told.barcode, told.weight, told.sku), ("3760000000024", Decimal("0.5"), "CUP-2")
        )

    def test_what_somebody_changed_in_the_shop_is_kept_and_put_back(self):
        self.cup.name = "Big cup"
        self.drain()
        COUNTER.goods["p-1"] = document(name="Tasse")
        self.cup.name = "Bigger cup"
        self.drain()
        kept = self.conflicts().filtered(lambda row: row.field == "name")[-1:]
        self.assertEqual((self.there().name, kept.there), ("Bigger cup", "Tasse"))
        kept.action_restore()
        self.drain()
        self.assertEqual(self.there().name, "Tasse")

    def test_what_the_shop_did_not_take_over_is_a_problem(self):
        COUNTER.keeps.add("p-1")
        self.cup.name = "Big cup"
        self.drain()
        intent = self.intents("content")
        self.assertEqual(intent.state, "dead")
        self.assertIn("did not take over: Name", intent.reason)

    def test_a_product_that_is_gone_there_is_a_problem(self):
        COUNTER.goods.clear()
        self.cup.name = "Big cup"
        self.drain()
        self.assertIn("no longer has this product", self.intents("content").reason)

    def test_a_category_that_the_shop_has_not_is_told_once(self):
        COUNTER.keeps.add("p-1")
        self.cup.categ_id = self.env["product.category"].create({"name": "Crockery"})
        self.drain()
        self.cup.categ_id = self.cup.categ_id
        self.drain()
        self.assertEqual(len(COUNTER.changes), 1)

    def test_a_whole_product_is_told_by_one_insert(self):
        self.count_statements()
        self.cup.write({"name": "Big cup", "weight": 2})
        self.cup.barcode = "3760000000031"
        self.end_transaction()
        self.assertEqual(self.statements(), 1)

    def test_a_price_goes_another_way(self):
        self.cup.list_price = 99
        self.drain()
        self.assertFalse(COUNTER.changes)
