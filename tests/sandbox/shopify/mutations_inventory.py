"""Stock set, adjusted and activated from outside: compare-and-set, errors per item."""

from urllib.parse import urlsplit

from tests.sandbox.shopify import stock
from tests.sandbox.shopify.idempotency import once
from tests.sandbox.shopify.refusals import TopLevelError
from tests.sandbox.shopify.store import now_text

HIGHEST = 1_000_000_000
ACTIVATES_SINCE = "2026-10"  # its enum has no ITEM_NOT_STOCKED_AT_LOCATION any more
REASONS = {
    "correction", "cycle_count_available", "damaged", "movement_created", "movement_updated",
    "movement_received", "movement_canceled", "other", "promotion", "quality_control",
    "received", "reservation_created", "reservation_deleted", "reservation_updated",
    "restock", "safety_stock", "shrinkage",
}  # fmt: skip
WORDS = {
    "CHANGE_FROM_QUANTITY_STALE": "The changeFromQuantity argument no longer matches the "
    "persisted quantity.",
    "INVALID_INVENTORY_ITEM": "The specified inventory item could not be found.",
    "INVALID_LOCATION": "The specified location could not be found.",
    "ITEM_NOT_STOCKED_AT_LOCATION": "The specified inventory item is not stocked at the location.",
    "INVALID_NAME": "The quantity name must be either 'available' or 'on_hand'.",
    "INVALID_QUANTITY_NAME": "The specified quantity name is invalid.",
    "INVALID_QUANTITY_NEGATIVE": "The quantity can't be negative.",
    "INVALID_QUANTITY_TOO_HIGH": "The total quantity can't be higher than 1,000,000,000.",
    "INVALID_QUANTITY_TOO_LOW": "The total quantity can't be lower than -1,000,000,000.",
    "INVALID_REASON": "The specified reason is invalid.",
    "INVALID_REFERENCE_DOCUMENT": "The specified reference document is invalid.",
    "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR": "The combination of inventoryItemId and "
    "locationId must be unique.",
}


class Errors:
    """User errors of one mutation, with Shopify's field paths."""

    def __init__(self, kind):
        self.kind, self.rows = kind, []

    def add(self, code, *path):
        self.rows.append(
            {
                "__typename": self.kind,
                "code": code,
                "message": WORDS[code],
                "field": ["input", *(str(step) for step in path)],
            }
        )


def _set_quantities(_root, info, input):
    store, errors = info.context, Errors("InventorySetQuantitiesUserError")
    rows = input["quantities"]
    _require_change_from(rows, "InventoryQuantityInput")
    if input["name"] not in ("available", "on_hand"):
        errors.add("INVALID_NAME", "name")
    _check_input(errors, input)
    seen = set()
    for index, row in enumerate(rows):
        place = ("quantities", index)
        level = _level(store, errors, row, place)
        pair = (row["inventoryItemId"], row["locationId"])
        if pair in seen:
            errors.add("NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR", *place, "locationId")
        seen.add(pair)
        _check_size(errors, row["quantity"], (*place, "quantity"))
        _check_fresh(errors, level, input["name"], row, place)
    _unlucky_item(info, errors, rows)
    if errors.rows:
        return _payload(None, errors)
    changes = []
    for row in rows:
        level = store.level(row["inventoryItemId"], row["locationId"])
        delta = row["quantity"] - stock.quantity(level, input["name"])
        changes += _apply(store, level, input["name"], delta)
    return _payload(_group(store, input, changes), errors)


def _adjust_quantities(_root, info, input):
    store, errors = info.context, Errors("InventoryAdjustQuantitiesUserError")
    rows = input["changes"]
    _require_change_from(rows, "InventoryChangeInput")
    if input["name"] not in stock.NAMES or input["name"] in ("on_hand", "committed"):
        errors.add("INVALID_QUANTITY_NAME", "name")
        return _payload(None, errors)
    _check_input(errors, input)
    for index, row in enumerate(rows):
        place = ("changes", index)
        level = _level(store, errors, row, place)
        _check_fresh(errors, level, input["name"], row, place)
    if errors.rows:
        return _payload(None, errors)
    changes = []
    for row in rows:
        level = store.level(row["inventoryItemId"], row["locationId"])
        changes += _apply(store, level, input["name"], row["delta"])
    return _payload(_group(store, input, changes), errors)


def _require_change_from(rows, kind):
    if any("changeFromQuantity" not in row for row in rows):
        raise TopLevelError(
            f"{kind} must include the following argument: changeFromQuantity.",
            "INVALID_FIELD_ARGUMENTS",
        )


