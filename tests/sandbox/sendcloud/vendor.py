"""Sendcloud's front door: log-in, rate limits, routes."""

import re

from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from tests.sandbox.sendcloud import access, documents, integration, listing, points, shipments
from tests.sandbox.sendcloud.account import CONTRACTS, SENDER_ADDRESSES
from tests.sandbox.sendcloud.control import SendcloudControl
from tests.sandbox.sendcloud.errors import Refusal, error, not_found, refuse
from tests.sandbox.sendcloud.limits import RateLimit
from tests.sandbox.sendcloud.quotes import list_options
from tests.sandbox.sendcloud.statuses import STATUSES
from tests.sandbox.sendcloud.store import Store
from tests.sandbox.sendcloud.tracking import tracking_answer, tracking_page
from tests.sandbox.sendcloud.validation import check_shipment
from tests.sandbox.sendcloud.webhooks import delivery
from tests.sandbox.vendor import Vendor, json_response

API = "/api/v3"
ROUTES = (
    ("POST", r"/shipping-options", "shipping_options"),
    ("POST", r"/shipments/announce", "announce"),
    ("POST", r"/shipments", "announce_later"),
    ("GET", r"/shipments", "list_shipments"),
    ("GET", r"/shipments/([^/]+)", "read_shipment"),
    ("POST", r"/shipments/([^/]+)/cancel", "cancel_shipment"),
    ("GET", r"/parcels/statuses", "list_statuses"),
    ("GET", r"/parcels/tracking/([^/]+)", "read_tracking"),
    ("GET", r"/parcels/(\d+)/documents/([^/]+)", "read_document"),
    ("GET", r"/parcel-documents/([^/]+)", "read_documents"),
    ("GET", r"/contracts", "list_contracts"),
    ("GET", r"/addresses/sender-addresses", "list_sender_addresses"),
    ("GET", r"/addresses/sender-addresses/(\d+)", "read_sender_address"),
    ("GET", r"/service-points", "list_service_points"),
    ("GET", r"/service-points/(\d+)", "read_service_point"),
    ("GET", r"/user/auth/metadata", "read_metadata"),
    ("GET", r"/integrations", "list_integrations"),
    ("GET", r"/integrations/(\d+)", "read_integration"),
    ("PATCH", r"/integrations/(\d+)", "update_integration"),
)


