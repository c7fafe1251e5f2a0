"""Resources: what may pass between a connection and Odoo, declared by the addon that owns it."""

import msgspec

_RESOURCES = {}


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of thing on its way.

    A connection whose adapter is of ``kind`` and implements ``needs`` gets a feed of it.
    In: ``needs`` pulls pages, ``by_id`` re-reads what a doorbell named, ``read`` translates one
    body, and ``omni.connection._import_<code>(pairs)`` writes them.
    Out: ``omni.connection._export_<code>(adapter, intents)`` pushes, and ``_offer_<code>()`` puts
    everything up for comparison again.
    ``is_awaited``: the remote is asked about what Odoo waits for, and ``needs`` is given that after
    the cursor: what ``omni.connection._awaited_<code>()`` returns.
    ``lists``: names (id, aware UTC time) of all things of a period: ``lists(since, until)``.
    ``minutes``: default interval of a feed that pulls. ``priority``: of what rings: 10 at once,
    50 when nothing urgent waits. ``is_optional``: its feed is off until a person switches it on.
    ``compares_at_start``: whether going live puts all of it up for comparison.
    """

    code: str
    label: str
    kind: str
    direction: str
    needs: str
    by_id: str = ""
    read: str = ""
    help: str = ""
    lists: str = ""
    is_awaited: bool = False
    is_optional: bool = False
    compares_at_start: bool = True
    minutes: int = 15
    batch: int = 50
    priority: int = 10


def declare(resource):
    _RESOURCES[resource.code] = resource


def resource(code):
    """Return the Resource of a code, or None."""
    return _RESOURCES.get(code)


def offered(adapter):
    """Return the resources that an adapter class can serve, those that come in first."""
    found = (r for r in _RESOURCES.values() if r.kind == adapter.kind and adapter.can(r.needs))
    return sorted(found, key=lambda r: (r.direction, list(_RESOURCES).index(r.code)))


def feed_values(position, item):
    """Return the values of a connection's new feed of a Resource."""
    return {"resource": item.code, "sequence": position, "active": not item.is_optional}


def compares_at_start(code):
    """Whether all of a resource is put up for comparison when it goes live."""
    known = resource(code)
    return known is None or known.compares_at_start
