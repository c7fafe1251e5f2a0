"""The samples and the vendor's published examples are read, and the samples add up."""

import json
import os
from pathlib import Path

import pytest

from odoo.addons.omni_base.core.money import ZERO
from odoo.addons.omni_channel.channels.woocommerce import adapter, catalogue, orders
from odoo.addons.omni_channel.channels.woocommerce.mapping import read_order

SAMPLES = Path(adapter.__file__).parent / "samples"
ORDERS = sorted(path.name for path in SAMPLES.glob("order-*.json"))
OPERATIONS = ("create_an_order", "retrieve_an_order", "update_an_order", "list_all_orders")
PRODUCTS = ("create_a_product", "create_a_product_2", "retrieve_a_product", "list_all_products")
needs_examples = pytest.mark.skipif(
    not os.environ.get("VENDOR_SPECS"), reason="needs the vendors' descriptions (VENDOR_SPECS)"
)


def example(name):
    folder = Path(os.environ["VENDOR_SPECS"]) / "woocommerce" / "examples"
    found = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found if isinstance(found, list) else [found]


def sum_of(found):
    lines = sum((line.total for line in found.lines), ZERO)
    if found.taxes_included:
        return lines
    return lines + sum((tax.amount for line in found.lines for tax in line.taxes), ZERO)


@pytest.mark.parametrize("name", ORDERS)
def test_a_sample_order_adds_up(name):
    found = read_order((SAMPLES / name).read_bytes())
    assert sum_of(found) == found.total


@needs_examples
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_published_order_adds_up(name):
    for one in example(f"orders__{name}"):
        found = read_order(json.dumps(one).encode())
        assert sum_of(found) == found.total


@needs_examples
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_published_order_is_pulled(name):
    for one in example(f"orders__{name}"):
        assert orders.item_of(json.dumps(one).encode()).external_id == str(one["id"])


@needs_examples
@pytest.mark.parametrize("name", PRODUCTS)
def test_a_published_product_is_read(name):
    for one in example(f"products__{name}"):
        body = catalogue.body_of("USD", product=one)
        assert catalogue.read_listing(body).external_id == str(one["id"])


@needs_examples
def test_a_published_variation_is_read():
    product = example("products__retrieve_a_product")[0]
    for one in example("product-variations__list_all_product_variations"):
        body = catalogue.body_of("USD", product=product, variation=one)
        assert catalogue.read_listing(body).stock_id == f"{product['id']}/{one['id']}"
