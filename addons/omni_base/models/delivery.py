from odoo import api, fields, models

from ..core.resource import resource
from ..core.verdict import Verdict
from .connection_webhook import NOTICE, Fault, Misread


class Message(models.Model):
    """A delivery that our program could not read: read again once the program is mended."""

    _inherit = "omni.message"

    headers = fields.Json(readonly=True, help="Of a delivery, to read it again; no secrets")

    @api.depends("resource")
    @api.depends_context("lang")
    def _compute_resource_label(self):
        deliveries = self.filtered(lambda row: row.resource == NOTICE)
        deliveries.resource_label = self.env._("Delivery")
        return super(Message, self - deliveries)._compute_resource_label()


class Drain(models.AbstractModel):
    _inherit = "omni.drain"

    @api.model
    def _process(self, connection, messages):
        if messages[0].resource != NOTICE:
            return super()._process(connection, messages)
        bodies = messages.payload_id._bodies()
        with connection._session() as adapter:
            for message in messages:
                body = bodies.get(message.payload_id.id, b"")
                bell = connection._read_delivery(adapter, message.headers or {}, body)
                self._book(message, self._heard(connection, message, bell))
        return None

    @api.model
    def _heard(self, connection, message, bell):
        """Do what a delivery says that was read at last; return its verdict."""
        if isinstance(bell, Fault):
            return Verdict("dead", bell.reason, detail=bell.detail)
        if isinstance(bell, Misread):
            return Verdict("ignored", bell.reason)
        if not bell.external_ids or not resource(bell.resource):
            return Verdict("ignored", connection._why_ignored(bell))
        connection._store_bell(bell, message.payload_id)
        self._wake(resource(bell.resource).priority)
        return Verdict("done", self.env._("It rang for %s.", ", ".join(bell.external_ids)))
