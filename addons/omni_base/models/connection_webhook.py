import logging
import re
import traceback
from collections import namedtuple

import msgspec

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core.documents import Doorbell
from ..core.errors import RejectedError, RemoteError, RetryableError, SignatureError
from ..core.resource import resource
from ..core.text import _

_logger = logging.getLogger(__name__)

NOTICE = "notice"
"""The kind of a delivery that names nothing that is read here."""
LONGEST_ID = 200
SECRET_HEADERS = re.compile("auth|cookie|hmac|signature|secret|token|key")

Misread = namedtuple("Misread", "reason")
Fault = namedtuple("Fault", "reason detail")


def _without_secrets(headers, hidden):
    return {
        name: hidden.text(value)
        for name, value in headers.items()
        if not SECRET_HEADERS.search(name)
    }


def _storable(bell):
    """Return a Doorbell as a database can keep it; raise RejectedError for what can be no id."""
    if not all(len(one) <= LONGEST_ID and one.isprintable() for one in bell.external_ids):
        raise RejectedError(_("The delivery names something that can be no id."))
    event_id = "".join(filter(str.isprintable, bell.event_id[:LONGEST_ID]))
    return msgspec.structs.replace(bell, event_id=event_id)


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
        """Verify and store one delivery, understood or not. Raises SignatureError, AuthError, or
        RetryableError where a fault of our program leaves open whose it is.
        """
        self.ensure_one()
        cls = self._adapter_class()
        takes = cls and cls.can("verify_webhook") and cls.can("read_webhook")
        if not (self.active and takes):
            raise SignatureError(_("This connection takes no deliveries."))
        with self._session(calls=False) as adapter:
            self._verify_delivery(adapter, headers, body)
            bell = self._read_delivery(adapter, headers, body)
            hidden = adapter.http.hidden
            body, headers = hidden.data(body), _without_secrets(headers, hidden)
        if self._is_unwanted(bell):
            self._store_unwanted(bell)
            return
        payload = self._keep_payload("in", body, getattr(bell, "resource", "") or NOTICE)
        if isinstance(bell, Fault):
            self._store_fault(bell, payload, headers)
        else:
            self._store_read(bell, payload)

    def _verify_delivery(self, adapter, headers, body):
        """Raise SignatureError unless the delivery is the remote's own.

        A fault of our program proves nothing: nothing is stored, not even its words, which are
        anybody's. The remote is asked to ring again, the log has the traceback, a person a warning.
        """
        try:
            adapter.verify_webhook(headers, body)
        except RemoteError:
            raise
        except Exception as error:
            adapter.http.hidden.error(error)
            _logger.error("A delivery for %s cannot be verified.", self.name, exc_info=error)
            kind = type(error).__name__
            self._note_unverified(kind)
            raise RetryableError(_("A fault of the program: %s", kind)) from None

    def _read_delivery(self, adapter, headers, body):
        """Return the Doorbell of a verified delivery; a Misread one or a Fault, if need be.

        A remote drops a subscription whose deliveries are refused, so none is, whatever it says
        and whatever our program makes of it.
        """
        try:
            return _storable(adapter.read_webhook(headers, body))
        except RemoteError as error:
            return Misread(self._storable_words(error.reason))
        except Exception as error:  # noqa: BLE001 - stored before it is read, and read again later
            words = self.env["omni.drain"]._first_line(error)
            reason = self._in_its_language().env._("A fault of the program: %s", words)
            return Fault(reason, "".join(traceback.format_exception(error)))

    def _in_its_language(self):
        return self.with_context(lang=self.user_id.lang)

    def _storable_words(self, text):
        return self._in_its_language()._say(text).replace("\0", "")

    def _store_read(self, bell, payload):
        if isinstance(bell, Misread):
            self._understood_nothing(bell.reason)
            self._store_notice(Doorbell(note=bell.reason), payload, "error")
            return
        why = self._why_nothing_new(bell) if bell.mark else ""
        if why:
            self._store_notice(Doorbell(event_id=bell.event_id, note=why), payload, "info")
        elif bell.external_ids and resource(bell.resource):
            self._store_bell(bell, payload)
            self.env["omni.drain"]._wake(resource(bell.resource).priority)
        else:
            self._store_notice(bell, payload, "info")

    def _why_nothing_new(self, bell):
        """A hook: return why a delivery with a mark tells nothing that is to be read, or ""."""
        return ""

    def _store_fault(self, fault, payload, headers):
        """A problem with its traceback; “Try again” reads the delivery again."""
        row = {
            "resource": NOTICE,
            "external_id": "-",
            "state": "dead",
            "origin": "webhook",
            "payload_id": payload.id,
            "severity": "error",
            "reason": fault.reason,
        }
        message = self.env["omni.message"]._store(self, [row])
        message.write({"state": "dead", "detail": fault.detail, "headers": headers})

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
                    "resource": bell.resource or NOTICE,
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
        here = self._in_its_language()
        if bell.note:
            return self._storable_words(bell.note)
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
            adapter.wanted = self._wanted_resources()
            sentence = adapter.subscribe(self.sudo().webhook_url)
        return self._notice("success", self._say(sentence))
