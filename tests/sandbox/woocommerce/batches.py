"""Batches: up to 100 things, each with its own fate inside one 200."""

from dataclasses import replace

from tests.sandbox.woocommerce.call import Answer
from tests.sandbox.woocommerce.errors import Refusal

FAILURES = {
    "code": "woocommerce_rest_sandbox_refused",
    "message": "Sorry, this one could not be saved.",
}


def batch(shop, call, create, update, delete, *place):
    """`place`: ids of the route before the thing's own. Nothing in a batch is checked by type."""
    wanted = {name: call.given.get(name) or [] for name in ("create", "update", "delete")}
    limit = shop.store.settings["batch_limit"]
    if sum(map(len, wanted.values())) > limit:
        raise Refusal(
            413,
            "woocommerce_rest_request_entity_too_large",
            f"Unable to accept more than {limit} items for this request.",
        )
    answer = {}
    spoiled = _spoiled(call, wanted)
    for name, rows in wanted.items():
        act = {"create": create, "update": update, "delete": delete}[name]
        done = [
            _one(shop, call, name, act, row, place, (name, index) == spoiled)
            for index, row in enumerate(rows)
        ]
        if done:
            answer[name] = done
    return Answer(answer)


def _spoiled(call, wanted):
    """Which item an item_error fault refuses: by `index` over all of them, else the last."""
    places = [(name, index) for name, rows in wanted.items() for index in range(len(rows))]
    if not call.item_error or not places:
        return None
    return places[min(int(call.item_error.get("index", len(places) - 1)), len(places) - 1)]


def _one(shop, call, name, act, row, place, is_spoiled):
    number = int(row) if name == "delete" else (row.get("id") or 0)
    given = {"force": True} if name == "delete" else row
    inner = replace(call, params={**given}, given={**given}, item_error=None)
    try:
        if is_spoiled and call.item_error.get("keeps"):
            inner = replace(inner, params={"id": number}, given={"id": number})
        elif is_spoiled:
            raise Refusal(400, **{**FAILURES, **_words(call.item_error)})
        ids = place if name == "create" else (*place, _whole(number))
        return act(shop, inner, *ids).data
    except Refusal as problem:
        shown = 0 if name == "create" else number
        return {"id": shown, "error": problem.body()}


def _words(rule):
    return {name: rule[name] for name in ("code", "message") if name in rule}


def _whole(number):
    return int(number) if str(number).isdigit() else 0
