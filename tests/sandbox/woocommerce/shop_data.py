"""What the shop says of itself: index, settings, taxes, currencies, shipping, payment, status."""

from tests.sandbox.woocommerce.access import not_allowed
from tests.sandbox.woocommerce.call import Answer
from tests.sandbox.woocommerce.checkout import GATEWAYS
from tests.sandbox.woocommerce.errors import Refusal
from tests.sandbox.woocommerce.listing import chosen, ordered, paged
from tests.sandbox.woocommerce.settings import GROUPS, NAMES, SYMBOLS, documents

NAMESPACES = ["oembed/1.0", "wc/v1", "wc/v2", "wc/v3", "wc-telemetry", "wc/store", "wp/v2"]


def site_index(shop):
    """/wp-json/: open to all; what a caller finds out before it has a key."""
    settings = shop.store.settings
    return {
        "name": settings["title"],
        "description": "Café de spécialité et artisanat",
        "url": shop.api.home,
        "home": shop.api.home,
        "gmt_offset": "1",
        "timezone_string": settings["timezone"],
        "namespaces": NAMESPACES if shop.store.settings["active"] else ["oembed/1.0", "wp/v2"],
        "authentication": [],
        "routes": {},
        "site_logo": 0,
    }


def list_groups(shop, call):
    return Answer(
        [
            {"id": key, "label": label, "description": "", "parent_id": "", "sub_groups": []}
            for key, label in GROUPS
        ]
    )


def _group(shop, name):
    if name not in dict(GROUPS):
        raise Refusal(404, "rest_setting_setting_group_invalid", "Invalid setting group.")
    return documents(shop.store.settings).get(name, [])


def list_settings(shop, call, name):
    rows = _group(shop, name)
    return Answer([_with_links(shop, name, row) for row in rows])


def _with_links(shop, group, row):
    links = shop.api.links(f"settings/{group}/{row['id']}", f"settings/{group}")
    return {**row, "group_id": group, "_links": links}


def read_setting(shop, call, name, option):
    for row in _group(shop, name):
        if row["id"] == option:
            return Answer(_with_links(shop, name, row))
    raise Refusal(404, "rest_setting_setting_invalid", "Invalid setting.")


def list_taxes(shop, call):
    wanted = call.params.get("class")
    rows = [r for r in shop.store.tax_rates.values() if not wanted or r["class"] == wanted]
    keys = {
        "id": lambda r: r["id"],
        "order": lambda r: r["order"],
        "priority": lambda r: r["priority"],
    }
    call.params.setdefault("order", "asc")
    rows = ordered(chosen(rows, call), call, keys, default="order")
    return paged(shop.api, call, rows, lambda row: _tax(shop, row), "taxes")


def _tax(shop, row):
    return {**row, "_links": shop.api.links(f"taxes/{row['id']}", "taxes")}


def read_tax(shop, call, number):
    row = shop.store.tax_rates.get(int(number))
    if not row:
        raise Refusal(404, "woocommerce_rest_invalid_id", "Invalid resource ID.")
    return Answer(_tax(shop, row))


def list_tax_classes(shop, call):
    rows = shop.store.tax_classes.items()
    return Answer([{"slug": slug, "name": name} for slug, name in rows])


def _currency(shop, code):
    return {
        "code": code,
        "name": NAMES.get(code, code),
        "symbol": SYMBOLS.get(code, code),
        "_links": shop.api.links(f"data/currencies/{code}", "data/currencies"),
    }


def list_data(shop, call):
    """What there is below /data."""
    rows = {
        "continents": "List of supported continents, countries, and states.",
        "countries": "List of supported states in a given country.",
        "currencies": "List of supported currencies.",
    }
    return Answer(
        [
            {
                "slug": slug,
                "description": words,
                "_links": shop.api.links(f"data/{slug}", "data"),
            }
            for slug, words in rows.items()
        ]
    )


def list_currencies(shop, call):
    return Answer([_currency(shop, code) for code in sorted(NAMES)])


def current_currency(shop, call):
    return Answer(_currency(shop, shop.store.settings["currency"]))


def read_currency(shop, call, code):
    if code.upper() not in NAMES:
        raise Refusal(
            404,
            "woocommerce_rest_data_invalid_currency",
            "There are no currencies matching these parameters.",
        )
    return Answer(_currency(shop, code.upper()))


def system_status(shop, call):
    """For administrators' keys; the switch system_status plays another user's key."""
    settings = shop.store.settings
    if not settings["system_status"] or not call.key.is_admin:
        raise not_allowed("list", is_known=True)
    plugins = ("woocommerce/woocommerce.php", *settings["plugins"])
    is_ssl = settings["ssl_behind_proxy"]
    return Answer(
        {
            "environment": _environment(shop, settings),
            "active_plugins": [
                {"plugin": name, "name": name.partition("/")[0], "version": "1.0.0", "url": ""}
                for name in plugins
            ],
            "settings": _status_settings(settings),
            "security": {"secure_connection": is_ssl, "hide_errors": True},
        }
    )


