"""Toy shop, as small as the contract's cases need it."""

import json

from tests.contract.loopback import Loopback, Refused
from tests.contract.wire import ChannelWire, moment

RIGHT = "key-that-reads"


class Wire(Loopback, ChannelWire):
    reads = "/orders"
    unknown_order = "999999"
    quantity = ("lines", 0, "quantity")
    without = {
        "pages": "The shop lists all that changed in one answer.",
        "reading": "All keys of the shop only read.",
    }

    @property
    def right(self):
        return {"url": self.url, "key": RIGHT}

    @property
    def wrong(self):
        return {**self.right, "key": "key-of-yesterday"}

    def start(self):
        """The first state of the shop: nobody has ordered."""
        self.orders = []

    def place(self, count, lines=1):
        return [self._place(lines) for _order in range(count)]

    def _place(self, lines):
        order = json.loads((self.samples / "order.json").read_text())
        number, when = str(len(self.orders) + 1), moment(len(self.orders)).isoformat()
        (line,) = order["lines"]
        order["lines"] = [{**line, "external_id": f"{number}-{n}"} for n in range(lines)]
        self.orders.append({**order, "external_id": number, "version": when, "ordered_at": when})
        return number

    def answer(self, asked):
        """What the vendor answers; a fault that was asked for is put before it."""
        if asked.headers.get("key") != RIGHT:
            raise Refused(401, {"error": "This key is not known."})
        if asked.route == "/shop":
            return {"name": "The toy shop"}
        since = asked.query.get("since", "")
        return [order for order in self.orders if order["version"] >= since]