class Sendcloud(Vendor):
    name = "sendcloud"
    prefix = "/sendcloud"

    def __init__(self, world):
        self.limit = RateLimit()
        super().__init__(world)
        self.controls = SendcloudControl(self)

    def reset(self):
        self.store = Store(seed=self.world.seed, parcels_made=self.world.after)
        self.limit.clear()

    def state(self):
        with self.lock:
            return {
                "shipments": list(self.store.shipments.values()),
                "labels_bought": list(self.store.labels),
                "cancelled": [row for row in self.store.labels if row["cancelled"]],
                "events": self.store.events,
                "webhook_url": self.store.webhook_url,
            }

    def operation(self, request, path):
        _handler, _values, name = _route(request.method, path)
        return name or ""

    def unauthorized(self, request):
        return access.unauthorized()

    def throttled(self, request, rule):
        """429; its numbers (Retry-After) only come when a fault asks for them."""
        found = error(429, "throttled", "Request was throttled.")
        response = json_response({"errors": [found]}, status=429)
        if rule.get("retry_after") is not None:
            response.headers["Retry-After"] = str(rule["retry_after"])
        return response

    def control(self, request, path):
        return self.controls.handle(request, path)

    def handle(self, request, path):
        if path.startswith("/tracking/"):
            return self._tracking_page(path.removeprefix("/tracking/"))
        try:
            if path.rstrip("/") in ("/oauth2/token", f"{API}/oauth2/token"):
                return access.issue_token(request, self.store)
            return self._answer(request, path)
        except Refusal as refusal:
            return refusal.response()

    def _answer(self, request, path):
        with self.lock:
            if not access.is_allowed(request, self.store):
                return self.unauthorized(request)
        if not self.limit.allows(request.method):
            return self.throttled(request, {})
        body = _read_body(request)
        self._check_described(request, path, body)
        handler, values, _name = _route(request.method, path)
        if handler is None:
            raise not_found("Not found.")
        with self.lock:
            return getattr(self, handler)(request, body, *values)

    def _check_described(self, request, path, body):
        """With VENDOR_SPECS: refuse and record what the vendor's description does not allow."""
        if self.world.specs is None:
            return
        from tests.sandbox.sendcloud.description import load_description

        described = load_description(self.world.specs / "sendcloud")
        place = path.removeprefix(API)
        found = described.request_problems(request.method, place, request.args, body)
        if not found:
            return
        operation = self.operation(request, path)
        self.world.violations.record(self.name, request.path, operation, found)
        raise Refusal(int(found[0]["status"]), found)

    def _tracking_page(self, number):
        with self.lock:
            shipment, parcel = self.store.find_parcel(number)
            if parcel is None:
                return Response("Colis inconnu", status=404, mimetype="text/plain")
            return tracking_page(shipment, parcel, self.store.events[parcel["id"]])

    def notify(self, shipment, parcel):
        """Send the parcel's present status to the shop, when it asked for webhooks."""
        if self.store.webhook_active and self.store.webhook_url:
            self.world.webhooks.send(delivery(self.store.webhook_url, shipment, parcel))

    def on_shipping_options(self, request, body):
        return _data(list_options(body))

    def on_announce(self, request, body):
        """201 with the label; 409 with the shipment there is when the reference was used."""
        shipment, status = self._announce(request, body)
        answer = dict(shipment)
        if len(shipment["parcels"]) == 1 and shipment["parcels"][0]["documents"]:
            parcel = shipment["parcels"][0]
            answer["parcels"] = [{**parcel, "label_file": documents.label_file(shipment, parcel)}]
        return _data(answer, status)

    def on_announce_later(self, request, body):
        """The asynchronous way: announced a moment after the answer, which has no label yet."""
        shipment, status = self._announce(request, body)
        waiting = {"status": shipments.status_answer("ANNOUNCING"), "documents": []}
        hidden = ("tracking_number", "tracking_url", "announced_at")
        parcels = [
            {name: v for name, v in parcel.items() if name not in hidden} | waiting
            for parcel in shipment["parcels"]
        ]
        return _data({**shipment, "parcels": parcels}, status)

    def _announce(self, request, body):
        check_shipment(body)
        known = self.store.by_reference(body.get("external_reference_id"))
        if known:
            return known, 409
        rule = request.environ.get("sandbox.item_error")
        failure = rule and {**shipments.CARRIER_DOWN, **rule.get("error", {})}
        made = shipments.announce(self.store, body, self.world.base_url, failure)
        for parcel in made["parcels"]:
            self.notify(made, parcel)
        return made, 201

    def on_list_shipments(self, request, body):
        found, links = listing.find_page(self.store, request.args)
        return _page(self, request, found, links)

    def on_read_shipment(self, request, body, shipment_id):
        return _data(shipments.find(self.store, shipment_id))

    def on_cancel_shipment(self, request, body, shipment_id):
        status, answer = shipments.cancel(self.store, shipment_id)
        shipment = shipments.find(self.store, shipment_id)
        for parcel in shipment["parcels"]:
            self.notify(shipment, parcel)
        return _data(answer, status)

    def on_list_statuses(self, request, body):
        return _data([shipments.status_answer(code) for code in STATUSES])

    def on_read_tracking(self, request, body, number):
        shipment, parcel = self.store.find_parcel(number)
        if parcel is None or parcel.get("tracking_number") != number:
            return json_response({"detail": "Parcel does not exist"}, status=404)
        return json_response(tracking_answer(shipment, parcel, self.store.events[parcel["id"]]))

    def on_read_document(self, request, body, number, kind):
        return documents.document(self.store, [number], kind, request)

    def on_read_documents(self, request, body, kind):
        numbers = [n for text in request.args.getlist("parcels") for n in text.split(",")]
        return documents.document(self.store, numbers, kind, request)

    def on_list_contracts(self, request, body):
        return _data(integration.find_contracts(CONTRACTS, request.args))

    def on_list_sender_addresses(self, request, body):
        return _data(list(SENDER_ADDRESSES))

    def on_read_sender_address(self, request, body, number):
        for address in SENDER_ADDRESSES:
            if str(address["id"]) == number:
                return _data(address)
        raise not_found("No sender address found.")

    def on_list_service_points(self, request, body):
        return _data(points.find_points(request.args))

    def on_read_service_point(self, request, body, number):
        return _data(points.read_point(number))

    def on_read_metadata(self, request, body):
        return _data(integration.METADATA)

    def on_list_integrations(self, request, body):
        return _data([integration.describe(self.store)])

    def on_read_integration(self, request, body, number):
        integration.check(number)
        return _data(integration.describe(self.store))

    def on_update_integration(self, request, body, number):
        integration.check(number)
        integration.update(self.store, body)
        return Response(status=204)


def _route(method, path):
    """(method name, path values, operation name); three times None-like for an unknown path."""
    place = path.removeprefix(API).rstrip("/")
    for wanted, form, name in ROUTES:
        found = re.fullmatch(form, place) if wanted == method and path.startswith(API) else None
        if found:
            return f"on_{name}", found.groups(), name
    return None, (), None


def _read_body(request):
    if request.method not in ("POST", "PATCH", "PUT") or not request.get_data():
        return {} if request.method in ("POST", "PATCH", "PUT") else None
    try:
        body = request.get_json(force=True)
    except BadRequest:
        raise refuse(400, "invalid", "JSON parse error.") from None
    if not isinstance(body, dict):
        raise refuse(400, "invalid", "Invalid data. Expected a dictionary.")
    return body


def _data(data, status=200):
    return json_response({"data": data}, status=status)


def _page(vendor, request, data, links):
    response = _data(data)
    if links:
        address = f"{vendor.world.base_url}{request.path}"
        response.headers["Link"] = ", ".join(f'<{address}?{q}>; rel="{r}"' for r, q in links)
    return response
