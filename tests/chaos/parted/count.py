"""What was oversold, from the shops' own books and what the warehouse really had."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from tests.chaos.run import IN_TRANSACTION

from .plan import SHOPS

ID = re.compile(r"\d+")


@dataclass(frozen=True)
class Placed:
    """An order of a shop, and the time in which it was taken (seconds of the one clock)."""

    shop: str
    pieces: dict
    began: float
    ended: float


@dataclass
class Figures:
    """``oversold``: {sku: pieces sold beyond the stock}. ``within``: {sku: pieces} sold at the shop
    that cannot compare while it was read and set. ``held_beyond``: products of which the ledger
    lets channels hold more than there is, after all came to rest.
    """

    interleavings: int
    orders: int
    sold: int
    oversold: dict
    within: dict
    held_beyond: int
    calls_in_transaction: int
    pushes: dict = field(default_factory=dict)

    @property
    def beyond(self):
        """Products oversold by more than was sold within one round trip."""
        return sorted(sku for sku, n in self.oversold.items() if n > self.within.get(sku, 0))


def count(run):
    sold = {}
    for shop in SHOPS:
        for sku, pieces in run.world.outside.post(f"/_control/{shop}/sold").items():
            if sku in run.world.products:
                sold[sku] = sold.get(sku, 0) + pieces
    supply = run.world.supply
    over = {sku: n - supply[sku] for sku, n in sold.items() if n > supply[sku]}
    return Figures(
        interleavings=len(supply),
        orders=len(run.placed),
        sold=sum(sold.values()),
        oversold=over,
        within=sold_within(run, over),
        held_beyond=held_beyond(run),
        calls_in_transaction=sum(
            log.read_text(errors="replace").count(IN_TRANSACTION) for log in run.world.logs
        ),
        pushes={shop: len(list(pushes(run, shop))) for shop in SHOPS},
    )


def held_beyond(run):
    rows = run.world.client(0).search_read("omni.allotment", [], ["promised", "held"])
    return sum(row["held"] > max(row["promised"], 0) for row in rows)


def pushes(run, shop):
    word = {"shopify": "inventorySetQuantities", "woocommerce": "products/batch"}[shop]
    return (call for call in run.world.outside.calls(shop) if word in said(call))


def said(call):
    return f"{call['operation']} {call['path']}"


def sold_within(run, skus):
    """Return {sku: the most pieces that were sold between a reading and its setting}."""
    if not skus:
        return {}
    found = {}
    for sku, windows in windows_of(run, skus).items():
        orders = [one for one in run.placed if one.shop == "woocommerce" and sku in one.pieces]
        hits = [one for one in orders if any(overlaps(one, window) for window in windows)]
        found[sku] = sum(one.pieces[sku] for one in hits)
    return found


def overlaps(order, window):
    return order.began <= window[1] and window[0] <= order.ended


def windows_of(run, skus):
    """Return {sku: [(the reading began, the setting ended)]} of the shop that cannot compare."""
    ids = run.world.client(0).search_read(
        "omni.listing",
        [("connection_id", "=", run.world.connections["woocommerce"]), ("sku", "in", list(skus))],
        ["sku", "stock_id"],
    )
    known = {row["stock_id"]: row["sku"] for row in ids}
    read, found = {}, {sku: [] for sku in skus}
    for call in sorted(run.world.outside.calls("woocommerce"), key=lambda call: call["time"]):
        if "manage_stock" in unquote(call["path"]):
            for number in ID.findall(unquote(call["path"]).partition("include=")[2]):
                read[number] = call["time"] - call["seconds"]
        elif "products/batch" in call["path"]:
            for number in set_by(call) & known.keys() & read.keys():
                found[known[number]].append((read[number], call["time"]))
    return found


def set_by(call):
    body = call["body"]
    body = json.loads(body) if isinstance(body, str) else body or {}
    return {str(row["id"]) for row in body.get("update", ())}


def table(figures, run):
    wrong = figures.beyond or figures.held_beyond or figures.calls_in_transaction
    good = not (wrong or run.never_came)
    return [
        f"parted stock: {figures.interleavings} interleavings on two servers, seed {run.plan.seed}",
        f"  orders {figures.orders}, pieces {figures.sold}, pushes {figures.pushes}",
        f"  oversold products               {len(figures.oversold):>6}",
        f"  … sold within one round trip    {sum(figures.within.values()):>6}",
        f"  oversold beyond it              {len(figures.beyond):>6}",
        f"  held beyond the stock, at rest  {figures.held_beyond:>6}",
        f"  calls while a transaction was open {figures.calls_in_transaction:>2}",
        f"  {run.never_came}" if run.never_came else "  all came to rest",
        "good" if good else f"RED: {figures.beyond}, {figures.oversold}",
    ]
