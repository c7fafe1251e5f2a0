"""Which arguments each collection takes, and how WordPress checks a value.

An unknown argument is ignored. The tables hold what today's plugin takes; with the vendor's
discovery index at hand (description.py) everything else it names is checked too.
"""

from decimal import Decimal, InvalidOperation

from tests.sandbox.woocommerce.clock import is_date

IDS = {"type": "array", "items": {"type": "integer"}}
PAGES = {
    "context": {"type": "string", "enum": ["view", "edit"]},
    "page": {"type": "integer", "minimum": 1},
    "per_page": {"type": "integer", "minimum": 1, "maximum": 100},
    "offset": {"type": "integer"},
    "search": {"type": "string"},
    "order": {"type": "string", "enum": ["asc", "desc"]},
    "include": IDS,
    "exclude": IDS,
}
DATE_TIME = {"type": "string", "format": "date-time"}
DATES = {
    **dict.fromkeys(("after", "before", "modified_after", "modified_before"), DATE_TIME),
    "dates_are_gmt": {"type": "boolean"},
    "orderby": {
        "type": "string",
        "enum": ["date", "id", "include", "title", "slug", "modified"],
    },
    "parent": IDS,
    "parent_exclude": IDS,
}
PRODUCT_ORDER = [
    "date", "modified", "id", "include", "title", "slug", "price", "popularity", "rating",
    "menu_order",
]  # fmt: skip
STOCK = ["instock", "outofstock", "onbackorder"]
LISTS = {
    "orders": {
        **PAGES,
        **DATES,
        "status": {"type": "array", "items": {"type": "string", "enum": "order statuses"}},
        "customer": {"type": "integer"},
        "product": {"type": "integer"},
        "dp": {"type": "integer"},
    },
    "order_refunds": {**PAGES, **DATES, "dp": {"type": "integer"}},
    "order_notes": {"type": {"type": "string", "enum": ["any", "customer", "internal"]}},
    "products": {
        **PAGES,
        **DATES,
        "orderby": {"type": "string", "enum": PRODUCT_ORDER},
        "status": {
            "type": "string",
            "enum": ["any", "future", "trash", "draft", "pending", "private", "publish"],
        },
        "type": {"type": "string", "enum": ["simple", "grouped", "external", "variable"]},
        "sku": {"type": "string"},
        "stock_status": {"type": "string", "enum": STOCK},
        "tax_class": {"type": "string", "enum": "tax classes"},
    },
    "webhooks": {
        **PAGES,
        "orderby": {"type": "string", "enum": ["date", "id", "title"]},
        "status": {"type": "string", "enum": ["all", "active", "paused", "disabled"]},
    },
    "customers": {
        **PAGES,
        "orderby": {
            "type": "string",
            "enum": ["id", "include", "name", "registered_date"],
        },
        "email": {"type": "string", "format": "email"},
        "role": {"type": "string"},
    },
    "taxes": {
        **PAGES,
        "orderby": {"type": "string", "enum": ["id", "order", "priority"]},
        "class": {"type": "string", "enum": "tax classes"},
    },
    "terms": {
        **PAGES,
        "orderby": {
            "type": "string",
            "enum": [
                "id",
                "include",
                "name",
                "slug",
                "term_group",
                "description",
                "count",
                "menu_order",
            ],
        },
    },
    "coupons": {**PAGES, **DATES, "code": {"type": "string"}},
}
LISTS["variations"] = {name: s for name, s in LISTS["products"].items() if name != "type"}
SALE = {name: {"type": "string"} for name in ("sku", "regular_price", "sale_price", "weight")}
PRODUCT = {
    **SALE,
    "manage_stock": {"type": "boolean"},
    "stock_quantity": {"type": "integer"},
    "stock_status": {"type": "string", "enum": STOCK},
    "backorders": {"type": "string", "enum": ["no", "notify", "yes"]},
    "status": {"type": "string", "enum": ["draft", "pending", "private", "publish", "future"]},
    "tax_status": {"type": "string", "enum": ["taxable", "shipping", "none"]},
    "dimensions": {"type": "object"},
    "meta_data": {"type": "array", "items": {"type": "object"}},
    "attributes": {"type": "array", "items": {"type": "object"}},
}
BODIES = {
    "orders": {
        "status": {"type": "string", "enum": "order statuses without trash"},
        "customer_id": {"type": "integer"},
        "billing": {"type": "object"},
        "shipping": {"type": "object"},
        "transaction_id": {"type": "string"},
        "set_paid": {"type": "boolean"},
        "meta_data": {"type": "array", "items": {"type": "object"}},
        "line_items": {"type": "array", "items": {"type": "object"}},
    },
    "order_notes": {
        "note": {"type": "string", "required": "create"},
        "customer_note": {"type": "boolean"},
    },
    "order_refunds": {
        "amount": {"type": "string"},
        "reason": {"type": "string"},
        "api_refund": {"type": "boolean"},
        "api_restock": {"type": "boolean"},
    },
    "products": {
        **PRODUCT,
        "type": {
            "type": "string",
            "enum": ["simple", "grouped", "external", "variable", "variation"],
        },
        "images": {"type": "array", "items": {"type": "object"}},
        "categories": {"type": "array", "items": {"type": "object"}},
    },
    "variations": {**PRODUCT, "image": {"type": "object"}},
    "webhooks": {
        "status": {"type": "string", "enum": ["active", "paused", "disabled"]},
        "topic": {"type": "string", "required": "create"},
        "delivery_url": {"type": "string", "required": "create"},
        "secret": {"type": "string"},
        "name": {"type": "string"},
    },
}


