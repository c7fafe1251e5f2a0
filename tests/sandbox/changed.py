"""A vendor that changes its API: fields come, fields go, headers tell of an end."""

import json


def changed(vendor, request, path, rule):
    """The vendor's answer with ``headers``, with what is to ``add`` {path: value}, without what to
    ``leave_out`` [path]. A path has dots; lists are looked through.
    """
    response = vendor.handle(request, path)
    response.headers.update(rule.get("headers") or {})
    if response.is_json and (rule.get("add") or rule.get("leave_out")):
        body = json.loads(response.get_data())
        for place, value in (rule.get("add") or {}).items():
            _each(
                body,
                place.split("."),
                lambda holder, name, value=value: holder.update({name: value}),
            )
        for place in rule.get("leave_out") or ():
            _each(body, place.split("."), lambda holder, name: holder.pop(name, None))
        response.set_data(json.dumps(body, ensure_ascii=False, separators=(",", ":")))
    return response


def _each(value, place, change):
    """Let ``change(holder, name)`` work on each object that holds the place's last name."""
    if isinstance(value, list):
        for one in value:
            _each(one, place, change)
    elif isinstance(value, dict) and len(place) == 1:
        change(value, place[0])
    elif isinstance(value, dict) and place[0] in value:
        _each(value[place[0]], place[1:], change)
