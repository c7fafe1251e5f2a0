"""Products: what is shown, what a write does, what it refuses and what it silently leaves."""

import json

import pytest
import requests

from tests.sandbox_tests.woocommerce_client import Woo, refusal, skus


def variation(woo, sku):
    """(address, body) of a variation."""
    body = woo.product(sku)
    found = f"/products/{body['parent_id']}/variations/{body['id']}"
    return found, woo.read(found)


@pytest.mark.parametrize(
    ("example", "address"),
    [
        ("products__create_a_product", "/products/{id}"),
        (
            "product-variations__retrieve_a_product_variation",
            "/products/{parent_id}/variations/{id}",
        ),
    ],
)
def test_the_body_has_every_key_of_the_published_one(woo: Woo, vendor_specs, example, address):
    if not vendor_specs:
        pytest.skip("needs the published descriptions: set VENDOR_SPECS")
    path = vendor_specs / f"woocommerce/examples/{example}.json"
    published = json.loads(path.read_text())
    sku = "CAF-SID-250" if "variation" in example else "TAS-SABLE"
    assert set(published) - set(woo.read(address.format(**woo.product(sku)))) == set()


def test_the_list_holds_products_and_not_their_variations(woo: Woo):
    kinds = {row["type"] for row in woo.read("/products", per_page=100)}
    assert kinds == {"simple", "variable"}


def test_a_sku_finds_the_variation_too(woo: Woo):
    assert woo.product("CAF-SID-500")["type"] == "variation"


def test_a_variable_product_names_its_variations_and_its_cheapest_price(woo: Woo):
    parent = woo.read(f"/products/{woo.product('CAF-SID-250')['parent_id']}")
    assert (len(parent["variations"]), parent["price"]) == (3, "9.90")


def test_an_open_option_is_left_out_of_a_variation(woo: Woo):
    _address, body = variation(woo, "NAP-BLE-250")
    assert [a["name"] for a in body["attributes"]] == ["Couleur"]


def test_a_variation_may_leave_its_stock_to_its_product(woo: Woo):
    _address, body = variation(woo, "NAP-BLE-140")
    assert (body["manage_stock"], body["stock_quantity"]) == ("parent", 22)


def test_the_barcode_is_shown_where_the_shop_has_the_field(woo: Woo):
    assert woo.product("TAS-SABLE")["global_unique_id"] == "3760123450053"
    woo.shop("settings", global_unique_id=False)
    assert "global_unique_id" not in woo.product("TAS-SABLE")


def test_a_quantity_is_written(woo: Woo):
    product = woo.product("TAS-SABLE")
    woo.write(f"/products/{product['id']}", {"stock_quantity": 7})
    assert woo.state()["stock"]["TAS-SABLE"] == 7


def test_no_quantity_left_is_out_of_stock(woo: Woo):
    product = woo.product("TAS-SABLE")
    changed = woo.write(f"/products/{product['id']}", {"stock_quantity": 0})
    assert changed["stock_status"] == "outofstock"


def test_a_quantity_is_left_out_where_stock_is_not_managed(woo: Woo):
    product = woo.product("CARTE-30")
    changed = woo.write(f"/products/{product['id']}", {"stock_quantity": 7})
    assert (changed["manage_stock"], changed["stock_quantity"]) == (False, None)


def test_a_decimal_quantity_is_refused_alone(woo: Woo):
    product = woo.product("TAS-SABLE")
    answer = woo.call("PUT", f"/products/{product['id']}", {"stock_quantity": 2.7})
    assert refusal(answer) == (400, "rest_invalid_param")


def test_a_decimal_quantity_is_cut_in_a_batch(woo: Woo):
    product = woo.product("TAS-SABLE")
    rows = [{"id": product["id"], "stock_quantity": 2.7}]
    woo.write("/products/batch", {"update": rows}, "POST")
    assert woo.state()["stock"]["TAS-SABLE"] == 2


def test_a_price_that_is_no_text_is_refused_alone(woo: Woo):
    product = woo.product("TAS-SABLE")
    answer = woo.call("PUT", f"/products/{product['id']}", {"regular_price": 25.5})
    assert answer.json()["data"]["params"] == {
        "regular_price": "regular_price is not of type string."
    }


def test_a_sale_price_above_the_price_is_dropped(woo: Woo):
    product = woo.product("TAS-SABLE")
    changed = woo.write(f"/products/{product['id']}", {"sale_price": "30.00"})
    assert (changed["sale_price"], changed["price"]) == ("", "24.00")


def test_a_batch_isolates_the_bad_one(woo: Woo):
    product = woo.product("TAS-SABLE")
    rows = [{"id": 99999, "stock_quantity": 1}, {"id": product["id"], "stock_quantity": 1}]
    bad, good = woo.write("/products/batch", {"update": rows}, "POST")["update"]
    assert (bad["id"], bad["error"]["code"]) == (99999, "woocommerce_rest_product_invalid_id")
    assert good["stock_quantity"] == 1


def test_a_variation_cannot_be_written_as_a_product(woo: Woo):
    rows = [{"id": woo.product("CAF-SID-250")["id"], "stock_quantity": 1}]
    (bad,) = woo.write("/products/batch", {"update": rows}, "POST")["update"]
    assert bad["error"]["code"] == "woocommerce_rest_invalid_product_id"


def test_variations_have_a_batch_of_their_own(woo: Woo):
    body = woo.product("CAF-SID-250")
    rows = [{"id": body["id"], "stock_quantity": 11}]
    woo.write(f"/products/{body['parent_id']}/variations/batch", {"update": rows}, "POST")
    assert woo.state()["stock"]["CAF-SID-250"] == 11


