"""A call's arguments before it reaches its endpoint: the missing, the wrong, the unknown."""

from tests.sandbox.woocommerce.arguments import BODIES, LISTS, problem
from tests.sandbox.woocommerce.description import load_description
from tests.sandbox.woocommerce.errors import invalid_params, missing_params

ALWAYS = {"_fields", "_locale", "_method", "_embed", "rest_route", "force", "id", "context"}
# The index calls it required; the plugin makes one when it is not given.
OPTIONAL = {"secret"}


def check(shop, call, resource):
    """Refuse as WordPress does; note what is ignored."""
    if call.route.endswith("/batch"):
        return
    known = _known(shop, call, resource)
    missing = [
        name
        for name, schema in known.items()
        if _is_needed(call, name, schema) and call.params.get(name) is None
    ]
    if missing:
        _record(shop, call, [f"missing: {name}" for name in missing])
        raise missing_params(missing)
    wrong = {}
    for name, value in call.params.items():
        found = problem(name, value, known[name]) if name in known and value is not None else None
        if found:
            wrong[name] = found
    if wrong:
        _record(shop, call, [message for _code, message in wrong.values()])
        raise invalid_params(wrong)
    _note_ignored(shop, call, known)


def _record(shop, call, messages):
    if shop.world.specs:
        operation = f"{call.method} {call.route}"
        shop.world.violations.record(shop.name, f"{shop.prefix}{call.route}", operation, messages)


def _is_needed(call, name, schema):
    """ "create": needed by a POST alone."""
    needed = schema.get("required")
    return name not in OPTIONAL and (needed is True or (needed and _creates(call)))


def _creates(call):
    return call.method == "POST" and not call.route.rpartition("/")[2].isdigit()


def _known(shop, call, resource):
    table = LISTS if call.method == "GET" else BODIES
    own = table.get(resource, {}) if _takes_table(call, resource) else {}
    found = {}
    if shop.world.specs:
        described = load_description(shop.world.specs / "woocommerce")
        found = described.arguments(call.method, call.route)
    return {name: _filled(shop.store, schema) for name, schema in {**found, **own}.items()}


def _takes_table(call, resource):
    """Lists take a collection's arguments; one thing does not."""
    is_item = call.route.rstrip("/").rpartition("/")[2].isdigit()
    return resource and not (call.method == "GET" and is_item) and call.method != "DELETE"


def _filled(store, schema):
    """The words that depend on the shop put in."""
    if isinstance(schema.get("items"), dict):
        return {**schema, "items": _filled(store, schema["items"])}
    words = schema.get("enum")
    if not isinstance(words, str):
        return schema
    lists = {
        "order statuses": ["any", "trash", *store.statuses],
        "order statuses without trash": list(store.statuses),
        "tax classes": list(store.tax_classes),
    }
    return {**schema, "enum": lists[words]}


def _note_ignored(shop, call, known):
    unknown = [
        name
        for name in call.params
        if name not in known and name not in ALWAYS and not name.startswith(("oauth_", "consumer_"))
    ]
    if unknown and known and shop.world.specs:
        shop.store.ignored_arguments.append(
            {"method": call.method, "route": call.route, "arguments": unknown}
        )
