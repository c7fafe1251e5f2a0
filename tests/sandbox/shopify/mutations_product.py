"""Variants changed from outside: what they cost.

https://shopify.dev/docs/api/admin-graphql/latest/mutations/productVariantsBulkUpdate
"""

from decimal import Decimal, InvalidOperation

from tests.sandbox.shopify.money import money_text
from tests.sandbox.shopify.store import now_text

KIND = "ProductVariantsBulkUpdateUserError"
WORDS = {
    "PRODUCT_DOES_NOT_EXIST": "Product does not exist",
    "PRODUCT_VARIANT_ID_MISSING": "Product variant is missing ID attribute",
    "PRODUCT_VARIANT_DOES_NOT_EXIST": "Product variant does not exist",
    "GREATER_THAN_OR_EQUAL_TO": "Price must be greater than or equal to 0",
    "INVALID_INPUT": "Compare at price must be greater than or equal to 0",
}


def _update(_root, info, productId, variants, allowPartialUpdates=False, **_arguments):
    store = info.context
    product = store.products.get(productId)
    if product is None:
        return _payload(None, [], [_error("PRODUCT_DOES_NOT_EXIST", "productId")])
    checked = [_checked(product, row, n) for n, row in enumerate(variants)]
    errors = [error for _variant, _values, error in checked if error]
    rule, store.item_error = store.item_error, None
    errors += _unlucky(rule, len(variants))
    refused = {error["field"][1] for error in errors}
    if errors and not allowPartialUpdates:
        return _payload(product, [], errors)
    changed, kept = [], _kept(rule, len(variants))
    for n, (variant, values, _problem) in enumerate(checked):
        if str(n) not in refused:
            variant.update({} if n == kept else values, updatedAt=now_text())
            changed.append(variant)
    if changed:
        product["updatedAt"] = now_text()
        store.tell("products/update", product)
    return _payload(product, changed, errors)


def _checked(product, row, place):
    """Return (variant, what it is to have, the error or None)."""
    if not row.get("id"):
        return None, {}, _error("PRODUCT_VARIANT_ID_MISSING", "variants", place, "id")
    variant = next((one for one in product["variants"] if one["id"] == row["id"]), None)
    if variant is None:
        return None, {}, _error("PRODUCT_VARIANT_DOES_NOT_EXIST", "variants", place, "id")
    values = {}
    for name, code in (("price", "GREATER_THAN_OR_EQUAL_TO"), ("compareAtPrice", "INVALID_INPUT")):
        if name not in row:
            continue
        amount = _amount(row[name])
        if amount is not None and amount < 0:
            return None, {}, _error(code, "variants", place, name)
        values[name] = None if amount is None else money_text(amount)
    if values.get("price", "") is None:
        del values["price"]
    return variant, values, None


def _amount(value):
    if value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return Decimal(-1)


def _unlucky(rule, count):
    """The item_error fault: one variant of the call is refused (`index`, default the last one of
    its first product).
    """
    if not rule or rule.get("keeps"):
        return []
    code = rule.get("code", "INVALID_INPUT")
    return [_error(code, "variants", rule.get("index", count - 1), "price")]


def _kept(rule, count):
    """The same with `keeps`: which variant stays as it was, None for none."""
    return rule.get("index", count - 1) if rule and rule.get("keeps") else None


def _error(code, *path):
    return {
        "__typename": KIND,
        "code": code,
        "message": WORDS.get(code, "Not possible"),
        "field": [str(step) for step in path],
    }


def _payload(product, variants, errors):
    return {"product": product, "productVariants": variants, "userErrors": errors}


MUTATIONS = {"productVariantsBulkUpdate": _update}
