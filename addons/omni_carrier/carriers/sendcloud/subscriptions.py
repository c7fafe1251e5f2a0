"""Where Sendcloud tells that a parcel moved: an integration has one address, and a switch.

https://sendcloud.dev/api/v3/integrations/update-certain-parts-of-an-integration
"""

from urllib.parse import urlsplit

from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.text import _

TOPIC = "parcel_status_changed"


class Subscriptions:
    """The part of the adapter that is told where to ring."""

    def subscribe(self, url):
        """Another program's address stays: it would hear no more of its own parcels."""
        integration = self._integration()
        told = integration.get("webhook_url") or ""
        if _rings(integration, url):
            return _("Sendcloud already rings here.")
        if told and integration.get("webhook_active") and not _is_ours(told, url):
            raise RejectedError(
                _(
                    "Sendcloud already rings at %s for this integration. Take that address out in "
                    "Sendcloud, or use the keys of an integration of its own.",
                    urlsplit(told).hostname or told,
                )
            )
        self._tell(integration, {"webhook_active": True, "webhook_url": url})
        return _("Sendcloud now rings here when a parcel moves.")

    def unsubscribe(self, url):
        integration = self._integration()
        told = integration.get("webhook_url") or ""
        if not (integration.get("webhook_active") and _is_ours(told, url)):
            return 0
        self._tell(integration, {"webhook_active": False})
        return 1

    def pull_missing_webhooks(self, url):
        return [] if _rings(self._integration(), url) else [TOPIC]

    def _integration(self):
        """Return the integration that the keys belong to."""
        known = self._get("/user/auth/metadata").get("data") or {}
        return self._get(f"/integrations/{known.get('integration_id')}").get("data") or {}

    def _tell(self, integration, change):
        self.http.request(
            "PATCH",
            f"{self._address}/integrations/{integration.get('id')}",
            repeatable=True,
            headers=self._log_in,
            json=change,
        )


def _rings(integration, url):
    return bool(integration.get("webhook_active")) and integration.get("webhook_url") == url


def _is_ours(told, url):
    """Ours is what has the same path (the connection's own token), on whatever host."""
    return bool(urlsplit(told).path.strip("/")) and urlsplit(told).path == urlsplit(url).path
