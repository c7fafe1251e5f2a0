from datetime import datetime, timedelta, timezone
from decimal import Decimal

from lxml import etree

from odoo.addons.omni_base.core.documents import Listing
from odoo.tools.safe_eval import safe_eval

from .common import ChannelCase

NOW = datetime.now(timezone.utc).replace(microsecond=0)
DAY = timedelta(days=1)


class TestListingShown(ChannelCase):
    """What buyers see of a listing, and what it costs them."""

    def listing(self, external_id="v-1", **values):
        document = Listing(external_id=external_id, name="Tasse", sku="CUP", **values)
        message = self.bring_listings(document)
        return self.env["omni.listing"].browse(message.res_id)

    def reduced(self, external_id="v-1", **dates):
        prices = {"regular_price": Decimal(12), "sale_price": Decimal(9), "price": Decimal(9)}
        return self.listing(external_id, **prices, **dates)

    def filtered_by(self, name):
        arch = self.env["omni.listing"].get_view(view_type="search")["arch"]
        [node] = etree.fromstring(arch).xpath(f"//filter[@name='{name}']")
        return self.env["omni.listing"].search(safe_eval(node.get("domain")))

    def test_a_sale_is_shown_with_its_dates(self):
        found = self.reduced(sale_from=NOW, sale_to=NOW + DAY)
        self.assertEqual((found.regular_price, found.sale_price, found.price), (12, 9, 9))
        self.assertEqual(found.sale_from, NOW.replace(tzinfo=None))
        self.assertEqual(found.sale_to, (NOW + DAY).replace(tzinfo=None))

    def test_a_sale_that_is_over_there_is_over_here(self):
        self.reduced(sale_to=NOW)
        found = self.listing(regular_price=Decimal(12), price=Decimal(12))
        self.assertEqual((found.sale_price, found.sale_to), (0, False))

    def test_its_status_is_shown(self):
        self.assertEqual(self.listing(state="private").shop_state, "private")

    def test_a_channel_that_tells_none_shows_none(self):
        self.assertFalse(self.listing().shop_state)

    def test_what_is_on_sale_now_is_found(self):
        on = self.reduced("on", sale_from=NOW - DAY, sale_to=NOW + DAY) | self.reduced("always")
        self.reduced("over", sale_to=NOW - DAY)
        self.reduced("later", sale_from=NOW + DAY)
        self.assertEqual(self.filtered_by("on_sale"), on)

    def test_a_sale_to_come_is_found(self):
        self.reduced("on")
        later = self.reduced("later", sale_from=NOW + DAY)
        self.assertEqual(self.filtered_by("sale_to_come"), later)

    def test_what_buyers_do_not_see_is_found_archived_or_not(self):
        self.listing("shown", state="published")
        hidden = self.listing("draft", state="draft", active=False)
        self.assertEqual(self.filtered_by("unpublished"), hidden)
