"""How a fault looks on the wire: each kind of rule wraps the vendor's own answer."""

import contextlib
import socket
import time

from werkzeug.wrappers import Response

from tests.sandbox.changed import changed

HTML_PAGE = """<!DOCTYPE html>
<html><head><title>{status}</title></head>
<body><h1>Something went wrong</h1><p>Please try again in a moment.</p></body></html>
"""
NEVER = 60.0


def respond(vendor, request, path, rule):
    """The vendor's answer, spoiled as the rule (None: not at all) says."""
    if rule is None:
        return vendor.handle(request, path)
    spoil = {**KINDS, **vendor.own_faults}.get(rule["kind"])
    return spoil(vendor, request, path, rule) if spoil else vendor.handle(request, path)


def _latency(vendor, request, path, rule):
    time.sleep(float(rule.get("seconds", 1)))
    return vendor.handle(request, path)


def _status(vendor, request, path, rule):
    headers = rule.get("headers") or {}
    response = Response(rule.get("body", ""), status=int(rule.get("status", 500)), headers=headers)
    if rule.get("retry_after") is not None:
        response.headers["Retry-After"] = str(rule["retry_after"])
    return response


def _throttle(vendor, request, path, rule):
    return vendor.throttled(request, rule)


def _token_expired(vendor, request, path, rule):
    return vendor.unauthorized(request)


def _html(vendor, request, path, rule):
    status = int(rule.get("status", 200))
    return Response(HTML_PAGE.format(status=status), status=status, mimetype="text/html")


def _ignored(vendor, request, path, rule):
    return vendor.handle_without_effect(request, path)


def _item_error(vendor, request, path, rule):
    request.environ["sandbox.item_error"] = rule
    return vendor.handle(request, path)


def _timeout(vendor, request, path, rule):
    """The effect is done; the caller never learns of it."""
    vendor.handle(request, path)
    time.sleep(float(rule.get("seconds", NEVER)))
    return _closed(request)


def _drop(vendor, request, path, rule):
    if not rule.get("before"):
        vendor.handle(request, path)
    return _closed(request)


def _closed(request):
    close_socket(request)
    return Response(b"", status=200)


def _cut(vendor, request, path, rule):
    """Headers promise the whole body; half of it comes."""
    response = vendor.handle(request, path)
    body = response.get_data()
    response.headers["Content-Length"] = str(len(body))
    response.response = _half(body, request)
    return response


def _half(body, request):
    yield body[: len(body) // 2]
    close_socket(request)


def close_socket(request):
    connection = request.environ.get("werkzeug.socket")
    if connection is None:
        return
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


KINDS = {
    "latency": _latency,
    "status": _status,
    "throttle": _throttle,
    "timeout": _timeout,
    "drop": _drop,
    "cut": _cut,
    "html": _html,
    "ignored": _ignored,
    "token_expired": _token_expired,
    "item_error": _item_error,
    "changed": changed,
}
