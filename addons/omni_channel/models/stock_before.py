from odoo import fields, models
from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.paging import slices


class ListingLevel(models.Model):
    """What the shop showed before this connection wrote to it."""

    _inherit = "omni.listing.level"

    before_quantity = fields.Integer(
        string="Before going live", readonly=True, help="What the shop showed before the first push"
    )
    before_at = fields.Datetime(string="Seen before", readonly=True)

    def _is_untouched(self):
        """Whether nothing was sent since going live, so that what is there is not our own."""
        return not (self.before_at or self.in_flight_at or self.acknowledged_at)


class Connection(models.Model):
    """The first push of a level looks before it writes: for the way back, and to write no more
    than what differs."""

    _inherit = "omni.connection"

    def _compare_first(self, adapter, changes):
        """Note what the shop shows of levels not written before; return what is left to write."""
        known = self.env["omni.listing.level"].browse(row_id for row_id, _level in changes)
        unseen = set(known.filtered(lambda level: level._is_untouched()).ids)
        fresh = [change for change in changes if change[0] in unseen]
        if not fresh:
            return changes
        if not adapter.can("pull_stock"):
            self._note_before(fresh, self._seen_before(fresh))
            return changes
        shown = {}
        for part in slices(fresh, adapter.stock_batch):
            self.env["omni.checkpoint"]._commit()
            shown |= adapter.pull_stock([level for _row_id, level in part])
        self._note_before(fresh, shown)
        same = [
            (row_id, level) for row_id, level in fresh if shown.get(level.key) == level.quantity
        ]
        self._note_acknowledged(
            same, [Outcome(key=level.key, value=level.quantity) for _row_id, level in same]
        )
        right = {row_id for row_id, _level in same}
        return [change for change in changes if change[0] not in right]

    def _seen_before(self, fresh):
        """What the last reading of the products says, where that is about one place only."""
        if len(self.location_ids) != 1:
            return {}
        levels = self.env["omni.listing.level"].browse(row_id for row_id, _level in fresh)
        seen = {level.id: level.listing_id.seen_quantity for level in levels}
        return {document.key: seen[row_id] for row_id, document in fresh}

    def _note_before(self, fresh, shown):
        rows = [(row_id, shown[level.key]) for row_id, level in fresh if level.key in shown]
        if not rows:
            return
        self.env.flush_all()
        self.env.cr.execute_values(
            """
            UPDATE omni_listing_level l SET before_quantity = v.quantity, before_at = v.at
              FROM (VALUES %s) AS v (id, quantity, at) WHERE l.id = v.id
            """,
            [(row_id, quantity, fields.Datetime.now()) for row_id, quantity in rows],
            template="(%s, %s, %s::timestamp)",
        )
        self.env["omni.listing.level"].invalidate_model()

    def _forget_before(self):
        """Going live anew begins with what the shop shows then: it is read again, and compared."""
        self.env["omni.listing.level"].flush_model()
        self.env.cr.execute(
            """
            UPDATE omni_listing_level v
               SET before_quantity = NULL, before_at = NULL, acknowledged_at = NULL,
                   in_flight_at = NULL, unknown_until = NULL, unexplained_quantity = 0,
                   is_doubtful = FALSE
              FROM omni_listing l WHERE l.id = v.listing_id AND l.connection_id = %s
            """,
            [self.id],
        )
        self.env["omni.listing.level"].invalidate_model()
