"""What each played vendor is, and the world it lives in."""

import copy
import json
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

from werkzeug.wrappers import Response

from tests.sandbox.faults import Faults
from tests.sandbox.journal import Journal, Violations
from tests.sandbox.webhooks import WebhookSender


def specs_folder():
    """Folder of the vendors' own descriptions, or None when VENDOR_SPECS is not set."""
    name = os.environ.get("VENDOR_SPECS")
    return Path(name).resolve() if name else None


@dataclass
class World:
    """What all vendors of one sandbox share. `base_url` has no slash at its end.

    `after`: how many orders and parcels an earlier sandbox may have given numbers to. The goods
    keep their ids, and what is ordered and sent gets others: so one database can meet both.
    """

    base_url: str = ""
    seed: int = 1
    after: int = 0
    specs: Path | None = field(default_factory=specs_folder)
    journal: Journal = field(default_factory=Journal)
    violations: Violations = field(default_factory=Violations)
    faults: Faults = field(default_factory=Faults)
    webhooks: WebhookSender = None

    def __post_init__(self):
        self.faults.chance.seed(self.seed)
        if self.webhooks is None:
            self.webhooks = WebhookSender(self.journal, self.faults)


class Vendor:
    """One vendor under its prefix.

    A subclass keeps everything that a request may change in `self.store` (a plain object that
    can be deep-copied), makes it in `reset`, and holds `self.lock` while it reads or writes it.
    """

    name = ""
    prefix = ""
    own_faults = {}  # {kind: function(vendor, request, path, rule) -> Response}

    def __init__(self, world):
        self.world = world
        world.faults.kinds |= set(self.own_faults)
        self.lock = threading.RLock()
        self.store = None
        self.reset()

    def reset(self):
        """Back to the first, seeded state."""
        raise NotImplementedError

    def handle(self, request, path):
        """Answer a request; `path` comes after the prefix and starts with a slash."""
        raise NotImplementedError

    def control(self, request, path):
        """Answer /_control/<name><path>: what tests and demo do on the vendor's own side."""
        return Response("unknown control", status=404)

    def state(self):
        """The whole state as JSON-able data."""
        return {}

    def operation(self, request, path):
        """Short name of what is asked, for the journal and for the faults' `match`."""
        return ""

    def unauthorized(self, request):
        """The vendor's answer to a bad or expired log-in."""
        return Response("Unauthorized", status=401)

    def throttled(self, request, rule):
        """The vendor's answer to a caller who is too fast; the rule may ask for Retry-After."""
        response = json_response({"error": "too many requests"}, status=429)
        if rule.get("retry_after") is not None:
            response.headers["Retry-After"] = str(rule["retry_after"])
        return response

    def handle_without_effect(self, request, path):
        """Answer as if all were done, and change nothing."""
        with self.lock:
            kept = copy.deepcopy(self.store)
            with self.world.webhooks.silence():
                response = self.handle(request, path)
            self.store = kept
        return response


def json_response(data, status=200, headers=None):
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    return Response(
        body, status=status, headers=headers, content_type="application/json; charset=utf-8"
    )
