"""A remote that answers what it is told: a real HTTP server on loopback with a script."""

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


class Reply:
    """One scripted answer. ``body``: bytes, text, or anything that JSON can say.

    ``cut``: promise more bytes than are sent; ``delay``: seconds before the answer.
    """

    def __init__(self, body=b"", status=200, headers=None, *, cut=False, delay=0.0):
        if not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        self.body = body.encode() if isinstance(body, str) else body
        self.status = status
        self.headers = headers or {"Content-Type": "application/json"}
        self.cut = cut
        self.delay = delay


class Asked:
    """One request as it came over the wire."""

    def __init__(self, method, path, headers, body, client):
        self.method = method
        self.path = path
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body
        self.client = client

    @property
    def route(self):
        """The path without its query."""
        return urlsplit(self.path).path

    @property
    def query(self):
        return dict(parse_qsl(urlsplit(self.path).query))

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def variables(self):
        return self.json["variables"]


class Wire:
    """``script``: the answers in order, or a function that makes one of each request."""

    def __init__(self, url, script):
        self.url = url
        self.asked = []
        self._script = script

    def answer(self, asked):
        self.asked.append(asked)
        if callable(self._script):
            return self._script(asked)
        if not self._script:
            return Reply("the script is at its end", status=599)
        return self._script.pop(0)


@contextmanager
def playing(*script):
    """A Wire that plays the given answers, or calls the one function given."""
    plan = script[0] if len(script) == 1 and callable(script[0]) else list(script)
    server = _Server(("127.0.0.1", 0), _Player)
    server.wire = Wire(f"http://127.0.0.1:{server.server_port}", plan)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server.wire
    finally:
        server.stop()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    """Ends at once: it is rung at a last time, where ``serve_forever`` looks up now and then."""

    daemon_threads = True
    is_open = True

    def serve(self):
        while self.is_open:
            self.handle_request()

    def stop(self):
        self.is_open = False
        with suppress(OSError):
            socket.create_connection(self.server_address, timeout=1).close()

    def verify_request(self, request, client_address):
        return self.is_open


class _Player(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _play(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(self.command, self.path, self.headers, body, self.client_address)
        reply = self.server.wire.answer(asked)
        time.sleep(reply.delay)
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body) + (100 if reply.cut else 0)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(reply.body)
        self.close_connection = reply.cut

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _play

    def log_message(self, *args):
        """Nothing is printed."""
