"""The sandbox as one threaded HTTP server on loopback."""

import threading
import time

from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from tests.sandbox import misbehaviour
from tests.sandbox.clock import CLOCK
from tests.sandbox.control import Control
from tests.sandbox.journal import SECRET_NAME
from tests.sandbox.vendor import World
from tests.sandbox.vendors import create_all

INDEX = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Sandbox</title>
<h1>Sandbox</h1><p>{links}</p></html>"""


class KeepAliveHandler(WSGIRequestHandler):
    """HTTP/1.1 with kept connections; no small-packet delay; silent."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def date_time_string(self, timestamp=None):
        return super().date_time_string(timestamp or CLOCK.now().timestamp())

    def log_request(self, code="-", size="-"):
        pass


class Sandbox:
    """WSGI application and its server. `start()` listens in a thread; port 0 is a free one."""

    def __init__(self, host="127.0.0.1", port=0, seed=1, mails=None, after=0):
        self.world = World(seed=seed, after=after)
        self._server = make_server(
            host, port, self, threaded=True, request_handler=KeepAliveHandler
        )
        self._server.daemon_threads = True
        self.url = f"http://{host}:{self._server.server_port}"
        self.world.base_url = self.url
        self.mails = mails
        self.vendors = create_all(self.world)
        self.control = Control(self.world, self.vendors, mails)
        self._thread = None

    def start(self):
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._thread.start()
        return self

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self.world.webhooks.close()

    def __call__(self, environ, start_response):
        request = Request(environ)
        try:
            response = self._route(request)
        except HTTPException as problem:
            response = problem.get_response(environ)
        return response(environ, start_response)

    def _route(self, request):
        if request.path.startswith("/_control/"):
            return self.control.handle(request, request.path.removeprefix("/_control"))
        if request.path.startswith("/_mails") and hasattr(self.mails, "page"):
            return self.mails.page(request)
        if request.path == "/":
            return self._index()
        for vendor in self.vendors.values():
            if request.path == vendor.prefix or request.path.startswith(f"{vendor.prefix}/"):
                return self._play(vendor, request)
        return Response("Not Found", status=404)

    def _play(self, vendor, request):
        """One request to a vendor: spoiled if a fault says so, then written to the journal."""
        started = time.time()
        path = request.path.removeprefix(vendor.prefix) or "/"
        body = request.get_data(cache=True)
        operation = vendor.operation(request, path)
        rule = self.world.faults.take(vendor.name, f"{request.path} {operation}")
        status, size = "error", 0
        try:
            response = misbehaviour.respond(vendor, request, path, rule)
            status, size = response.status_code, response.calculate_content_length()
        finally:
            self.world.journal.write(
                direction="in",
                vendor=vendor.name,
                method=request.method,
                path=request.full_path.rstrip("?"),
                operation=operation,
                status=status,
                bytes=size,
                seconds=round(time.time() - started, 4),
                fault=rule and rule["kind"],
                body=body,
                headers=_safe_headers(request),
            )
        return response

    def _index(self):
        paths = [vendor.prefix + "/" for vendor in self.vendors.values()]
        paths += ["/_mails"] if hasattr(self.mails, "page") else []
        links = " · ".join(f'<a href="{path}">{path}</a>' for path in paths)
        return Response(INDEX.format(links=links), mimetype="text/html")


def _safe_headers(request):
    return {
        name: "***" if SECRET_NAME.search(name) else value
        for name, value in request.headers.items()
    }
