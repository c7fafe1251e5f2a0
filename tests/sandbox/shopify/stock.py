"""Stock of an item at a location, with Shopify's states.

on_hand = available + committed + the set-aside states. Placing an order moves available to
committed, fulfilling takes committed (and so on_hand) away.
"""

from tests.sandbox.shopify.store import now_text

SET_ASIDE = ("reserved", "damaged", "safety_stock", "quality_control")
NAMES = ("available", "committed", "incoming", "on_hand", *SET_ASIDE)


def new_level(item, location, available):
    number = item["id"].rpartition("/")[2]
    location_number = location["id"].rpartition("/")[2]
    now = now_text()
    return {
        "__typename": "InventoryLevel",
        "id": f"gid://shopify/InventoryLevel/{location_number}?inventory_item_id={number}",
        "item": item,
        "location": location,
        "counts": {"available": available, "committed": 0, "incoming": 0},
        "isActive": True,
        "canDeactivate": True,
        "deactivationAlert": None,
        "createdAt": now,
        "updatedAt": now,
    }


def quantity(level, name):
    """Units in a state; KeyError for a state that Shopify does not know."""
    counts = level["counts"]
    if name == "on_hand":
        kept = ("available", "committed", *SET_ASIDE)
        return sum(counts.get(state, 0) for state in kept)
    if name not in NAMES:
        raise KeyError(name)
    return counts.get(name, 0)


def change(store, level, name, delta):
    """Add to available or on_hand (which is available seen from another side), or to a state."""
    state = "available" if name == "on_hand" else name
    level["counts"][state] = level["counts"].get(state, 0) + delta
    _touched(store, level)


def commit(store, level, units):
    """An order takes units: negative when it gives them back."""
    level["counts"]["available"] -= units
    level["counts"]["committed"] += units
    _touched(store, level)


def ship(store, level, units):
    level["counts"]["committed"] -= units
    _touched(store, level)


def _touched(store, level):
    level["updatedAt"] = now_text()
    store.tell("inventory_levels/update", level)


def total_available(store, variant):
    item = variant["inventoryItem"]["id"]
    return sum(
        level["counts"]["available"]
        for (item_gid, _location), level in store.levels.items()
        if item_gid == item
    )


def quantities(level, names):
    updated = level["updatedAt"]
    return [
        {
            "__typename": "InventoryQuantity",
            "id": f"gid://shopify/InventoryQuantity/{level['id'].rpartition('/')[2]}&name={name}",
            "name": name,
            "quantity": quantity(level, name),
            "updatedAt": updated,
        }
        for name in names
    ]
