"""An order's lines of every kind, in the form in which the shop keeps them.

Amounts are Decimals of the currency with at most six places; `taxes` is {rate id: (total,
subtotal)} of a line and {rate id: total} of shipping and fees.
"""

import secrets

from tests.sandbox.woocommerce.catalogue import full_name
from tests.sandbox.woocommerce.money import ZERO, kept
from tests.sandbox.woocommerce.product_body import attribute_key


def product_line(store, product, quantity, meta=(), choices=None):
    """Without amounts yet. `choices`: {attribute: option} where a variation leaves one open."""
    is_variation = product["type"] == "variation"
    parent = store.products[product["parent_id"]] if is_variation else product
    return {
        "id": store.new_id("line"),
        "name": full_name(store, product),
        "product_id": parent["id"],
        "variation_id": product["id"] if is_variation else 0,
        "quantity": quantity,
        "tax_class": product["tax_class"],
        "is_taxable": product["tax_status"] == "taxable",
        "meta_data": _attribute_meta(store, product, choices or {}) + list(meta),
        "sku": product["sku"],
        "parent_name": parent["name"] if is_variation else None,
        "image": _image(product, parent),
    }


def free_line(store, row):
    """A line of no product in the catalogue (deleted since, or made by a plugin)."""
    return {
        "id": store.new_id("line"),
        "name": row.get("name", "Article"),
        "product_id": int(row.get("product_id", 0)),
        "variation_id": int(row.get("variation_id", 0)),
        "quantity": row.get("quantity", 1),
        "tax_class": row.get("tax_class", ""),
        "is_taxable": row.get("taxable", True),
        "meta_data": [],
        "sku": row.get("sku"),
        "parent_name": None,
        "image": {"id": "", "src": ""},
    }


def _image(product, parent):
    images = product["images"] or parent["images"]
    return {name: images[0][name] for name in ("id", "src")} if images else {"id": "", "src": ""}


def _attribute_meta(store, product, choices):
    parent = store.products.get(product["parent_id"])
    if not parent:
        return []
    known = {a["name"]: a["option"] for a in product["attributes"]} | choices
    found = []
    for attribute in parent["attributes"]:
        if attribute["variation"] and known.get(attribute["name"]):
            option = known[attribute["name"]]
            entry = store.meta(attribute_key(attribute), option)
            found.append({**entry, "display_key": attribute["name"], "display_value": option})
    return found


def priced(line, basket_line, unit, round_tax):
    """Take what the basket came to; `unit` is how many of the smallest unit make one."""
    line["subtotal"] = kept(basket_line.subtotal / unit)
    line["total"] = kept(basket_line.total / unit)
    line["taxes"] = {
        key: (kept(basket_line.taxes.get(key, ZERO) / unit), kept(tax / unit))
        for key, tax in basket_line.subtotal_taxes.items()
    }
    line["total_tax"] = kept(_sum(basket_line.taxes, round_tax) / unit)
    line["subtotal_tax"] = kept(_sum(basket_line.subtotal_taxes, round_tax) / unit)
    return line


def charge_line(store, charge, unit, round_tax, **words):
    """A shipping or a fee line of a Charge."""
    return {
        "id": store.new_id("line"),
        **words,
        "tax_class": charge.tax_class,
        "is_taxable": charge.is_taxable,
        "total": kept(charge.total / unit),
        "total_tax": kept(_sum(charge.taxes, round_tax) / unit),
        "taxes": {key: kept(tax / unit) for key, tax in charge.taxes.items()},
        "meta_data": words.get("meta_data", []),
    }


def _sum(taxes, round_tax):
    return sum((round_tax(tax) for tax in taxes.values()), ZERO)


def tax_line(store, rate, tax_total, shipping_tax_total):
    return {
        "id": store.new_id("line"),
        "rate_code": rate.code,
        "rate_id": rate.id,
        "label": rate.label,
        "compound": rate.compound,
        "rate_percent": rate.percent,
        "tax_total": tax_total,
        "shipping_tax_total": shipping_tax_total,
        "meta_data": [],
    }


def order_key():
    return f"wc_order_{secrets.token_urlsafe(9)[:13]}"
