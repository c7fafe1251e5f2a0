"""Sendcloud, API v3: one account, every carrier that its owner has switched on.

https://sendcloud.dev/api/v3
"""

from urllib.parse import quote, urlsplit

import msgspec

from odoo.addons.omni_base.core.adapter import Credential
from odoo.addons.omni_base.core.auth import basic, digest, verify_hmac
from odoo.addons.omni_base.core.decoding import decoded
from odoo.addons.omni_base.core.documents import Account, Doorbell, Outcome
from odoo.addons.omni_base.core.errors import (
    MappingError,
    RejectedError,
    RemoteError,
    RetryableError,
    UnknownOutcome,
)
from odoo.addons.omni_base.core.http import LOOPBACK
from odoo.addons.omni_base.core.pace import Charge, Limit
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_carrier.core.carrier import CarrierAdapter

from .bodies import write_quote_request, write_shipment
from .mapping import parcel_states, read_errors, read_label, read_rate
from .market import MARKET
from .subscriptions import Subscriptions
from .tables import BEING_MADE, NOT_BOUGHT
from .tracking import Tracking

ADDRESS = "https://panel.sendcloud.sc/api/v3"
ANNOUNCE_SECONDS = 60
LONGEST_NUMBER = 100
READING = ("GET", "HEAD")
LIMITS = (
    Limit(code="reads", label=_("Reading calls"), capacity=400, per_second=10),
    Limit(code="writes", label=_("Writing calls"), capacity=40, per_second=1),
)
"""1000 reading and 100 writing calls a minute: https://sendcloud.dev/docs/getting-started/rate-limits"""
ALREADY = ("already being cancelled", "already cancelled", "already been cancelled")