def _check_input(errors, input):
    if input["reason"] not in REASONS:
        errors.add("INVALID_REASON", "reason")
    uri = input.get("referenceDocumentUri")
    if uri is not None and not (urlsplit(uri).scheme and urlsplit(uri).netloc):
        errors.add("INVALID_REFERENCE_DOCUMENT", "referenceDocumentUri")


def _level(store, errors, row, place):
    if row["inventoryItemId"] not in store.inventory_items:
        errors.add("INVALID_INVENTORY_ITEM", *place, "inventoryItemId")
        return None
    if row["locationId"] not in store.locations:
        errors.add("INVALID_LOCATION", *place, "locationId")
        return None
    level = store.level(row["inventoryItemId"], row["locationId"])
    if level is None and store.api_version < ACTIVATES_SINCE:
        errors.add("ITEM_NOT_STOCKED_AT_LOCATION", *place, "locationId")
    elif level is None:
        level = _stock_at(store, row["inventoryItemId"], row["locationId"], 0)
    return level


def _stock_at(store, item_gid, location_gid, available):
    item, location = store.inventory_items[item_gid], store.locations[location_gid]
    store.levels[item_gid, location_gid] = stock.new_level(item, location, available)
    return store.levels[item_gid, location_gid]


def _check_size(errors, units, place):
    if units < -HIGHEST:
        errors.add("INVALID_QUANTITY_TOO_LOW", *place)
    elif units > HIGHEST:
        errors.add("INVALID_QUANTITY_TOO_HIGH", *place)


def _check_fresh(errors, level, name, row, place):
    expected = row["changeFromQuantity"]
    if level and expected is not None and stock.quantity(level, name) != expected:
        errors.add("CHANGE_FROM_QUANTITY_STALE", *place, "changeFromQuantity")


def _unlucky_item(info, errors, rows):
    """The item_error fault: one row of the batch is refused (`index`, default the last)."""
    rule = info.context.item_error
    if rule:
        code = rule.get("code", "ITEM_NOT_STOCKED_AT_LOCATION")
        errors.add(code, "quantities", rule.get("index", len(rows) - 1), "locationId")


def _apply(store, level, name, delta):
    if not delta:
        return []
    stock.change(store, level, name, delta)
    names = ("available", "on_hand") if name in ("available", "on_hand") else (name,)
    return [
        {
            "__typename": "InventoryChange",
            "name": changed,
            "delta": delta,
            "quantityAfterChange": stock.quantity(level, changed),
            "item": level["item"],
            "location": level["location"],
            "ledgerDocumentUri": None,
        }
        for changed in names
    ]


def _group(store, input, changes):
    return {
        "__typename": "InventoryAdjustmentGroup",
        "id": store.new_gid("InventoryAdjustmentGroup"),
        "app": None,
        "createdAt": now_text(),
        "reason": input["reason"],
        "referenceDocumentUri": input.get("referenceDocumentUri"),
        "changes": changes,
    }


def _payload(group, errors):
    return {"inventoryAdjustmentGroup": group, "userErrors": errors.rows}


def _mismatch(kind):
    def payload(message):
        row = {
            "__typename": kind,
            "code": "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
            "message": message,
            "field": None,
        }
        return {"inventoryAdjustmentGroup": None, "userErrors": [row]}

    return payload


def _activate(_root, info, inventoryItemId, locationId, available=None, **_arguments):
    store = info.context
    item, location = store.inventory_items.get(inventoryItemId), store.locations.get(locationId)
    if not item or not location:
        field = "locationId" if item else "inventoryItemId"
        return _activated(None, [{"field": [field], "message": "The record could not be found."}])
    level = store.level(inventoryItemId, locationId)
    if level is None:
        level = _stock_at(store, inventoryItemId, locationId, available or 0)
    return _activated(level, [])


def _activated(level, errors):
    rows = [{"__typename": "UserError", **error} for error in errors]
    return {"inventoryLevel": level, "userErrors": rows}


MUTATIONS = {
    "inventorySetQuantities": once(_set_quantities, _mismatch("InventorySetQuantitiesUserError")),
    "inventoryAdjustQuantities": once(
        _adjust_quantities, _mismatch("InventoryAdjustQuantitiesUserError")
    ),
    "inventoryActivate": once(
        _activate, lambda message: _activated(None, [{"field": None, "message": message}])
    ),
}
