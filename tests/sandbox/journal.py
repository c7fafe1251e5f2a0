"""What was said: every request that came in, every webhook that went out, every refusal."""

import json
import re
import threading
import time
from collections import deque

KEPT_CALLS = 50_000
KEPT_BODY = 100_000
SECRET_NAME = re.compile(r"secret|token|password|authorization|api_?key|credential", re.I)
SECRET_IN_FORM = re.compile(r"((?:secret|token|password|api_?key)[^=&]*=)[^&]*", re.I)
HIDDEN = "***"


class Journal:
    """Calls in order of their end; `direction` is "in" (to a vendor) or "out" (a webhook)."""

    def __init__(self):
        self._lock = threading.Lock()
        self._calls = deque(maxlen=KEPT_CALLS)

    def write(self, **call):
        call.setdefault("time", time.time())
        call["body"] = redacted_body(call.get("body"))
        with self._lock:
            self._calls.append(call)

    def read(self, **wanted):
        """Calls whose fields equal every wanted value that is not None."""
        with self._lock:
            calls = list(self._calls)
        wanted = {name: value for name, value in wanted.items() if value is not None}
        return [call for call in calls if all(str(call.get(n)) == v for n, v in wanted.items())]

    def clear(self):
        with self._lock:
            self._calls.clear()


class Violations:
    """Requests which the vendor's own description does not allow."""

    def __init__(self):
        self._lock = threading.Lock()
        self._rows = []

    def record(self, vendor, path, operation, messages):
        row = {
            "time": time.time(),
            "vendor": vendor,
            "path": path,
            "operation": operation,
            "messages": [str(message) for message in messages],
        }
        with self._lock:
            self._rows.append(row)

    def read(self):
        with self._lock:
            return list(self._rows)

    def clear(self):
        with self._lock:
            self._rows.clear()


def redacted_body(body):
    """Text of a body without secrets: JSON by key name, forms by field name."""
    if not body:
        return ""
    text = body if isinstance(body, str) else body.decode("utf-8", "replace")
    if len(text) > KEPT_BODY:
        return text[:KEPT_BODY] if not SECRET_NAME.search(text) else f"<{len(text)} characters>"
    try:
        return json.dumps(redacted(json.loads(text)), ensure_ascii=False)
    except ValueError:
        return SECRET_IN_FORM.sub(r"\1" + HIDDEN, text)


def redacted(value):
    """The same structure with the values of secret-sounding keys hidden."""
    if isinstance(value, list):
        return [redacted(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: HIDDEN if isinstance(item, str) and SECRET_NAME.search(name) else redacted(item)
        for name, item in value.items()
    }
