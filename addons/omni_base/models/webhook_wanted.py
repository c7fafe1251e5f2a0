from odoo import fields, models

from ..core.documents import Doorbell
from ..core.resource import resource


class Connection(models.Model):
    """A remote rings for what is optional only while a person has it switched on."""

    _inherit = "omni.connection"

    rings_for = fields.Json(
        readonly=True, copy=False, help="What was switched on when it was last subscribed"
    )

    def _wanted_resources(self):
        """Return the codes of what rings and is optional, whose feeds are on."""
        feeds = self.sudo().feed_ids.filtered(lambda feed: feed.active and feed._rings_by_choice())
        return frozenset(feeds.mapped("resource"))

    def action_subscribe(self):
        shown = super().action_subscribe()
        self.sudo().rings_for = sorted(self._wanted_resources())
        return shown

    def _fit_subscription(self, adapter):
        """Subscribe anew where something was switched on or off since: nothing was lost."""
        if sorted(adapter.wanted) == (self.rings_for or []):
            return
        url = self.subscribed_url
        self.env["omni.checkpoint"]._commit()
        adapter.subscribe(url)
        self.rings_for = sorted(adapter.wanted)

    def _is_unwanted(self, bell):
        """Whether a delivery is about something optional that nobody has switched on."""
        known = isinstance(bell, Doorbell) and resource(bell.resource)
        return bool(known) and known.is_optional and known.code not in self._wanted_resources()

    def _store_unwanted(self, bell):
        """Note that it rang, and keep nothing of what it says."""
        here = self._in_its_language()
        note = here.env._(
            "“%s” is switched off: nothing is read, and the delivery is not kept.",
            here._say(resource(bell.resource).label),
        )
        nothing = self.env["omni.payload"]
        self._store_notice(Doorbell(event_id=bell.event_id, note=note), nothing, "info")


class Feed(models.Model):
    _inherit = "omni.feed"

    def write(self, values):
        """What is switched on or off is asked for, or no more, without waiting for the hour."""
        result = super().write(values)
        if "active" in values:
            self.filtered(lambda feed: feed._rings_by_choice())._look_soon()
        return result

    def _is_optional(self):
        """Whether it is off until a person wants it."""
        known = resource(self.resource)
        return bool(known and known.is_optional)

    def _rings_by_choice(self):
        return self._is_optional() and bool(resource(self.resource).by_id)

    def _look_soon(self):
        subscribed = self.connection_id.sudo().filtered("subscribed_url")
        if subscribed:
            subscribed.webhooks_seen_at = False
            self.env.ref("omni_base.cron_webhooks").sudo()._trigger()
