"""How this shop is set up, and how its settings pages tell it.

The keys of DEFAULTS are the control's; `documents` shows them as WooCommerce's own options.
"""

DEFAULTS = {
    "title": "Atelier Kaolin",
    "country": "FR",
    "currency": "EUR",
    "currency_symbol": "€",
    "decimals": 2,
    "timezone": "Europe/Paris",
    "calc_taxes": True,
    "prices_include_tax": True,
    "tax_based_on": "shipping",
    "tax_round_at_subtotal": False,
    "shipping_tax_class": "",
    "adjust_non_base_prices": True,
    "manage_stock": True,
    "weight_unit": "kg",
    "dimension_unit": "cm",
    "permalinks": True,
    "ssl_behind_proxy": False,
    "system_status": True,
    "global_unique_id": True,
    "modified_filters": True,
    "version": "9.9.5",
    "wp_version": "6.5.5",
    "plugins": [],
    "active": True,
    "batch_limit": 100,
    "hidden_statuses": [],
}
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF", "JPY": "¥", "KWD": "د.ك", "CAD": "$"}
NAMES = {
    "EUR": "Euro",
    "USD": "United States (US) dollar",
    "GBP": "Pound sterling",
    "CHF": "Swiss franc",
    "JPY": "Japanese yen",
    "KWD": "Kuwaiti dinar",
    "CAD": "Canadian dollar",
}
PLACES = {"JPY": 0, "KWD": 3}
GROUPS = (
    ("general", "General"),
    ("products", "Products"),
    ("tax", "Tax"),
    ("shipping", "Shipping"),
    ("checkout", "Payments"),
    ("account", "Accounts & Privacy"),
    ("email", "Emails"),
    ("integration", "Integration"),
    ("advanced", "Advanced"),
)


def change(settings, given):
    """Take control settings; a new currency brings its symbol and its usual decimals."""
    unknown = set(given) - set(settings)
    if unknown:
        raise KeyError(f"unknown settings {sorted(unknown)}; known: {sorted(settings)}")
    if "currency" in given:
        settings["currency_symbol"] = SYMBOLS.get(given["currency"], given["currency"])
        settings["decimals"] = PLACES.get(given["currency"], 2)
    settings.update(given)


def yes(value):
    return "yes" if value else "no"


def documents(settings):
    """{group: [option as the settings endpoint shows it]}"""
    s = settings
    return {
        "general": [
            _option("woocommerce_default_country", "Country / State", "select", s["country"]),
            _option("woocommerce_calc_taxes", "Enable taxes", "checkbox", yes(s["calc_taxes"])),
            _option("woocommerce_currency", "Currency", "select", s["currency"]),
            _option("woocommerce_currency_pos", "Currency position", "select", "right_space"),
            _option("woocommerce_price_thousand_sep", "Thousand separator", "text", " "),
            _option("woocommerce_price_decimal_sep", "Decimal separator", "text", ","),
            _option(
                "woocommerce_price_num_decimals", "Number of decimals", "number", str(s["decimals"])
            ),
        ],
        "products": [
            _option("woocommerce_weight_unit", "Weight unit", "select", s["weight_unit"]),
            _option("woocommerce_dimension_unit", "Dimensions unit", "select", s["dimension_unit"]),
            _option("woocommerce_manage_stock", "Manage stock", "checkbox", yes(s["manage_stock"])),
        ],
        "tax": _tax_options(s),
    }


def _tax_options(s):
    return [
        _option(
            "woocommerce_prices_include_tax",
            "Prices entered with tax",
            "radio",
            yes(s["prices_include_tax"]),
        ),
        _option("woocommerce_tax_based_on", "Calculate tax based on", "select", s["tax_based_on"]),
        _option(
            "woocommerce_shipping_tax_class",
            "Shipping tax class",
            "select",
            s["shipping_tax_class"],
        ),
        _option(
            "woocommerce_tax_round_at_subtotal",
            "Rounding",
            "checkbox",
            yes(s["tax_round_at_subtotal"]),
        ),
        _option("woocommerce_tax_display_shop", "Display prices in the shop", "select", "incl"),
        _option("woocommerce_tax_total_display", "Display tax totals", "select", "itemized"),
    ]


def _option(key, label, kind, value):
    return {
        "id": key,
        "label": label,
        "description": "",
        "type": kind,
        "default": "",
        "tip": "",
        "value": value,
    }
