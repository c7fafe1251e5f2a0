from odoo import fields, models
from odoo.addons.omni_base.core.times import instant, naive
from odoo.addons.omni_channel.core.gone import too_many


def unlisted(records, began):
    """Return those that were here before everything was listed, and were not shown by it."""
    return records.filtered(
        lambda one: one.create_date < began and not (one.listed_at and one.listed_at >= began)
    )


class Listing(models.Model):
    _inherit = "omni.listing"

    listed_at = fields.Datetime(
        string="Last listed",
        readonly=True,
        copy=False,
        help="When the shop was last read as a whole",
    )
    is_gone = fields.Boolean(
        string="No longer there", readonly=True, copy=False, help="The shop has deleted it"
    )

    def _archive_as_gone(self):
        self.write({"active": False, "is_gone": True})
        for connection in self.connection_id:
            count = len(self.filtered(lambda one, shop=connection: one.connection_id == shop))
            text = self.env._("Archived, because no longer in the shop: %s.", count)
            connection._message_log(body=text)


class Connection(models.Model):
    """Listings of what the shop has deleted are archived; their products are left alone."""

    _inherit = "omni.connection"

    def _after_page(self, code, page):
        """A listing of everything shows what is there; after its end, the rest is gone."""
        super()._after_page(code, page)
        if code != "listing" or not page.began:
            return
        began = naive(instant(page.began))
        shown = [item.external_id for item in page.items]
        back = self._known_listings(shown).values()
        self.env["omni.stock.change"]._note_listed(
            self.env["omni.listing"].union(*(one for one in back if one.is_gone))
        )
        self.env["omni.listing"].flush_model()
        self.env.cr.execute(
            """
            UPDATE omni_listing
               SET listed_at = %s, active = active OR is_gone IS TRUE, is_gone = NULL
             WHERE connection_id = %s AND external_id = ANY(%s)
            """,
            [began, self.id, shown],
        )
        self.env["omni.listing"].invalidate_model()
        if not page.more:
            self._archive_unlisted(began)

    def _archive_unlisted(self, began):
        """Where most would go, the shop is more likely out of order than empty."""
        here = self.env["omni.listing"].search([("connection_id", "=", self.id)])
        gone = unlisted(here, began)
        if too_many(len(gone), len(here)):
            text = self.env._(
                "%(gone)s of %(all)s listings were not in the shop's list of products: nothing was "
                "archived. See whether the shop shows all of its products.",
                gone=len(gone),
                all=len(here),
            )
            self._message_log(body=text)
        elif gone:
            gone._archive_as_gone()

    def _things_gone(self, code, external_ids):
        """A product that the shop says it no longer has: itself, or all of its variants."""
        super()._things_gone(code, external_ids)
        if code != "product":
            return
        gone = self.env["omni.listing"].search(
            [
                ("connection_id", "=", self.id),
                "|",
                ("parent_id", "in", external_ids),
                "&",
                ("parent_id", "in", (False, "")),
                ("external_id", "in", external_ids),
            ]
        )
        if gone:
            gone._archive_as_gone()
