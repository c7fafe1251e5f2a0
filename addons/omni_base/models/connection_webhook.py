from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core.documents import Doorbell
from ..core.errors import AuthError, RemoteError, SignatureError
from ..core.resource import resource
from ..core.text import _


class Connection(models.Model):
    """What a delivery to the connection's own address does: it rings, nothing more."""

    _inherit = "omni.connection"

    can_subscribe = fields.Boolean(compute="_compute_can_subscribe")

    @api.depends("adapter_code")
    def _compute_can_subscribe(self):
        for connection in self:
            cls = connection._adapter_class()
            connection.can_subscribe = bool(cls and cls.can("subscribe"))

    def _ring(self, headers, body):
        """Verify and store one delivery, understood or not. Raises SignatureError or AuthError."""
        self.ensure_one()
        if not self.active or not self._adapter_class().can("read_webhook"):
            raise SignatureError(_("This connection takes no deliveries."))
        with self._session() as adapter:
            bell, is_understood = self._read_delivery(adapter, headers, body)
            body = adapter.http.hidden.data(body)
        payload = self._keep_payload("in", body, bell.resource or "notice")
        if bell.external_ids and resource(bell.resource):
            self._store_bell(bell, payload)
            self.env["omni.drain"]._wake(resource(bell.resource).priority)
        else:
            self._store_notice(bell, payload, "info" if is_understood else "error")

    def _read_delivery(self, adapter, headers, body):
        """Return (Doorbell, whether it was understood): the signature was good in both cases.

        A remote drops a subscription whose deliveries are refused, so none is for its form.
        """
        try:
            return adapter.read_webhook(headers, body), True
        except (SignatureError, AuthError):
            raise
        except RemoteError as error:
            reason = self.with_context(lang=self.user_id.lang)._say(error.reason)
        self._understood_nothing(reason)
        return Doorbell(note=reason), False

    def _understood_nothing(self, reason):
        self.env["omni.notice"]._note_later(
            self, "contract", "warning", "delivery", what="delivery", words=reason
        )

    def _store_bell(self, bell, payload):
        self.env["omni.message"]._store(
            self,
            [
                {
                    "resource": bell.resource,
                    "external_id": external_id,
                    "state": "rung",
                    "origin": "webhook",
                    "event_id": bell.event_id,
                    "payload_id": payload.id,
                    "priority": resource(bell.resource).priority,
                }
                for external_id in bell.external_ids
            ],
        )

    def _store_notice(self, bell, payload, severity):
        self.env["omni.message"]._store(
            self,
            [
                {
                    "resource": bell.resource or "notice",
                    "external_id": bell.event_id or "-",
                    "state": "ignored",
                    "origin": "webhook",
                    "event_id": bell.event_id,
                    "payload_id": payload.id,
                    "severity": severity,
                    "reason": self._why_ignored(bell),
                }
            ],
        )

    def _why_ignored(self, bell):
        """Return why a delivery rings for nothing: never an empty text."""
        here = self.with_context(lang=self.user_id.lang)
        if bell.note:
            return here._say(bell.note)
        if bell.resource and not resource(bell.resource):
            return here.env._("Nothing here follows “%s”.", bell.resource)
        return here.env._("The delivery names nothing to read.")

    def action_subscribe(self):
        """Make the remote ring at our address whenever something changes."""
        self.ensure_one()
        self.check_access("write")
        if not self._writes_outside():
            raise UserError(
                self.env._("Subscribing changes something at the remote: go live first.")
            )
        with self._person_waits(), self._session() as adapter:
            sentence = adapter.subscribe(self.sudo().webhook_url)
        return self._notice("success", self._say(sentence))
