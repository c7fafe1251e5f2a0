"""A loopback server that answers as told, and the vendor's own description of each body."""

import functools
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import yaml
from openapi_schema_validator import OAS30Validator, OAS31Validator

SHIPMENTS = "vendor_split/sendcloud-shipments-openapi.yml"
TRACKING = "vendor_split/sendcloud-v3-parcel-tracking-openapi.yml"
EVENTS = "vendor_split/sendcloud-v3-event-subscriptions-openapi.yml"
RETURNS = "vendor_split/sendcloud-v3-returns-openapi.yml"
MERGED = "sendcloud-v3-merged.json"


class Wire:
    """``answers``: what to say next, one (status, body or bytes, content type) a request."""

    def __init__(self):
        self.answers = []
        self.requests = []
        wire = self

        class Once(BaseHTTPRequestHandler):
            def do_GET(self):
                wire.answer(self)

            def do_POST(self):
                wire.answer(self)

            def do_PATCH(self):
                wire.answer(self)

            def log_message(self, *arguments):
                """Be quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Once)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}/api/v3"

    def say(self, body, status=200, kind="application/json"):
        self.answers.append((status, body, kind))

    def answer(self, exchange):
        length = int(exchange.headers.get("Content-Length") or 0)
        parts = urlsplit(exchange.path)
        self.requests.append(
            {
                "method": exchange.command,
                "path": parts.path.removeprefix("/api/v3"),
                "query": {name: values[0] for name, values in parse_qs(parts.query).items()},
                "headers": dict(exchange.headers),
                "body": json.loads(exchange.rfile.read(length) or "null"),
            }
        )
        status, body, kind = self.answers.pop(0)
        if status == 0:
            exchange.connection.close()
            return
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        exchange.send_response(status)
        exchange.send_header("Content-Type", kind)
        exchange.send_header("Content-Length", str(len(data)))
        exchange.end_headers()
        exchange.wfile.write(data)

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class Description:
    """One published OpenAPI file; dates stay text."""

    def __init__(self, folder: Path, name: str):
        self._file = _load(folder / "sendcloud" / name)
        newer = str(self._file["openapi"]).startswith("3.1")
        self._validator = OAS31Validator if newer else OAS30Validator

    def request_problems(self, path, body, method="post"):
        content = self._file["paths"][path][method]["requestBody"]
        return self._problems(self._resolved(content), body)

    def answer_problems(self, path, status, body, method="post"):
        return self._problems(self._resolved(self._response(path, status, method)), body)

    def answer_examples(self, path, status, method="post"):
        content = self._resolved(self._response(path, status, method))["content"]
        examples = content["application/json"].get("examples") or {}
        return {name: self._resolved(example)["value"] for name, example in examples.items()}

    def schema_example(self, name):
        return self._file["components"]["schemas"][name]["example"]

    def words(self, name):
        return self._file["components"]["schemas"][name]["enum"]

    def query_words(self, path, name):
        """Return the words that a query parameter may have."""
        parameters = self._file["paths"][path]["get"]["parameters"]
        schema = next(one["schema"] for one in parameters if one.get("name") == name)
        return schema["enum"] if "enum" in schema else schema["items"]["enum"]

    def _response(self, path, status, method):
        return self._file["paths"][path][method]["responses"][str(status)]

    def _resolved(self, node):
        while "$ref" in node:
            target = self._file
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/")]
            node = target
        return node

    def _problems(self, node, body):
        schema = {
            "allOf": [node["content"]["application/json"]["schema"]],
            "components": self._file.get("components", {}),
            "paths": self._file["paths"],
        }
        errors = self._validator(schema).iter_errors(body)
        return [f"{list(error.absolute_path)}: {error.message}" for error in errors]


@functools.lru_cache
def description_of(folder: Path, name: str) -> Description:
    """Reading one takes seconds: once a run."""
    return Description(folder, name)


class _TextDates(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Dates are text in JSON."""


_TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _load(path):
    text = path.read_text()
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=_TextDates)