class Sendcloud(Tracking, Subscriptions, CarrierAdapter):
    code, label = "sendcloud", "Sendcloud"
    description = _("Labels and prices of many carriers through one Sendcloud account.")
    market = MARKET
    test_side = False
    limits = LIMITS
    credentials = (
        Credential(
            "public_key",
            _("Public key"),
            secret=False,
            help=_("In Sendcloud: Settings > Integrations > your API integration."),
        ),
        Credential("secret_key", _("Secret key"), help=_("Shown once, next to the public key.")),
        Credential(
            "webhook_key",
            _("Webhook signature key"),
            required=False,
            help=_("Only if your integration shows one; else the secret key signs."),
        ),
        Credential(
            "address",
            _("Address of the API"),
            secret=False,
            required=False,
            default=ADDRESS,
            address=True,
            help=_("Leave it as it is."),
        ),
    )

    @classmethod
    def clean(cls, values):
        values = super().clean(values)
        address = (values.get("address") or ADDRESS).rstrip("/")
        parts = urlsplit(address)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if not safe or not parts.hostname:
            raise RejectedError(_("“%s” is not an https:// address.", address))
        return {**values, "address": address}

    def charge(self, method, url):
        return Charge("reads" if method in READING else "writes")

    def check(self):
        """Return the account; who is behind the keys is a number, Sendcloud tells no name."""
        data = self._get("/user/auth/metadata").get("data") or {}
        user = str(data.get("user_id") or "")
        integration = str(data.get("integration_id") or "")
        return Account(
            name=_("Sendcloud account %s", user),
            external_id=user,
            url="https://app.sendcloud.com",
            note=_("The keys belong to the integration number %s.", integration),
        )

    def pull_rates(self, request):
        body = write_quote_request(request)
        answer = self._call("POST", "/shipping-options", repeatable=True, writes=False, json=body)
        self.http.drift.look_at("rate", answer.get("data"))
        return [read_rate(option) for option in answer.get("data") or ()]

    def push_label(self, request):
        """Buy the label; our reference is unique there: a second request gets the first label."""
        body = write_shipment(request)
        try:
            answer = self._call(
                "POST", "/shipments/announce", repeatable=False, timeout=ANNOUNCE_SECONDS, json=body
            )
        except RejectedError as error:
            return self._label_after(error, request.reference)
        self.http.drift.look_at("label", answer.get("data"))
        return self._with_documents(self._read_bought(answer.get("data")))

    def pull_label(self, reference):
        """Return the label bought under our reference; None when there is none that is good."""
        return self._good_label(self._shipments(reference))

    def _good_label(self, shipments):
        for shipment in shipments:
            states = parcel_states(shipment)
            if states & NOT_BOUGHT:
                continue
            if states & BEING_MADE:
                raise RetryableError(_("Sendcloud is still making the label."), after=10)
            return self._with_documents(read_label(shipment))
        return None

    def push_cancel(self, external_id):
        path = f"/shipments/{quote(external_id, safe='')}/cancel"
        try:
            answer = self._call("POST", path, repeatable=True)
        except RejectedError as error:
            return self._cancel_refused(external_id, error)
        data = answer.get("data") or {}
        queued = data.get("status") == "queued"
        reason = _("Sendcloud cancels it within 14 days, unless the carrier scans it.")
        return Outcome(key=external_id, external_id=external_id, reason=reason if queued else "")

    def verify_webhook(self, headers, body):
        key = self.values.get("webhook_key") or self.values["secret_key"]
        verify_hmac(key, body, headers.get("sendcloud-signature"))

    def read_webhook(self, headers, body):
        try:
            event = decoded(body)
        except msgspec.DecodeError as error:
            raise MappingError(_("The delivery is not JSON."), detail=str(error)) from None
        action = event.get("action") if isinstance(event, dict) else None
        if action != "parcel_status_changed":
            said = _("“%s” is not followed.", action) if action else _("It names no action.")
            return Doorbell(event_id=digest(body), note=said)
        parcel = event.get("parcel") or {}
        if not isinstance(parcel, dict):
            raise MappingError(_("The delivery names no parcel."))
        number = parcel.get("tracking_number") or ""
        if not isinstance(number, str) or len(number) > LONGEST_NUMBER or not number.isprintable():
            raise MappingError(_("The delivery names no parcel."))
        return Doorbell(
            resource="tracking",
            external_ids=(number,) if number else (),
            event_id=digest(body),
            note="" if number else _("The parcel has no tracking number yet."),
        )

    def read_refusal(self, answer):
        return read_errors(answer.decode())

    def _label_after(self, error, reference):
        """409: our reference is known there already. A 2xx in a strange form is no refusal."""
        unknown = UnknownOutcome(error.reason, status=error.status, detail=error.detail)
        if error.status and error.status < 300:
            raise unknown
        if error.status != 409:
            raise error
        shipments = self._shipments(reference)
        if not shipments:
            raise unknown
        label = self._good_label(shipments)
        if label is None:
            raise error
        return label

    def _read_bought(self, shipment):
        try:
            if parcel_states(shipment) & NOT_BOUGHT:
                said = read_errors(shipment.get("errors") or [])
                raise RejectedError(_("The carrier made no label. %s", said))
            return read_label(shipment)
        except (LookupError, TypeError, AttributeError) as error:
            reason = _("Sendcloud answered, but not with the label.")
            raise UnknownOutcome(reason, detail=repr(error)) from None

    def _cancel_refused(self, external_id, error):
        """409 also answers a second request to cancel, 410 what is gone: both are what we want."""
        said = f"{error.reason} {error.detail}".lower()
        if error.status == 410 or (error.status == 409 and any(word in said for word in ALREADY)):
            return Outcome(key=external_id, external_id=external_id)
        if error.status in (404, 409):
            return Outcome(
                key=external_id, external_id=external_id, state="rejected", reason=error.reason
            )
        raise error

    def _shipments(self, reference):
        try:
            answer = self._get("/shipments", params={"external_reference_id": reference})
        except RejectedError as error:
            if error.status == 404:
                return []
            raise
        found = answer.get("data") or []
        alone = len(found) == 1
        return [
            one for one in found if _reference(one) in (reference, None if alone else reference)
        ]

    def _with_documents(self, label):
        """Fetch what the answer left out (it holds the label of a single parcel only).

        The label is bought by then: a document that does not come is left empty, never an error.
        """
        parcels = tuple(
            parcel if parcel.document else self._with_document(parcel) for parcel in label.parcels
        )
        return msgspec.structs.replace(label, parcels=parcels)

    def _with_document(self, parcel):
        url = f"{self._address}/parcels/{parcel.external_id}/documents/label"
        headers = {**self._log_in, "Accept": "application/pdf"}
        try:
            answer = self.http.request("GET", url, headers=headers, params={"dpi": 72})
        except RemoteError:
            return parcel
        return msgspec.structs.replace(parcel, document=answer.body)

    @property
    def _address(self):
        return (self.values.get("address") or ADDRESS).rstrip("/")

    @property
    def _log_in(self):
        return basic(self.values["public_key"], self.values["secret_key"])

    def _get(self, path, **options):
        return self._call("GET", path, **options)

    def _call(self, method, path, **options):
        return self.http.json(
            method, self._address + path, kind=dict, headers=self._log_in, **options
        )


def _reference(shipment):
    return shipment.get("external_reference_id") or None
