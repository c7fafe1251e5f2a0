"""/_control: what tests and the demo steer. JSON in, JSON out."""

from tests.sandbox.clock import CLOCK
from tests.sandbox.vendor import json_response


class Control:
    def __init__(self, world, vendors, mails=None):
        self.world = world
        self.vendors = vendors
        self.mails = mails

    def handle(self, request, path):
        first, _slash, rest = path.strip("/").partition("/")
        action = getattr(self, f"on_{first}", None) if first in ACTIONS else None
        if action:
            return action(request, rest)
        if first in self.vendors:
            return self.vendors[first].control(request, f"/{rest}")
        return json_response({"error": f"unknown control {path}"}, status=404)

    def on_reset(self, request, rest):
        """Everything as it was at the start: vendors, faults, journal, mails."""
        self.world.webhooks.forget()
        for vendor in self.vendors.values():
            vendor.reset()
        self.world.faults.clear()
        self.world.faults.tally.clear()
        CLOCK.set_ahead(0)
        self.world.journal.clear()
        self.world.violations.clear()
        if self.mails:
            self.mails.clear()
        return json_response({"reset": True})

    def on_faults(self, request, rest):
        if request.method == "DELETE":
            self.world.faults.clear()
        if request.method != "POST":
            return json_response(self.world.faults.read())
        rules = request.get_json()
        try:
            added = [
                self.world.faults.add(r) for r in (rules if isinstance(rules, list) else [rules])
            ]
        except ValueError as problem:
            return json_response({"error": str(problem)}, status=400)
        return json_response(added, status=201)

    def on_calls(self, request, rest):
        """Filters: any field of a call, as vendor=, direction=, operation=, status=."""
        if request.method == "DELETE":
            self.world.journal.clear()
        return json_response(self.world.journal.read(**request.args.to_dict()))

    def on_violations(self, request, rest):
        if request.method == "DELETE":
            self.world.violations.clear()
        return json_response(self.world.violations.read())

    def on_mails(self, request, rest):
        if self.mails is None:
            return json_response({"error": "this sandbox runs without a mail sink"}, status=404)
        if request.method == "DELETE":
            self.mails.clear()
        return json_response(self.mails.messages())

    def on_webhooks(self, request, rest):
        """GET: how many are still under way. POST {"retry_delays": [seconds, …]}."""
        if request.method == "POST":
            delays = request.get_json()["retry_delays"]
            self.world.webhooks.retry_delays = tuple(float(delay) for delay in delays)
        return json_response({"pending": self.world.webhooks.pending()})

    def on_tally(self, request, rest):
        """How often each kind of fault has come true."""
        return json_response(dict(self.world.faults.tally))

    def on_clock(self, request, rest):
        """POST {"seconds": how far the outside world's clock goes before ours}."""
        if request.method == "POST":
            CLOCK.set_ahead(float(request.get_json()["seconds"]))
        return json_response({"seconds": CLOCK.ahead.total_seconds()})

    def on_state(self, request, rest):
        if rest not in self.vendors:
            return json_response({"error": f"unknown vendor {rest}"}, status=404)
        return json_response(self.vendors[rest].state())


ACTIONS = {name.removeprefix("on_") for name in vars(Control) if name.startswith("on_")}
