"""A server on loopback for a wire of a provider's own, which says what its vendor would answer."""

import json
from contextlib import ExitStack
from traceback import format_exc

from tests.pure.wire import Reply, playing

from .wire import ELSEWHERE

PAGE = "<!DOCTYPE html><html><body><h1>Please try again in a moment.</h1></body></html>"


class Refused(Exception):
    """The vendor says no: with a status, and data in its own form."""

    def __init__(self, status, data, headers=None):
        super().__init__(status)
        self.reply = Reply(data, status=status, headers={**JSON, **(headers or {})})


JSON = {"Content-Type": "application/json"}


class Loopback:
    """A wire offers ``start()``: the first state, and ``answer(asked)``: data, or raise Refused.

    ``asked`` has ``method``, ``route``, ``query``, ``headers`` (lower case), ``json``.

    ``reads``: what the route of those calls begins with that read orders, or rates. Writes are all
    but GET, where ``is_write`` says nothing else.
    """

    reads = ""
    url = ""

    def is_write(self, asked):
        return asked.method != "GET"

    def throttled(self, after):
        """The vendor's answer to who is too fast; ``after``: seconds it asks for, or None."""
        return Reply({"error": "Too many requests."}, status=429, headers=_retry(after))

    def reset(self):
        if not self.url:
            self._running = ExitStack()
            self._server = self._running.enter_context(playing(self._played))
            self.url = self._server.url
        self._faults = []
        self.reset_troubles()
        self.forget_calls()
        self.start()

    def calls(self):
        return [f"{asked.method} {asked.path}" for asked in self._server.asked]

    def forget_calls(self):
        self._server.asked.clear()

    def complaints(self):
        """Where the wire itself failed: a route that it does not know, a fault of its own."""
        return self._faults

    def reset_troubles(self):
        self._rules, self._odd_items = [], []

    def spoil(self, trouble, *, writes=False, reads="", times=1, after=None, skip=0):
        if trouble in ("item", "deaf"):
            self._odd_items += [trouble] * times
            return
        self._rules.append(
            {
                "trouble": trouble,
                "writes": writes,
                "reads": reads or self.reads,
                "times": times,
                "after": after,
                "skip": skip,
            }
        )

    def spoils_item(self):
        """Whether the item that is looked at now is one to be refused."""
        return self._is_odd("item")

    def leaves_item(self):
        """Whether the item that is looked at now stays as it was, without a word."""
        return self._is_odd("deaf")

    def _is_odd(self, trouble):
        if trouble not in self._odd_items:
            return False
        self._odd_items.remove(trouble)
        return True

    def _played(self, asked):
        rule = self._rule_for(asked)
        if rule and rule["trouble"] != "cut":
            return self._spoiled(rule)
        try:
            reply = Reply(self.answer(asked), headers=dict(JSON))
        except Refused as refused:
            return refused.reply
        except Exception:  # noqa: BLE001 - whatever it is, the case has to show it
            self._faults += [f"the wire failed at {asked.method} {asked.path}", format_exc()]
            return Reply("the wire failed", status=599)
        if rule:
            return Reply(reply.body[: len(reply.body) // 2], headers=dict(JSON), cut=True)
        return reply

    def _rule_for(self, asked):
        is_write = self.is_write(asked)
        for rule in self._rules:
            reads = not rule["writes"] and not is_write and asked.route.startswith(rule["reads"])
            if not (reads or (rule["writes"] and is_write)):
                continue
            if rule["skip"]:
                rule["skip"] -= 1
                continue
            if rule["times"]:
                rule["times"] -= 1
                return rule
        return None

    def _spoiled(self, rule):
        if rule["trouble"] == "throttled":
            return self.throttled(rule["after"])
        if rule["trouble"] == "html":
            return Reply(PAGE, headers={"Content-Type": "text/html"})
        if rule["trouble"] == "redirect":
            return Reply("", status=302, headers={"Location": ELSEWHERE})
        return Reply(json.dumps({"error": "Out of order."}), status=500)


def _retry(after):
    return {**JSON, **({} if after is None else {"Retry-After": str(after)})}