def test_more_than_100_in_a_batch_are_refused(woo: Woo):
    rows = [{"id": 1}] * 101
    answer = woo.call("POST", "/products/batch", {"update": rows})
    assert refusal(answer) == (413, "woocommerce_rest_request_entity_too_large")


def test_one_of_a_batch_fails_when_a_fault_says_so(woo: Woo):
    ids = [woo.product(sku)["id"] for sku in ("TAS-SABLE", "THE-PORC")]
    woo.fault("item_error", index=0)
    rows = [{"id": number, "stock_quantity": 1} for number in ids]
    bad, good = woo.write("/products/batch", {"update": rows}, "POST")["update"]
    assert "error" in bad and good["stock_quantity"] == 1


def test_a_known_sku_cannot_be_given_again(woo: Woo):
    answer = woo.call("POST", "/products", {"name": "Double", "sku": "TAS-SABLE"})
    known = woo.product("TAS-SABLE")["id"]
    assert refusal(answer) == (400, "product_invalid_sku")
    assert answer.json()["data"]["resource_id"] == known


def test_a_refused_product_leaves_nothing_behind(woo: Woo):
    before = len(woo.read("/products", per_page=100))
    woo.call("POST", "/products", {"name": "Double", "sku": "TAS-SABLE"})
    assert len(woo.read("/products", per_page=100)) == before


def test_a_known_barcode_cannot_be_given_again(woo: Woo):
    body = {"name": "Double", "global_unique_id": "3760123450053"}
    answer = woo.call("POST", "/products", body)
    assert refusal(answer) == (400, "product_invalid_global_unique_id")


def test_a_product_is_made_with_its_variations(woo: Woo):
    attribute = {"id": 1, "variation": True, "visible": True, "options": ["250 g", "2 kg"]}
    body = {"name": "Café neuf", "type": "variable", "attributes": [attribute]}
    parent = woo.write("/products", body, "POST")
    row = {"sku": "NEUF-2", "regular_price": "50.00", "attributes": [{"id": 1, "option": "2 kg"}]}
    made = woo.write(f"/products/{parent['id']}/variations", row, "POST")
    assert [a["option"] for a in made["attributes"]] == ["2 kg"]
    assert woo.read(f"/products/{parent['id']}")["variations"] == [made["id"]]


def test_an_option_of_an_attribute_that_the_product_has_not_is_skipped(woo: Woo):
    address, _body = variation(woo, "CAF-SID-250")
    options = [{"name": "Couleur", "option": "Bleu"}]
    assert woo.write(address, {"attributes": options})["attributes"] == []


def test_a_save_moves_the_date(woo: Woo):
    product = woo.product("TAS-SABLE")
    woo.write(f"/products/{product['id']}", {"stock_quantity": 7})
    asked = {"modified_after": "2025-01-01T00:00:00", "dates_are_gmt": "true"}
    assert skus(woo.read("/products", **asked)) == ["TAS-SABLE"]


def test_a_save_of_a_variation_moves_its_products_date_too(woo: Woo):
    address, body = variation(woo, "CAF-SID-250")
    woo.write(address, {"stock_quantity": 7})
    asked = {"modified_after": "2025-01-01T00:00:00", "dates_are_gmt": "true"}
    assert [row["id"] for row in woo.read("/products", **asked)] == [body["parent_id"]]


def test_a_category_of_the_same_name_is_refused_with_the_known_ones_number(woo: Woo):
    answer = woo.call("POST", "/products/categories", {"name": "Café"})
    assert refusal(answer) == (400, "term_exists")
    (known,) = woo.read("/products/categories", search="Café")
    assert answer.json()["data"]["resource_id"] == known["id"]


def on_sale(woo, **dates):
    """Put the cup on sale; return what a buyer pays, and whether it is on sale."""
    body = woo.product("TAS-SABLE")
    woo.write(f"/products/{body['id']}", {"sale_price": "9.00", **dates})
    shown = woo.product("TAS-SABLE")
    return shown["price"], shown["on_sale"]


def test_a_sale_without_dates_is_on(woo: Woo):
    assert on_sale(woo) == ("9.00", True)


def test_a_sale_that_begins_later_is_not_on_yet(woo: Woo):
    assert on_sale(woo, date_on_sale_from_gmt="2099-01-01T00:00:00") == ("24.00", False)


def test_a_sale_that_is_over_is_not_on_any_more(woo: Woo):
    assert on_sale(woo, date_on_sale_to_gmt="2020-01-01T00:00:00") == ("24.00", False)


def test_a_sale_s_date_without_gmt_is_the_site_s_time(woo: Woo):
    on_sale(woo, date_on_sale_to="2099-07-01T12:00:00")
    shown = woo.product("TAS-SABLE")
    assert shown["date_on_sale_to_gmt"] == "2099-07-01T10:00:00"


def test_a_picture_is_served_where_the_product_says(woo: Woo):
    woo.shop("products", sku="TAS-SABLE", pictures=["tasse.png"])
    [image] = woo.product("TAS-SABLE")["images"]
    assert requests.get(image["src"], timeout=10).content.startswith(b"\x89PNG")


def test_a_variation_without_a_picture_shows_that_of_its_product(woo: Woo):
    parent = woo.product("CAF-SID-250")["parent_id"]
    woo.shop("products", id=parent, pictures=["cafe.png"])
    assert variation(woo, "CAF-SID-250")[1]["image"]["name"] == "cafe.png"
