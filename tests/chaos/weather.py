"""What goes wrong outside: everywhere a little, and now and then a storm."""

import random
import time

ALWAYS = 10**9
ANNOUNCE = "/shipments/announce"
DRIZZLE = (
    {"kind": "cut", "match": "graphql", "share": 0.006},
    {"kind": "html", "match": "graphql", "share": 0.006},
    {"kind": "html", "match": "graphql", "status": 502, "share": 0.006},
    {"kind": "drop", "match": "graphql", "share": 0.006},
    {"kind": "drop", "match": "graphql", "before": True, "share": 0.006},
    {"kind": "status", "match": "graphql", "status": 500, "share": 0.006},
    {"kind": "status", "match": "graphql", "status": 503, "retry_after": 1, "share": 0.006},
    {"kind": "throttle", "match": "graphql", "share": 0.01},
    {"kind": "latency", "match": "graphql", "seconds": 1, "share": 0.02},
    {"kind": "drop", "match": ANNOUNCE, "vendor": "sendcloud", "share": 0.06},
    {"kind": "cut", "match": ANNOUNCE, "vendor": "sendcloud", "share": 0.04},
    {"kind": "html", "match": ANNOUNCE, "vendor": "sendcloud", "status": 502, "share": 0.04},
    {"kind": "throttle", "match": ANNOUNCE, "vendor": "sendcloud", "share": 0.04},
    {"kind": "webhook", "mode": "lost", "share": 0.05},
    {"kind": "webhook", "mode": "doubled", "share": 0.21},
    {"kind": "webhook", "mode": "late", "seconds": 4, "share": 0.05},
    {"kind": "webhook", "mode": "reordered", "seconds": 2, "share": 0.1},
)
STORMS = (
    {"kind": "throttle", "http": True, "retry_after": 1, "times": 12},
    {"kind": "timeout", "match": "inventorySetQuantities", "seconds": 22},
    {"kind": "timeout", "match": "nodes", "seconds": 22},
    {"kind": "timeout", "match": "fulfillmentCreate", "seconds": 22},
    {"kind": "timeout", "match": ANNOUNCE, "vendor": "sendcloud", "seconds": 22},
    {"kind": "throttle", "http": True, "times": 8},
)
SECONDS_BETWEEN_STORMS = 25


class Weather:
    def __init__(self, outside, plan):
        self.outside, self.plan = outside, plan
        self.chance = random.Random(f"weather {plan.seed}")
        self.last, self.storms, self.tally = time.monotonic(), 0, {}
        self.clock_seconds = 0

    def begin(self):
        """The drizzle starts, and the clocks no longer agree."""
        self.clock_seconds = self.chance.choice((1, -1)) * self.plan.clock_seconds
        self.outside.post("/_control/clock", {"seconds": self.clock_seconds})
        for rule in DRIZZLE:
            self.outside.post("/_control/faults", {"vendor": "shopify", "times": ALWAYS, **rule})

    def tick(self):
        if time.monotonic() - self.last < SECONDS_BETWEEN_STORMS:
            return
        self.last = time.monotonic()
        storm = self.chance.choice(STORMS)
        self.storms += 1
        self.outside.post("/_control/faults", {"vendor": "shopify", "times": 1, **storm})

    def end(self):
        self.tally = self.outside.get("/_control/tally")
        self.outside.mend()