def _environment(shop, settings):
    return {
        "home_url": shop.api.home,
        "site_url": shop.api.home,
        "version": settings["version"],
        "wp_version": settings["wp_version"],
        "wp_multisite": False,
        "language": "fr_FR",
        "server_info": "Apache",
        "php_version": "8.2.20",
        "default_timezone": "UTC",
    }


def _status_settings(settings):
    return {
        "api_enabled": False,
        "force_ssl": settings["ssl_behind_proxy"],
        "currency": settings["currency"],
        "currency_symbol": settings["currency_symbol"],
        "currency_position": "right_space",
        "thousand_separator": " ",
        "decimal_separator": ",",
        "number_of_decimals": settings["decimals"],
        "taxonomies": {k: k for k in ("external", "grouped", "simple", "variable")},
        "HPOS_enabled": False,
    }


def list_gateways(shop, call):
    return Answer([_gateway(shop, key) for key in GATEWAYS])


def _gateway(shop, key):
    return {
        "id": key,
        "title": GATEWAYS[key],
        "description": "",
        "order": "",
        "enabled": True,
        "method_title": GATEWAYS[key],
        "method_description": "",
        "method_supports": ["products", "refunds"] if key in ("stripe", "paypal") else ["products"],
        "settings": {},
        "_links": shop.api.links(f"payment_gateways/{key}", "payment_gateways"),
    }


def read_gateway(shop, call, key):
    if key not in GATEWAYS:
        raise Refusal(404, "woocommerce_rest_payment_gateway_invalid", "Resource does not exist.")
    return Answer(_gateway(shop, key))


def list_zones(shop, call):
    rest = {"id": 0, "name": "Locations not covered by your other zones", "order": 0}
    rows = [rest, *shop.store.zones.values()]
    return Answer([{name: row[name] for name in ("id", "name", "order")} for row in rows])


def list_zone_methods(shop, call, number):
    zone = shop.store.zones.get(int(number))
    if not zone and int(number) != 0:
        raise Refusal(404, "woocommerce_rest_shipping_zone_invalid", "Resource does not exist.")
    methods = zone["methods"] if zone else ()
    return Answer(
        [
            {
                "id": instance,
                "instance_id": instance,
                "title": title,
                "order": place,
                "enabled": True,
                "method_id": kind,
                "method_title": kind.replace("_", " ").capitalize(),
                "method_description": "",
                "settings": {
                    "title": {"id": "title", "value": title},
                    "cost": {"id": "cost", "value": cost},
                },
            }
            for place, (kind, instance, title, cost) in enumerate(methods, start=1)
        ]
    )  # fmt: skip


def list_shipping_methods(shop, call):
    rows = {
        "flat_rate": "Flat rate",
        "free_shipping": "Free shipping",
        "local_pickup": "Local pickup",
    }
    return Answer([{"id": key, "title": title, "description": ""} for key, title in rows.items()])


def list_order_statuses(shop, call):
    """Totals by status: the only place where the API names a shop's own statuses."""
    counts = dict.fromkeys(shop.store.statuses, 0)
    for order in shop.store.orders.values():
        counts[order["status"]] = counts.get(order["status"], 0) + 1
    names = shop.store.statuses
    return Answer([{"slug": k, "name": names[k], "total": counts[k]} for k in names])


OPTION = r"/settings/([\w-]+)/([\w-]+)"
ROUTES = (
    ("GET", r"/settings", "settings", "list", list_groups),
    ("GET", r"/settings/([\w-]+)", "settings", "list", list_settings),
    ("GET", OPTION, "settings", "read", read_setting),
    ("GET", r"/taxes", "taxes", "list", list_taxes),
    ("GET", r"/taxes/(\d+)", "taxes", "read", read_tax),
    ("GET", r"/taxes/classes", "tax_classes", "list", list_tax_classes),
    ("GET", r"/data", "data", "list", list_data),
    ("GET", r"/data/currencies", "data", "list", list_currencies),
    ("GET", r"/data/currencies/current", "data", "read", current_currency),
    ("GET", r"/data/currencies/(\w{3})", "data", "read", read_currency),
    ("GET", r"/system_status", "system_status", "list", system_status),
    ("GET", r"/payment_gateways", "payment_gateways", "list", list_gateways),
    ("GET", r"/payment_gateways/([\w-]+)", "payment_gateways", "read", read_gateway),
    ("GET", r"/shipping/zones", "shipping_zones", "list", list_zones),
    ("GET", r"/shipping/zones/(\d+)/methods", "shipping_zones", "list", list_zone_methods),
    ("GET", r"/shipping_methods", "shipping_methods", "list", list_shipping_methods),
    ("GET", r"/reports/orders/totals", "reports", "list", list_order_statuses),
)
