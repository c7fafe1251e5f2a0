"""The shop's settings, as far as the key may read them."""

import msgspec

from odoo.addons.omni_base.core.errors import AuthError, RejectedError


class Option(msgspec.Struct):
    id: str
    value: object = None


def read_options(rest, groups):
    """Return {option: value} of these groups of settings; what may not be seen is left out."""
    found = {}
    for group in groups:
        try:
            options = rest.get(f"settings/{group}", list[Option], _fields="id,value").data
        except (AuthError, RejectedError):
            continue
        found |= {option.id: option.value for option in options}
    return found


def taxes_included(options):
    """Return whether the shop's prices hold the taxes, None where that is not known.

    A shop that reckons no taxes asks its prices as they are.
    """
    if options.get("woocommerce_calc_taxes") == "no":
        return True
    return {"yes": True, "no": False}.get(options.get("woocommerce_prices_include_tax"))
