from .common import ChannelCase


class TestOrderOrigin(ChannelCase):
    """Where an order came from is kept on it."""

    def test_its_tags_are_tags(self):
        self.assertEqual(self.sell(tags=("vip", "gift")).tag_ids.mapped("name"), ["vip", "gift"])

    def test_a_tag_that_is_there_is_used(self):
        known = self.env["crm.tag"].create({"name": "Vip_100%"})
        self.assertEqual(self.sell(tags=("vip_100%",)).tag_ids, known)

    def test_a_tag_is_made_once(self):
        first = self.sell(external_id="1", tags=("vip",))
        second = self.sell(external_id="2", tags=("VIP", "vip"))
        self.assertEqual(first.tag_ids, second.tag_ids)

    def test_its_discount_codes_are_told(self):
        self.assertEqual(self.sell(discount_codes=("TEN", "FIVE")).omni_discount_codes, "TEN, FIVE")

    def test_how_it_was_placed_is_told(self):
        self.assertEqual(self.sell(source="checkout").omni_source, "checkout")

    def test_its_transactions_are_told(self):
        self.assertEqual(self.sell(transactions=("pi_1",)).omni_transactions, "pi_1")

    def test_its_source_medium_and_campaign_are_odoo_s(self):
        sale = self.sell(utm_source="Meta ads", utm_medium="cpc", utm_campaign="Launch")
        self.assertEqual(
            (sale.source_id.name, sale.medium_id.name, sale.campaign_id.title),
            ("Meta ads", "cpc", "Launch"),
        )

    def test_a_source_that_is_there_is_used(self):
        known = self.env["utm.source"].create({"name": "Pigeon post"})
        self.assertEqual(self.sell(utm_source="pigeon post").source_id, known)

    def test_an_order_without_marks_has_none(self):
        sale = self.sell()
        self.assertFalse(sale.tag_ids or sale.source_id or sale.campaign_id)
