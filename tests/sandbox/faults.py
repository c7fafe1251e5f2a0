"""Rules of misbehaviour, used up in the order in which they were asked for.

A rule is JSON: {"vendor", "match", "kind", "times": 1, "after": 0, ...parameters of its kind}.
README.md lists the kinds; a vendor may add its own (`kinds`). `after` lets that many matching
requests pass first; `share` lets a rule hit that part of the matching requests only (0.05: each
twentieth), by the sandbox's own seed.
"""

import itertools
import random
import threading
from collections import Counter

REQUEST_KINDS = {
    "latency",
    "status",
    "throttle",
    "timeout",
    "drop",
    "cut",
    "html",
    "ignored",
    "token_expired",
    "item_error",
    "changed",
}
WEBHOOK_MODES = {"lost", "doubled", "late", "reordered", "bad_signature"}


class Faults:
    def __init__(self):
        self._lock = threading.Lock()
        self._rules = []
        self.kinds = set(REQUEST_KINDS)
        self._ids = itertools.count(1)
        self.chance = random.Random(1)
        self.tally = Counter()

    def add(self, rule):
        """Store a rule and return it with its id; ValueError names what does not fit."""
        kind = rule.get("kind")
        if kind == "webhook" and rule.get("mode") not in WEBHOOK_MODES:
            raise ValueError(f"webhook mode must be one of {sorted(WEBHOOK_MODES)}")
        if kind != "webhook" and kind not in self.kinds:
            raise ValueError(f"kind must be webhook or one of {sorted(self.kinds)}")
        stored = {"vendor": None, "match": "", "times": 1, "after": 0, **rule}
        with self._lock:
            stored["id"] = next(self._ids)
            self._rules.append(stored)
        return dict(stored)

    def take(self, vendor, text):
        """The next rule for a request whose path and operation are `text`, or None."""
        return self._take(vendor, text, lambda rule: rule["kind"] != "webhook")

    def take_webhook(self, vendor, topic):
        """The next rule for a webhook of this topic, or None."""
        return self._take(vendor, topic, lambda rule: rule["kind"] == "webhook")

    def _take(self, vendor, text, accepts):
        with self._lock:
            for rule in self._rules:
                if not accepts(rule) or not _fits(rule, vendor, text):
                    continue
                if "share" in rule and self.chance.random() >= rule["share"]:
                    continue
                if rule["after"] > 0:
                    rule["after"] -= 1
                    continue
                rule["times"] -= 1
                self._rules = [kept for kept in self._rules if kept["times"] > 0]
                self.tally[rule.get("mode") or rule["kind"]] += 1
                return dict(rule)
        return None

    def read(self):
        with self._lock:
            return [dict(rule) for rule in self._rules]

    def clear(self):
        with self._lock:
            self._rules.clear()


def _fits(rule, vendor, text):
    return rule["vendor"] in (None, vendor) and rule["match"] in text
