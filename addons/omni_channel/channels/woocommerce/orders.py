"""Orders in: pages by time of change, each order with all its lines.

Every page asks for what changed after the newest second already seen, so that orders which change
while we page do not shift what comes after them. Only where one second has more orders than a page
is that second paged through, a few orders overlapping.
"""

from datetime import timedelta

import msgspec
from msgspec import Raw, Struct

from odoo.addons.omni_base.core import paging
from odoo.addons.omni_base.core.documents import Item, Page
from odoo.addons.omni_base.core.errors import AuthError, RejectedError
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.times import instant, iso

from .moments import after
from .refunds import RefundReader
from .tables import DRAFTS, is_own

ORDERS_A_PAGE = 50
IDS_A_CALL = 100
SHIFTED = 5
A_SECOND = timedelta(seconds=1)
DECIMALS = 8
STATUSES_KEPT = timedelta(hours=1)
LISTED, BIN = "any", "trash"


class Head(Struct):
    """What is needed of an order before it is read."""

    id: int
    status: str = "?"
    date_modified_gmt: str | None = None
    date_created_gmt: str | None = None

    @property
    def changed(self):
        return self.date_modified_gmt or self.date_created_gmt or ""


class StatusTotal(Struct):
    """A status of the shop, and how many orders are in it."""

    slug: str = ""


class OrderReader:
    """``memory`` outlives one run and keeps the shop's own statuses. ``now``: the shop's clock."""

    def __init__(self, rest, memory, now):
        self._rest = rest
        self._memory = memory
        self._now = now
        self._portion = rest.portion("orders", ORDERS_A_PAGE)
        self._refunds = RefundReader(rest, memory)

    def changed(self, cursor):
        """Yield Pages of orders changed since the cursor, then of those that no list shows: in the
        shop's own statuses, and in the bin.

        The cursor of an unfinished listing holds which of them it is in (``status``), the time it
        goes on from (``from``), the place within that second (``offset``) and the newest change.
        """
        first = iso(paging.since(cursor))
        newest = cursor.get("newest", "")
        place = {"status": LISTED, "from": first, "offset": 0} | {
            name: cursor[name] for name in ("status", "from", "offset") if name in cursor
        }
        keep = {"since": cursor["since"]} if cursor.get("since") else {"start": first}
        start = cursor.get("start", first)
        while True:
            found, items = self._page(place)
            if place["status"] != BIN:
                newest = max([newest, *(item.version for item in items)])
            place = following(place, items, found) or self._next_list(place, start)
            if place is None:
                yield Page(items=self._whole(items), cursor=self._done(cursor, newest), more=False)
                return
            yield Page(
                items=self._whole(items), cursor=keep | place | {"newest": newest}, more=True
            )

    def by_id(self, external_ids):
        """Return the Items of the orders that still exist, those in the bin too."""
        items = []
        size = self._rest.portion("orders by id", IDS_A_CALL).size
        for some in paging.slices(list(dict.fromkeys(external_ids)), size):
            wanted = [known for known in some if known.isdecimal()]
            for read in (self._listed, self._in_bin, self._one_by_one):
                if not wanted:
                    break
                items += read(wanted)
                seen = {item.external_id for item in items}
                wanted = [known for known in wanted if known not in seen]
        return list(self._whole(items))

    def _whole(self, items):
        """Return the orders among the items, each with what its refunds hold."""
        orders = orders_of(items)
        bodies = self._refunds.completed([item.body for item in orders])
        return tuple(
            Item(external_id=item.external_id, body=body, version=item.version)
            for item, body in zip(orders, bodies, strict=True)
        )

    def _listed(self, wanted):
        return self._including(wanted, LISTED)

    def _in_bin(self, wanted):
        return self._including(wanted, BIN)

    def _one_by_one(self, wanted):
        """Some plugins hide their statuses from every list: such an order is still there."""
        items = []
        for known in wanted:
            try:
                found = self._rest.get(f"orders/{known}", Raw, dp=DECIMALS)
            except RejectedError as error:
                if error.status != 404:
                    raise
                continue
            items.append(item_of(found.data))
        return items

    def _done(self, cursor, newest):
        """A time to come, of a clock put wrong or of a program's, would hide all until then."""
        reached = instant(newest)
        return paging.moved(cursor, reached and min(reached, self._now()))

    def _next_list(self, place, start):
        """Return the beginning of the next list, None after the last one."""
        lists = [LISTED, *filter(None, [self.own_statuses()]), BIN]
        rest = lists[lists.index(place["status"]) + 1 :] if place["status"] in lists else [BIN]
        return {"status": rest[0], "from": start, "offset": 0} if rest else None

    def own_statuses(self):
        """Return the statuses that plugins added, with commas: many hide theirs from all lists.

        Asked for once an hour, where the key may know them.
        """
        known = self._memory.get("own")
        if known is None or self._now() - known[1] > STATUSES_KEPT:
            self._memory["own"] = known = (self._ask_statuses(), self._now())
        return known[0]

    def _ask_statuses(self):
        try:
            found = self._rest.get("reports/orders/totals", list[StatusTotal]).data
        except (AuthError, RejectedError):
            return ""
        return ",".join(sorted(one.slug for one in found if is_own(one.slug)))

    def _page(self, place):
        """Return (what was Found, its Items) of one call; a shop that cannot is asked for less."""
        try:
            with self._portion.call():
                asked = query(place, self._portion.size)
                found = self._rest.get("orders", list[Raw], **asked)
        except RejectedError as error:
            if error.status == 400 and "orderby" in f"{error.reason}{error.detail}":
                raise RejectedError(
                    _("The shop cannot list orders by change: WooCommerce 5.8 or newer is needed."),
                    status=error.status,
                    detail=error.detail,
                ) from None
            raise
        return found, [item_of(node) for node in found.data]

    def _including(self, wanted, status):
        listed = {"include": ",".join(wanted), "per_page": len(wanted), "status": status}
        with self._rest.portion("orders by id", IDS_A_CALL).call():
            found = self._rest.get("orders", list[Raw], **listed, dp=DECIMALS)
        return [item_of(node) for node in found.data]


def query(place, size):
    """Return the parameters of one page; ``after`` is told in UTC and leaves out its own second."""
    return {
        "status": place["status"],
        "modified_after": after(place["from"]),
        "dates_are_gmt": "true",
        "orderby": "modified",
        "order": "asc",
        "per_page": size,
        "offset": place["offset"] or None,
        "dp": DECIMALS,
    }


def following(place, items, found):
    """Return the place of the next page, None when there is none."""
    if not items:
        return None
    read = place["offset"] + len(items)
    if found.total is not None and read >= found.total:
        return None
    newest = instant(max(item.version for item in items))
    begin = iso(newest - A_SECOND) if newest else ""
    if begin > place["from"]:
        return {**place, "from": begin, "offset": 0}
    return {**place, "offset": place["offset"] + max(len(items) - SHIFTED, 1)}


def item_of(node):
    head = msgspec.json.decode(node, type=Head, strict=False)
    status = "" if head.status in DRAFTS else head.status
    return _Seen(external_id=str(head.id), body=bytes(node), version=head.changed, status=status)


def orders_of(items):
    """Leave out baskets in the course of the checkout: they are no orders yet."""
    return tuple(
        Item(external_id=item.external_id, body=item.body, version=item.version)
        for item in items
        if item.status
    )


class _Seen(Struct):
    external_id: str
    body: bytes
    version: str
    status: str
