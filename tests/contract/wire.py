"""A remote on loopback, as the shared cases drive it: what a provider's wire has to offer.

The cases know no vendor. They ask a wire to place orders, to break down, to say what it shows;
the wire does so in its vendor's own forms. Where a vendor has no such thing, ``without`` says
why in a sentence, by the name of the case.
"""

import json
from datetime import datetime, timedelta, timezone

from werkzeug.test import Client

from odoo.addons.omni_base.core.http import HttpSession

from .letterbox import Letterbox
from .offers import Changes, Priced, Products, Rings

START = datetime.now(timezone.utc).replace(microsecond=0) - timedelta(hours=2)
TROUBLES = ("throttled", "html", "cut", "redirect", "fault", "item", "deaf")
PASSING = ("html", "cut", "fault", "throttled")
"""Those that may be gone at the next call."""


def moment(second):
    """The aware UTC time of the nth second of a wire's day."""
    return START + timedelta(seconds=second)


class Wire:
    """``adapter``: the class under contract; ``samples``: the folder of its samples.

    Everything is as at the start after ``reset``.

    ``right``, ``wrong``, ``reading``: {credential: value} of a log-in that may all, of one that
    is refused, and of one that may read only. ``without``: {case: why there is no such thing}.
    """

    right: dict = {}
    wrong: dict = {}
    reading: dict = {}
    without: dict = {}

    def __init__(self, adapter, samples):
        self.adapter, self.samples = adapter, samples

    def reset(self):
        raise NotImplementedError

    def connect(self, log_in=None):
        """A new adapter, as a new process would make it: nothing is remembered."""
        typed = {one.name: one.default for one in self.adapter.credentials}
        values = self.adapter.clean({**typed, **(self.right if log_in is None else log_in)})
        secrets = [values[one.name] for one in self.adapter.credentials if one.secret]
        http = HttpSession(secrets=[value for value in secrets if value])
        return self.adapter(http, values, live=True, memory={})

    def calls(self):
        """What was asked since ``reset`` or ``forget_calls``, one text a call, in order."""
        raise NotImplementedError

    def forget_calls(self):
        raise NotImplementedError

    def complaints(self):
        """What was asked that the vendor's description does not allow, since ``reset``."""
        return []

    def reset_troubles(self):
        """No more trouble."""
        raise NotImplementedError

    def spoil(self, trouble, *, writes=False, reads="", times=1, after=None, skip=0):
        """The next calls that read orders (or that write) meet a trouble:

        throttled (``after``: Retry-After), html (a page for people), cut (done, then the body
        ends), redirect (to another address), fault (the vendor's own, nothing done), item (one
        of the batch is refused), deaf (one stays as it was, and the answer shows it).
        ``skip``: so many pass before. ``reads``: other calls that read.
        """
        raise NotImplementedError


class ChannelWire(Wire, Priced, Products, Rings, Changes):
    """``unknown_order``, ``unknown_goods``: ids of the vendor's form that nothing has.

    ``quantity``: the path to the first line's quantity in an order's payload.
    ``too_many``: a number of pieces that the vendor refuses, or None.
    ``reads_listings``: what marks the calls that read listings, as ``reads`` those for orders.
    """

    reads = ""
    reads_listings = ""

    unknown_order = ""
    unknown_goods = ""
    quantity: tuple = ()
    too_many = None

    def place(self, count, lines=1):
        """Orders, one changed a second after the other; returns their ids."""
        raise NotImplementedError

    def change(self, external_id):
        """A later state of an order."""
        raise NotImplementedError

    def goods(self, count):
        """(stock id, place's id) of so many things whose pieces are counted."""
        raise NotImplementedError

    def shown(self, stock_id):
        """How many pieces the remote shows."""
        raise NotImplementedError

    def sent(self, external_id):
        """How often the remote notes that parcels of an order have left."""
        raise NotImplementedError


class CarrierWire(Wire, Rings):
    """``unknown_label``: an id of the vendor's form that no label has."""

    unknown_label = ""

    def request(self, reference):
        """A ShippingRequest that the carrier would take."""
        raise NotImplementedError

    def sold(self):
        """How many labels were bought."""
        raise NotImplementedError

    def move(self, number):
        """The parcel of a tracking number goes on."""
        raise NotImplementedError


class Played:
    """A vendor of tests/sandbox in this process; ``vendor`` is its name there.

    ``reads``, ``writes``: what marks those calls (path and operation hold it).
    """

    vendor = ""
    reads = ""
    writes = ""
    sandbox = None
    side_door = None
    letterbox = None

    def reset(self):
        if Played.sandbox is None:
            from tests.sandbox.server import Sandbox

            Played.sandbox = Sandbox().start()
            Played.side_door = Client(Played.sandbox)
        self.control("reset")

    def control(self, path, **given):
        """Not over the wire, which is the adapter's alone."""
        answer = self.side_door.post(f"/_control/{path}", json=given)
        assert answer.status_code < 400, answer.text
        return answer.json

    def state(self):
        return self.side_door.get(f"/_control/state/{self.vendor}").json

    def delivered(self, change):
        """(headers, body, what changed) of the delivery that tells of ``change()``, its id."""
        if Played.letterbox is None:
            Played.letterbox = Letterbox()
        self.connect().subscribe(self.letterbox.url)
        self.letterbox.empty()
        changed = change()
        headers, body = self.letterbox.wait_for(lambda asked: changed.encode() in asked.body)
        return headers, body, changed

    def calls(self):
        rows = self.sandbox.world.journal.read(vendor=self.vendor, direction="in")
        return [f"{row['method']} {row['operation'] or row['path']}" for row in rows]

    def forget_calls(self):
        self.sandbox.world.journal.clear()

    def complaints(self):
        return self.sandbox.world.violations.read()

    def reset_troubles(self):
        self.sandbox.world.faults.clear()

    def spoil(self, trouble, *, writes=False, reads="", times=1, after=None, skip=0):
        rule = {"vendor": self.vendor, "times": times, "after": skip, **FAULTS[trouble]}
        rule["match"] = self.writes if writes else reads or self.reads
        if trouble == "throttled" and after is not None:
            rule["retry_after"] = after
        self.control("faults", **rule)


ELSEWHERE = "https://elsewhere.example/"
FAULTS = {
    "throttled": {"kind": "throttle"},
    "html": {"kind": "html"},
    "cut": {"kind": "cut"},
    "redirect": {"kind": "status", "status": 302, "headers": {"Location": ELSEWHERE}},
    "fault": {"kind": "status", "status": 500},
    "item": {"kind": "item_error"},
    "deaf": {"kind": "item_error", "keeps": True},
}


def at(body, path):
    """What lies at a path of a decoded body."""
    for step in path:
        body = body[step]
    return body


def with_value(body, path, value):
    """A payload with another value at a path."""
    found = json.loads(body)
    at(found, path[:-1])[path[-1]] = value
    return json.dumps(found).encode()
