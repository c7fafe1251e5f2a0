"""Two people match the same shop at the same moment, on a real server."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journey.back_office import BackOffice, wait
from tests.journey.outside import Outside
from tests.support.odoo_client import OdooClient

COUNT = 120


@pytest.fixture(scope="module")
def shop(odoo, sandbox):
    """A shop of many products that Odoo has, too, by the same SKUs; none is matched."""
    office = BackOffice(odoo, sandbox.url)
    Outside(sandbox.url).post("/_control/shopify/products", {"count": COUNT})
    found = office.connect_shopify(live=False)
    bulk = [("sku", "like", "BULK-")]
    wait(lambda: odoo.search_count("omni.listing", bulk) == COUNT, "the shop's products", 120)
    office.wait_for_products(found)
    skus = [f"BULK-{number:06d}" for number in range(1, COUNT + 1)]
    odoo.call(
        "product.product",
        "create",
        [{"name": sku, "default_code": sku, "is_storable": True} for sku in skus],
    )
    listings = [row["id"] for row in odoo.search_read("omni.listing", bulk, ["id"])]
    odoo.call("omni.listing", "write", listings, {"product_id": False})
    return found


def test_each_listing_is_matched_once_and_nobody_meets_an_error(odoo, odoo_server, database, shop):
    people = [OdooClient(odoo_server.url, database) for _number in range(3)]
    context = {"match_connection_id": shop}

    def match(person):
        try:
            action = person.call("omni.match", "action_match_sure", [], context=context)
        except Exception as error:  # noqa: BLE001 - whoever comes too late is told so
            return str(error)
        return action["params"]["message"]

    with ThreadPoolExecutor(len(people)) as pool:
        said = list(pool.map(match, people))
    bulk = [("sku", "like", "BULK-"), ("product_id", "!=", False)]
    assert odoo.search_count("omni.listing", bulk) == COUNT
    assert sum(f"Listings matched: {COUNT}." in text for text in said) == 1, said
    assert all("matched" in text or "Nothing is sure" in text for text in said), said
