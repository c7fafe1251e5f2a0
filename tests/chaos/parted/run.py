"""One run: buyers at both shops, a merchant, bad weather; then a rush, rest, and the count."""

import queue
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.chaos import cluster
from tests.journey.back_office import wait
from tests.journey.outside import Outside

from .count import Placed, count
from .plan import EVERYTHING, SHOPS, course
from .world import PartedWorld

ALWAYS = 10**9
PUSHES = {"shopify": "inventorySetQuantities", "woocommerce": "products/batch"}
WEATHER = (
    {"kind": "drop", "share": 0.06},
    {"kind": "drop", "before": True, "share": 0.06},
    {"kind": "cut", "share": 0.03},
    {"kind": "status", "status": 500, "share": 0.03},
    {"kind": "latency", "seconds": 0.6, "share": 0.25},
    {"kind": "latency", "seconds": 4, "share": 0.05},
)
RINGING = (
    {"kind": "webhook", "mode": "lost", "share": 0.1},
    {"kind": "webhook", "mode": "doubled", "share": 0.15},
    {"kind": "webhook", "mode": "late", "seconds": 3, "share": 0.2},
    {"kind": "webhook", "mode": "reordered", "seconds": 2, "share": 0.1},
)
LINES_AN_ORDER = 3
SECONDS_BETWEEN_HURRIES, SECONDS_BETWEEN_PULLS = 3, 10
SECONDS_TO_REST = 900


class Run:
    """``placed``: every order that a shop took, with the time that it took."""

    def __init__(self, plan, database, sandbox):
        self.plan = plan
        self.world = PartedWorld(plan, database, sandbox)
        self.placed, self.refused, self.never_came = [], 0, ""
        self._lock = threading.Lock()
        self._hurried = self._pulled = 0

    def begin(self):
        self.world.open()
        for vendor, match in PUSHES.items():
            for rule in WEATHER:
                self._spoil({"vendor": vendor, "match": match, **rule})
            for rule in RINGING:
                self._spoil({"vendor": vendor, **rule})
        self.world.outside.forget_calls()

    def _spoil(self, rule):
        self.world.outside.post("/_control/faults", {"times": ALWAYS, **rule})

    def work(self):
        """All events, by several hands; then everybody buys all that both shops show."""
        self.world.ends_at = time.monotonic() + 60 * self.plan.minutes
        events = queue.Queue()
        for event in course(self.plan, self.world.products):
            events.put(event)
        self._all_hands(lambda number: self._do_all(events, number))
        self._all_hands(self._rush)

    def _all_hands(self, act):
        with ThreadPoolExecutor(self.plan.hands) as pool:
            working = [pool.submit(act, number) for number in range(self.plan.hands)]
            while not all(one.done() for one in working):
                self._make_time_short()
                time.sleep(0.3)
            for one in working:
                one.result()

    def _make_time_short(self):
        now = time.monotonic()
        if now - self._hurried > SECONDS_BETWEEN_HURRIES:
            self._hurried = now
            self.world.hurry()
            self._notify()
        if now - self._pulled > SECONDS_BETWEEN_PULLS:
            self._pulled = now
            self.world.pull()

    def _notify(self):
        cluster.query("postgres", f"NOTIFY cron_trigger, '{self.world.database.name}'")

    def _do_all(self, events, number):
        """Orders of several products at once: each of them meets the others' events."""
        outside = Outside(self.world.sandbox.url)
        chance = random.Random(f"hand {self.plan.seed} {number}")
        baskets = {shop: [] for shop in SHOPS}
        while not self.world.is_late:
            try:
                event = events.get_nowait()
            except queue.Empty:
                break
            if event.shop:
                self._fill(outside, baskets, event)
            else:
                self._move(event)
            time.sleep(chance.random() * 0.2)
        for shop, basket in baskets.items():
            self._order(outside, shop, basket)

    def _fill(self, outside, baskets, event):
        basket = baskets[event.shop]
        basket.append({"sku": event.sku, "quantity": event.pieces})
        if len(basket) >= LINES_AN_ORDER:
            self._order(outside, event.shop, basket)
            basket.clear()

    def _order(self, outside, shop, basket):
        """A buyer gets what the shop shows at that moment, and no more."""
        if not basket:
            return
        started = time.time()
        try:
            wish = {"lines": list(basket), "only_shown": True}
            taken = outside.post(f"/_control/{shop}/orders", wish)
        except requests.HTTPError:
            self.refused += 1
            return
        with self._lock:
            self.placed.append(Placed(shop, pieces_of(taken), started, time.time()))

    def _move(self, event):
        pieces = event.pieces if event.kind == "receive" else -event.pieces
        if pieces < 0 and not self._is_free(event.sku):
            return
        self.world.change_stock([(self.world.products[event.sku], pieces)])
        with self._lock:
            self.world.supply[event.sku] += pieces

    def _is_free(self, sku):
        """Other demand takes only what nobody holds."""
        domain = [("product_id", "=", self.world.products[sku])]
        found = self.world.insist(lambda odoo: odoo.search_read("omni.allotment", domain, ["free"]))
        return bool(found) and found[0]["free"] > 0

    def _rush(self, number):
        """Both shops are bought empty at the same moment, product by product."""
        outside = Outside(self.world.sandbox.url)
        shop = SHOPS[number % len(SHOPS)]
        skus = list(self.world.products)[number // len(SHOPS) :: self.plan.hands // len(SHOPS)]
        for start in range(0, len(skus), 10):
            basket = [{"sku": sku, "quantity": EVERYTHING} for sku in skus[start : start + 10]]
            self._order(outside, shop, basket)

    def rest(self):
        self.world.outside.mend()
        try:
            wait(self._is_at_rest, "a verdict on everything", SECONDS_TO_REST)
        except AssertionError as error:
            self.never_came = str(error)

    def _is_at_rest(self):
        self._make_time_short()
        pending = self.world.outside.get("/_control/webhooks")["pending"]
        is_quiet = not pending and not self.world.unfinished() and self._all_are_here()
        return is_quiet and self.world.is_certain()

    def _all_are_here(self):
        here = self.world.sql("SELECT count(*) FROM sale_order WHERE omni_external_id IS NOT NULL")
        return int(here[0]) >= len(self.placed)

    def count(self):
        return count(self)


def pieces_of(order):
    """Return {sku: pieces} of an order as its shop shows it."""
    found = {}
    for line in order["line_items"]:
        found[line["sku"]] = found.get(line["sku"], 0) + int(line["quantity"])
    return found
