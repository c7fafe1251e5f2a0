import msgspec

from odoo.addons.omni_base.core.documents import Listing

from .common import ChannelCase
from .papers import AT, HOME, ZOE, line, order

EVIL = '<img src="https://evil.example/seen"><a href="https://evil.example">press</a><script>x</script>'
SCRIPT = "javascript://%0aalert(1)"
HTML_COLUMNS = {
    "mail_message": "body",
    "mail_activity": "note",
    "sale_order": "note",
    "stock_picking": "note",
    "res_partner": "comment",
}


class TestRemoteWords(ChannelCase):
    """What a buyer or a shop has written is shown as it was written, and does nothing."""

    def changed(self, document, **values):
        return msgspec.structs.replace(document, **values)

    def evil_order(self, **values):
        """An order with markup wherever somebody else may write."""
        person = self.changed(HOME, name=EVIL, street=EVIL, company=EVIL)
        return order(
            line(name=EVIL, sku=EVIL, note=EVIL),
            **{
                "name": EVIL,
                "note": f"{EVIL}\nsecond line",
                "tags": (EVIL,),
                "payment_methods": (EVIL,),
                "url": SCRIPT,
                "customer": self.changed(ZOE, name=EVIL),
                "billing": person,
                "delivery": person,
                **values,
            },
        )

    def bring_evil(self):
        message = self.bring(self.evil_order())
        self.assertEqual(message.state, "done", message.reason)
        return self.env["sale.order"].browse(message.res_id)

    def assert_harmless(self):
        self.env.flush_all()
        for table, column in HTML_COLUMNS.items():
            self.env.cr.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE '%evil%'")  # noqa: S608
            for (html,) in self.env.cr.fetchall():
                for mark in ("<img", "<script", '<a href="https://evil', "<a "):
                    self.assertNotIn(mark, html, table)

    def test_an_order_s_words_are_no_markup(self):
        self.bring_evil()
        self.assert_harmless()

    def test_the_buyer_s_note_can_be_read_as_it_was_written(self):
        note = self.bring_evil().note
        self.assertIn("&lt;script&gt;x&lt;/script&gt;<br>second line", note)

    def test_a_cancellation_s_words_are_no_markup(self):
        self.bring_evil()
        gone = self.evil_order(cancelled_at=AT, cancel_reason=EVIL, version="2026-08-01T00:00:00Z")
        self.assertEqual(self.bring(gone).state, "done")
        self.assert_harmless()

    def test_a_cancellation_after_the_goods_left_is_told_without_markup(self):
        sale = self.bring_evil()
        self.ship(sale.picking_ids)
        self.bring(
            self.evil_order(cancelled_at=AT, cancel_reason=EVIL, version="2026-08-01T00:00:00Z")
        )
        self.assert_harmless()

    def test_a_link_that_is_a_script_is_not_kept(self):
        self.assertFalse(self.bring_evil().omni_url)

    def test_a_listing_s_link_that_is_a_script_is_not_kept(self):
        self.bring_listings(Listing(external_id="1", name=EVIL, sku=EVIL, url=SCRIPT))
        listing = self.connection.listing_ids
        self.assertEqual((listing.name, listing.url), (EVIL, ""))