def problem(name, value, schema):
    """(code, message) of the first thing wrong with a value, or None."""
    kind = schema.get("type")
    check = KINDS.get(kind) if isinstance(kind, str) else None
    if check and not check(value):
        return "rest_invalid_type", f"{name} is not of type {kind}."
    if kind == "array":
        return _items_problem(name, value, schema.get("items") or {})
    if schema.get("enum") and value not in schema["enum"]:
        words = schema["enum"]
        listed = f"{', '.join(map(str, words[:-1]))}, and {words[-1]}"
        return "rest_not_in_enum", f"{name} is not one of {listed}."
    if schema.get("format") == "date-time" and not is_date(value):
        return "rest_invalid_date", "Invalid date."
    if schema.get("format") == "email" and "@" not in value:
        return "rest_invalid_email", "Invalid email address."
    return _bounds_problem(name, value, schema)


def _items_problem(name, value, items):
    for place, item in enumerate(listed(value)):
        found = problem(f"{name}[{place}]", item, items)
        if found:
            return found
    return None


def listed(value):
    """WordPress reads a text where a list is due as words between commas or spaces."""
    return value if isinstance(value, list) else str(value).replace(",", " ").split()


def _bounds_problem(name, value, schema):
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None and not low <= int(value) <= high:
        text = f"{name} must be between {low} (inclusive) and {high} (inclusive)"
        return "rest_out_of_bounds", text
    if low is not None and int(value) < low:
        return "rest_out_of_bounds", f"{name} must be greater than or equal to {low}"
    return None


def _is_number(value):
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return False
    try:
        return Decimal(str(value).strip()).is_finite()
    except InvalidOperation:
        return False


def _is_integer(value):
    return _is_number(value) and Decimal(str(value).strip()) % 1 == 0


KINDS = {
    "integer": _is_integer,
    "number": _is_number,
    "boolean": lambda v: v in (True, False, 0, 1, "0", "1", "true", "false", "TRUE", "FALSE"),
    "string": lambda v: isinstance(v, str),
    "array": lambda v: isinstance(v, list) or (isinstance(v, (str, int)) and v is not True),
    "object": lambda v: isinstance(v, dict) or v == [],
}
