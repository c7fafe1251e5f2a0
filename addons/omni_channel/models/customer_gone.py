from odoo import models
from odoo.addons.omni_base.core.times import instant, naive
from odoo.addons.omni_channel.core.gone import too_many

from .listing_gone import unlisted


class Connection(models.Model):
    """Accounts that the shop has deleted are marked; their contacts are left alone."""

    _inherit = "omni.connection"

    def _things_gone(self, code, external_ids):
        super()._things_gone(code, external_ids)
        if code == "customer":
            self._account_links([("external_id", "in", external_ids)]).is_gone = True

    def _after_page(self, code, page):
        """A listing of all accounts shows who is there; after its end, the rest is gone."""
        super()._after_page(code, page)
        if code != "customer" or not page.began:
            return
        began = naive(instant(page.began))
        shown = [item.external_id for item in page.items]
        self._account_links([("external_id", "in", shown)]).write(
            {"listed_at": began, "is_gone": False}
        )
        if not page.more:
            self._mark_unlisted(began)

    def _mark_unlisted(self, began):
        """Where most would go, the list is more likely short than the shop empty."""
        here = self._account_links([("is_gone", "!=", True)])
        gone = unlisted(here, began)
        if too_many(len(gone), len(here)):
            text = self.env._(
                "%(gone)s of %(all)s customers were not in the shop's list: none was marked as "
                "deleted there. See whether the shop shows all of its customers.",
                gone=len(gone),
                all=len(here),
            )
            self._message_log(body=text)
        else:
            gone.is_gone = True
