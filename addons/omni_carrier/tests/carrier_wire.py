"""Sendcloud's side of the wire, as small as these tests need it: on loopback, with a memory."""

import base64
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from odoo.tools.pdf import PdfFileWriter


def blank_pdf():
    """Return the bytes of one empty A6 page."""
    pages, buffer = PdfFileWriter(), io.BytesIO()
    pages.addBlankPage(298, 420)
    pages.write(buffer)
    return buffer.getvalue()


PDF = blank_pdf()


def option(code, price, hours, **requirements):
    """Return a shipping option with a price, or without one for ``price`` None."""
    quotes = [{"lead_time": hours, "price": {"total": {"value": price, "currency": "EUR"}}}]
    carrier, _colon, name = code.partition(":")
    return {
        "code": code,
        "name": f"{carrier.title()} {name}",
        "carrier": {"code": carrier, "name": carrier.title()},
        "requirements": {"fields": [], "is_service_point_required": False, **requirements},
        "quotes": quotes if price is not None else None,
    }


class CarrierWire:
    """``sold``: shipments by our reference. ``refuse``: (status, detail) of the next purchase.

    ``lose_answer``: sell the next label, but hang up before answering. ``parcels``: how many.
    """

    def __init__(self):
        self.sold = {}
        self.news = {}
        self.requests = []
        self.refuse = None
        self.lose_answer = False
        self.keeps_document = False
        self.options = [
            option("chronopost:13", "12.50", 24),
            option("colissimo:home", "7.35", 48),
            option("mondial:point", "4.90", 72, is_service_point_required=True),
            option("own:contract", None, 0),
        ]
        wire = self

        class Desk(BaseHTTPRequestHandler):
            def do_GET(self):
                wire.serve(self)

            def do_POST(self):
                wire.serve(self)

            def log_message(self, *arguments):
                """Be quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}/api/v3"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def move(self, number, code, text="", **details):
        """Let the parcel have a further event, a minute after the one before."""
        known = self.news.setdefault(number, {"events": [], "details": {}})
        known["details"].update(details)
        at = f"2026-07-01T08:{len(known['events']):02}:00Z"
        known["events"].append({"event_at": at, "status_code": code, "status_description": text})
        for parcel in self.parcels():
            if parcel["tracking_number"] == number:
                parcel.update(status={"code": code.upper()}, updated_at=at)

    def parcels(self):
        return [parcel for shipment in self.sold.values() for parcel in shipment["parcels"]]

    def purchases(self):
        return [body for method, path, body in self.requests if path == "/shipments/announce"]

    def serve(self, exchange):
        length = int(exchange.headers.get("Content-Length") or 0)
        body = json.loads(exchange.rfile.read(length) or "null")
        parts = urlsplit(exchange.path)
        path = parts.path.removeprefix("/api/v3")
        self.requests.append((exchange.command, path, body))
        status, answer = self._answer(path, parse_qs(parts.query), body)
        if status == 0:
            exchange.connection.close()
            return
        data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        exchange.send_response(status)
        exchange.send_header("Content-Length", str(len(data)))
        exchange.end_headers()
        exchange.wfile.write(data)

    def _answer(self, path, query, body):
        if path == "/user/auth/metadata":
            return 200, {"data": {"user_id": 1, "integration_id": 2}}
        if path == "/shipping-options":
            return 200, {"data": self.options}
        if path == "/shipments/announce":
            return self._sell(body)
        if path == "/shipments":
            return self._list(query)
        if path.startswith("/parcels/tracking/"):
            return self._track(path.rpartition("/")[2])
        if path.endswith("/documents/label") and not self.keeps_document:
            return 200, PDF
        if path.endswith("/cancel"):
            return self._cancel(path.split("/")[2])
        return 404, {"errors": [{"code": "not_found", "detail": "Not found"}]}

    def _list(self, query):
        """By the numbers of parcels, or by our reference."""
        if "ids" in query:
            return 200, {"data": [{"parcels": self.parcels()}]}
        found = self.sold.get(query["external_reference_id"][0])
        return 200, {"data": [found] if found else []}

    def _track(self, number):
        if number not in self.news:
            return 404, {"detail": "Parcel does not exist"}
        return 200, {**self.news[number], "tracking_numbers": [{"tracking_number": number}]}

    def _sell(self, body):
        if self.refuse:
            (status, detail), self.refuse = self.refuse, None
            return status, {"errors": [{"code": "invalid", "detail": detail}]}
        reference = body["external_reference_id"]
        if reference in self.sold:
            return 409, {"errors": [{"code": "invalid", "detail": "Already used"}]}
        number = len(self.sold) + 1
        document = None if self.keeps_document else base64.b64encode(PDF).decode()
        self.sold[reference] = {
            "id": f"ship-{number}",
            "external_reference_id": reference,
            "carrier": {"name": "Colissimo"},
            "parcels": [
                {
                    "id": number * 100 + position,
                    "status": {"code": "READY_TO_SEND"},
                    "tracking_number": f"6A{number}{position}",
                    "tracking_url": f"https://track.example/6A{number}{position}",
                    "label_file": document,
                }
                for position, _parcel in enumerate(body["parcels"])
            ],
        }
        if self.lose_answer:
            self.lose_answer = False
            return 0, None
        return 201, {"data": self.sold[reference]}

    def _cancel(self, external_id):
        if self.refuse:
            (status, detail), self.refuse = self.refuse, None
            return status, {"errors": [{"code": "invalid", "detail": detail}]}
        for shipment in self.sold.values():
            if shipment["id"] == external_id:
                for parcel in shipment["parcels"]:
                    parcel["status"] = {"code": "CANCELLED"}
        return 200, {"data": {"status": "cancelled", "message": "Shipment has been cancelled"}}
