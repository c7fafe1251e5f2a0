from odoo import models


class Connection(models.Model):
    """What is next with a shop that has just been connected."""

    _inherit = "omni.connection"

    def _step(self):
        if self.kind != "channel":
            return super()._step()
        if not self.listing_count:
            return self.env._("Its products and orders are being read.")
        if self.unmatched_count:
            return self.env._(
                "%(unmatched)s of its %(all)s listings have no product here, so their stock is not "
                "told.",
                unmatched=self.unmatched_count,
                all=self.listing_count,
            )
        return super()._step()

    def _pace(self):
        sentences = super()._pace()
        if not sentences or self.kind != "channel":
            return sentences
        placed = [("omni_connection_id", "=", self.id)]
        first = self.env["sale.order"].sudo().search(placed, order="id", limit=1)
        if not first:
            return [*sentences, self.env._("No order yet: new ones come by themselves.")]
        after = self._since_begin(first.create_date)
        return [*sentences, self.env._("First order here after %s.", after)]
