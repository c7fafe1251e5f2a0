"""What the shop charges on a product at home, by the product's tax class.

https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-tax-rates
"""

from decimal import Decimal

from msgspec import Struct, field

from odoo.addons.omni_base.core.errors import AuthError, RejectedError
from odoo.addons.omni_base.core.money import amount

RATES_A_PAGE = 100
MOST_PAGES = 3
STANDARD = "standard"
UNTAXED = ("none", "shipping")


class Rate(Struct):
    rate: str = "0"
    country: str = ""
    state: str = ""
    postcode: str | None = None
    city: str | None = None
    postcodes: list[str] | None = None
    cities: list[str] | None = None
    priority: int = 1
    compound: bool = False
    tax_class: str = field(default=STANDARD, name="class")

    @property
    def is_local(self):
        return bool(self.postcode or self.city or self.postcodes or self.cities)


def home_rates(rest, options):
    """Return {tax class: percent as text} where the shop is; empty where that is not known.

    ``options``: the shop's settings. A class with a rate on top of another is left out.
    """
    country, _colon, state = str(options.get("woocommerce_default_country") or "").partition(":")
    if options.get("woocommerce_calc_taxes") != "yes" or not country:
        return {}
    fitting = [
        row
        for row in listed(rest)
        if row.country in ("", country) and row.state in ("", state) and not row.is_local
    ]
    by_class = {}
    for row in sorted(fitting, key=lambda row: (row.country == "", row.state == "")):
        by_class.setdefault(row.tax_class, {}).setdefault(row.priority, row)
    return {
        name: f"{sum(amount(row.rate) for row in rows.values()).normalize():f}"
        for name, rows in sorted(by_class.items())
        if not any(row.compound for row in rows.values())
    }


def listed(rest):
    """Return all rates; none where the key may not see them, or there are too many to be read."""
    found = []
    for page in range(1, MOST_PAGES + 1):
        try:
            shown = rest.get("taxes", list[Rate], per_page=RATES_A_PAGE, page=page)
        except (AuthError, RejectedError):
            return []
        found += shown.data
        if len(shown.data) < RATES_A_PAGE:
            return found
    return []


def percent(product, rates):
    """Return the percent on a product, None where it is not known."""
    if not rates:
        return None
    if product.tax_status in UNTAXED:
        return Decimal(0)
    known = rates.get(product.tax_class or STANDARD)
    return None if known is None else Decimal(known)
