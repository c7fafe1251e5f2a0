"""/_control/sendcloud/…: what happens on the carrier's side, asked for by tests and demo.

POST parcels/<id or tracking number>/status {"status": CODE}, or {} for the usual next one;
POST webhook {"url": …} (empty: none).
"""

from tests.sandbox.sendcloud import integration, shipments
from tests.sandbox.sendcloud.statuses import STATUSES, next_status
from tests.sandbox.vendor import json_response


class SendcloudControl:
    def __init__(self, vendor):
        self.vendor = vendor

    def handle(self, request, path):
        parts = path.strip("/").split("/")
        if request.method == "POST" and parts == ["webhook"]:
            return self._set_webhook(request)
        if request.method == "POST" and len(parts) == 3 and parts[::2] == ["parcels", "status"]:
            return self._set_status(request, parts[1])
        return json_response({"error": f"unknown control {path}"}, status=404)

    def _set_webhook(self, request):
        url = (request.get_json(silent=True) or {}).get("url") or ""
        with self.vendor.lock:
            integration.update(self.vendor.store, {"webhook_url": url, "webhook_active": bool(url)})
        return json_response({"webhook_url": url})

    def _set_status(self, request, number):
        asked = (request.get_json(silent=True) or {}).get("status")
        with self.vendor.lock:
            store = self.vendor.store
            shipment, parcel = store.find_parcel(number)
            if parcel is None:
                return json_response({"error": f"no parcel {number}"}, status=404)
            code = asked or next_status(parcel["status"]["code"], "to_service_point" in shipment)
            if code not in STATUSES:
                known = sorted(STATUSES)
                return json_response({"error": f"no status {code}", "known": known}, status=400)
            shipments.set_status(store, parcel, code)
            self.vendor.notify(shipment, parcel)
            return json_response({"parcel_id": parcel["id"], "status": parcel["status"]})
