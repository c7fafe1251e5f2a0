from odoo import models
from odoo.addons.omni_base.core.errors import RemoteError

from .completeness_notice import PLACES


class Connection(models.Model):
    """What is learnt from a shop when it is connected."""

    _inherit = "omni.connection"

    def _connected(self, account):
        """What was missed while nobody could ask is read at once, not at the feeds' next time."""
        was_away = self.state != "connected"
        super()._connected(account)
        if was_away and self.kind == "channel":
            feeds = self.feed_ids.filtered(lambda feed: feed.active and feed.direction == "in")
            for feed in feeds.sudo():
                feed.cron_id._trigger()

    def _after_connected(self, account):
        super()._after_connected(account)
        if self.kind != "channel":
            return
        if self._adapter_class().can("pull_locations"):
            self._learn_locations()

    def _learn_places_again(self):
        """What could not be learnt when the shop was connected is asked for again."""
        told = [("connection_id", "=", self.id), ("kind", "=", PLACES), ("state", "!=", "over")]
        if self.env["omni.notice"].search_count(told, limit=1):
            self._learn_locations(scheduled=True)

    def _learn_locations(self, scheduled=False):
        """Keep the shop's locations; the first shows the company's stock until told otherwise."""
        try:
            with self._session(scheduled=scheduled) as adapter:
                if scheduled:
                    self.env["omni.checkpoint"]._commit()
                found = adapter.pull_locations()
        except RemoteError as error:
            reason = self._say(error.reason)
            self.env["omni.notice"]._note(self, PLACES, "warning", "", "stock", reason=reason)
            self._tell_health()
            return
        self.env["omni.notice"]._end(self, PLACES)
        known = {place.external_id: place for place in self.location_ids}
        places = self.env["omni.channel.location"].sudo()
        for place in found:
            values = {"name": place.name, "active": place.active}
            if place.external_id in known:
                known[place.external_id].sudo().write(values)
                continue
            places.create({"connection_id": self.id, "external_id": place.external_id, **values})
        if self.location_ids and not self.location_ids.warehouse_id:
            self.location_ids[0].sudo().warehouse_id = self._warehouse()
