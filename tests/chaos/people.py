"""Buyers who order, and a merchant who counts stock."""

import random
import time

from tests.journey.outside import Outside

from .count import Injected

CHUNK_QUIET, CHUNK_RINGING = 100, 25
SECONDS_BETWEEN_MORE = 2
COUNTED_AT_ONCE, SOLD_AT_ONCE = 200, 5
SHARE_OF_SOLD = 0.1


class Buyers:
    """Place orders, as fast as they are taken in; some pay later, some change their mind.

    They go on until somebody was killed at each of the planned steps.
    """

    def __init__(self, world, plan, crashes):
        self.world, self.plan, self.crashes = world, plan, crashes
        self.outside = Outside(world.sandbox.url)
        self.chance = random.Random(f"buyers {plan.seed}")
        self.sold = list(world.products)[: plan.skus // 2]
        self.too_heavy = list(world.products)[-1]
        self.placed, self.injected = 0, Injected()
        self.to_ship, self.heavy = [], []
        self.has_ended = False

    @property
    def progress(self):
        return self.placed / self.plan.orders

    def work(self):
        self._place_what_is_sent()
        moments = self._moments()
        while self.placed < self.plan.orders and not self.world.is_late:
            while moments and moments[0][0] <= self.placed:
                moments.pop(0)[1]()
            self._place_chunk()
            while self.world.unfinished() > self.plan.most_waiting and not self.world.is_late:
                time.sleep(1)
        for _at, act in moments:
            act()
        while self.crashes.unmet and not self.world.is_late:
            self.to_ship = [*self.to_ship, *self._bulk(1, ring=True)]
            time.sleep(SECONDS_BETWEEN_MORE)
        self.has_ended = True

    def _place_what_is_sent(self):
        self.to_ship = self._bulk(self.plan.labels - self.plan.bad_labels, ring=True)
        row = {"sku": self.too_heavy, "quantity": 1}
        self.heavy = self._bulk(self.plan.bad_labels, ring=True, wish={"lines": [row]})

    def _place_chunk(self):
        ring = self.chance.random() < self.plan.ringing_share * CHUNK_QUIET / CHUNK_RINGING / 2
        size = CHUNK_RINGING if ring else CHUNK_QUIET
        self._bulk(min(size, self.plan.orders - self.placed), ring=ring)

    def _bulk(self, count, ring=False, **more):
        """Each next order takes the next two products: neighbours meet, far ones do not."""
        asked = {"orders": count, "lines": 2, "skus": self.sold, "first": self.placed, "ring": ring}
        asked["batch"] = self.plan.seed
        self.placed += count
        return self.outside.post("/_control/shopify/bulk", {**asked, **more})["placed"]

    def _moments(self):
        """What happens beside the ordinary, spread over the run: [(at how many orders, act)]."""
        acts = [self._poisoned, self._distorted] * (self.plan.bad_orders // 2)
        acts += [self._pay_later] * self.plan.unpaid + [self._change_mind] * self.plan.cancelled
        ends = self.plan.orders
        return sorted(((self.chance.randrange(ends), act) for act in acts), key=lambda m: m[0])

    def _one(self, **wish):
        wish = {"lines": [{"title": "Gravure", "price": "20.00"}], **wish}
        return self._bulk(1, ring=self.chance.random() < 0.5, wish=wish)[0]

    def _poisoned(self):
        """Nothing is wrong with it but that the database will not have it."""
        self.injected.orders.add(self._one(name=f"POISON{self.placed}"))

    def _distorted(self):
        """Its total is far from its lines: more than a person allows to be rounded."""
        lines = [{"title": "Gravure", "price": "20.00"}]
        self.injected.orders.update(self._bulk(1, wish={"lines": lines}, distort="25.00"))

    def _pay_later(self):
        order = self._one(financial_status="pending", lines=self._basket())
        time.sleep(self.chance.random())
        self._change(order, "pay")

    def _change_mind(self):
        order = self._one(lines=self._basket())
        time.sleep(2 * self.chance.random())
        self._change(order, "cancel")

    def _basket(self):
        return [{"sku": sku, "quantity": 1} for sku in self.chance.sample(self.sold, 2)]

    def _change(self, order, what, **given):
        self.outside.post(f"/_control/shopify/orders/{order}/{what}", given)


class Merchant:
    """Counts stock: many products at once, and now and then a few that are just being sold."""

    def __init__(self, world, plan, buyers):
        self.world, self.plan, self.buyers = world, plan, buyers
        self.chance = random.Random(f"merchant {plan.seed}")
        ids = list(world.products.values())
        self.sold, self.counted = ids[: plan.skus // 2], ids[plan.skus // 2 : -1]
        self.changes = 0

    def work(self):
        while self.changes < self.plan.stock_changes and not self.world.is_late:
            if self.changes > self.plan.stock_changes * self.buyers.progress + COUNTED_AT_ONCE:
                time.sleep(0.3)
                continue
            few = self.chance.random() < SHARE_OF_SOLD
            ids, most = (self.sold, SOLD_AT_ONCE) if few else (self.counted, COUNTED_AT_ONCE)
            chosen = self.chance.sample(ids, min(most, len(ids)))
            self.world.change_stock([(row, self.chance.choice((-2, -1, 1, 2))) for row in chosen])
            self.changes += len(chosen)
