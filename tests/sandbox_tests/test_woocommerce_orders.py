"""Orders: their shape, their lists, their changes, notes and refunds."""

import pytest

from tests.sandbox_tests.woocommerce_client import HOME, Woo, refusal


def ids(rows):
    return [row["id"] for row in rows]


def test_the_body_has_every_key_of_the_published_one(woo: Woo, vendor_specs):
    if not vendor_specs:
        pytest.skip("needs the published descriptions: set VENDOR_SPECS")
    import json

    path = vendor_specs / "woocommerce/examples/orders__retrieve_an_order.json"
    published = json.loads(path.read_text())
    order = woo.order(shipping={"title": "Colissimo", "cost": "5.75"})
    assert set(published) - set(order) == set()
    for kind in ("line_items", "tax_lines", "shipping_lines"):
        assert set(published[kind][0]) - set(order[kind][0]) == set(), kind


def test_a_guest_is_customer_zero(woo: Woo):
    assert woo.order()["customer_id"] == 0


def test_a_registered_customer_is_found_by_number(woo: Woo):
    order = woo.order(customer=True)
    assert woo.read(f"/customers/{order['customer_id']}")["email"] == "a@b.fr"


def test_dates_have_no_zone_and_come_in_the_sites_time_and_in_gmt(woo: Woo):
    order = woo.order(placed_at="2026-07-01T10:00:00Z")
    assert (order["date_created"], order["date_created_gmt"]) == (
        "2026-07-01T12:00:00",
        "2026-07-01T10:00:00",
    )


def test_a_variation_names_its_product_and_itself(woo: Woo):
    (line,) = woo.order(("CAF-SID-250", 1))["line_items"]
    variation = woo.read(f"/products/{line['product_id']}/variations/{line['variation_id']}")
    assert (line["sku"], variation["sku"]) == ("CAF-SID-250", "CAF-SID-250")


def test_a_chosen_option_is_in_the_lines_meta_data(woo: Woo):
    row = {"sku": "NAP-BLE-250", "quantity": 1, "choices": {"Taille": "170 × 250"}}
    (line,) = woo.order(lines=[row])["line_items"]
    shown = {entry["display_key"]: entry["display_value"] for entry in line["meta_data"]}
    assert shown == {"Couleur": "Bleu", "Taille": "170 × 250"}


def test_pages_say_how_many_there_are_and_which_is_next(woo: Woo):
    woo.shop("bulk", orders=5, lines=1)
    answer = woo.call("GET", "/orders", per_page=2, page=2)
    assert (answer.headers["X-WP-Total"], answer.headers["X-WP-TotalPages"]) == ("5", "3")
    assert set(answer.links) == {"prev", "next"}


def test_paging_through_shows_every_order_once(woo: Woo):
    woo.shop("bulk", orders=5, lines=1)
    pages = [ids(woo.read("/orders", per_page=2, page=page)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({number for page in pages for number in page}) == 5


def test_a_next_link_holds_the_old_signature_and_cannot_be_followed(woo: Woo):
    import requests

    woo.shop("bulk", orders=3, lines=1)
    answer = woo.call("GET", "/orders", per_page=1)
    assert requests.get(answer.links["next"]["url"], timeout=5).status_code == 401


def test_more_than_100_a_page_are_refused(woo: Woo):
    answer = woo.call("GET", "/orders", per_page=101)
    assert refusal(answer) == (400, "rest_invalid_param")
    assert "per_page" in answer.json()["data"]["params"]


def test_a_page_beyond_the_last_is_empty(woo: Woo):
    woo.order()
    assert woo.read("/orders", page=9) == []


def test_the_last_placed_comes_first(woo: Woo):
    first, second = woo.order(), woo.order()
    assert ids(woo.read("/orders")) == [second["id"], first["id"]]


def test_an_unknown_order_of_the_list_is_refused(woo: Woo):
    assert refusal(woo.call("GET", "/orders", orderby="total"))[1] == "rest_invalid_param"


def test_an_unknown_argument_is_ignored(woo: Woo):
    assert woo.read("/orders", colour="blue") == []


def test_status_takes_several(woo: Woo):
    held = woo.order(status="on-hold")
    paid = woo.order()
    woo.order(status="cancelled")
    assert ids(woo.read("/orders", status="on-hold,processing")) == [paid["id"], held["id"]]


def test_a_status_of_the_shops_own_can_be_had_and_asked_for(woo: Woo):
    woo.shop("settings", statuses={"preparation": "En préparation"})
    order = woo.order(status="preparation")
    assert ids(woo.read("/orders", status="preparation")) == [order["id"]]


def test_a_status_that_the_shop_does_not_know_is_refused(woo: Woo):
    assert refusal(woo.call("GET", "/orders", status="preparation"))[0] == 400


def test_a_date_without_zone_is_the_sites_time(woo: Woo):
    order = woo.order(placed_at="2026-07-01T10:00:00Z")
    assert ids(woo.read("/orders", after="2026-07-01T11:59:59")) == [order["id"]]
    assert woo.read("/orders", after="2026-07-01T12:00:00") == []


def test_a_date_is_gmt_when_the_caller_says_so(woo: Woo):
    order = woo.order(placed_at="2026-07-01T10:00:00Z")
    asked = {"modified_before": "2026-07-01T10:00:01", "dates_are_gmt": "true"}
    assert ids(woo.read("/orders", **asked)) == [order["id"]]


def test_a_zone_beside_dates_are_gmt_is_off_by_the_sites_offset(woo: Woo):
    woo.order(placed_at="2026-07-01T10:00:00Z")
    asked = {"modified_after": "2026-07-01T09:00:00Z", "dates_are_gmt": "true"}
    assert woo.read("/orders", **asked) == []


def test_an_older_shop_ignores_the_modified_filters(woo: Woo):
    woo.shop("settings", modified_filters=False)
    order = woo.order(placed_at="2026-07-01T10:00:00Z")
    assert ids(woo.read("/orders", modified_after="2026-08-01T00:00:00")) == [order["id"]]


def test_many_orders_of_one_second_are_all_after_the_second_before(woo: Woo):
    woo.shop("bulk", orders=7, lines=1, every=0, placed_at="2026-07-01T10:00:00")
    asked = {"dates_are_gmt": "true", "orderby": "modified", "order": "asc"}
    assert len(woo.read("/orders", modified_after="2026-07-01T09:59:59", **asked)) == 7
    assert woo.read("/orders", modified_after="2026-07-01T10:00:00", **asked) == []


def test_fields_narrows_the_answer(woo: Woo):
    order = woo.order()
    assert woo.read("/orders", _fields="id,number") == [
        {"id": order["id"], "number": order["number"]}
    ]


def test_a_status_is_written_and_the_payment_dated(woo: Woo):
    order = woo.order(status="on-hold")
    changed = woo.write(f"/orders/{order['id']}", {"status": "completed"})
    assert changed["status"] == "completed"
    assert changed["date_paid"] and changed["date_completed"]


def test_meta_data_of_the_same_key_is_replaced(woo: Woo):
    order = woo.order(meta={"_tracking": "old"})
    entry = {"key": "_tracking", "value": "new"}
    changed = woo.write(f"/orders/{order['id']}", {"meta_data": [entry]})
    assert [m["value"] for m in changed["meta_data"]] == ["new"]


def test_an_unknown_field_is_ignored_and_answered_200(woo: Woo):
    order = woo.order()
    assert woo.write(f"/orders/{order['id']}", {"colour": "blue"})["total"] == order["total"]


def test_an_unknown_order_is_404_to_read_and_400_to_write(woo: Woo):
    code = "woocommerce_rest_shop_order_invalid_id"
    assert refusal(woo.call("GET", "/orders/99999")) == (404, code)
    assert refusal(woo.call("PUT", "/orders/99999", {"status": "completed"})) == (400, code)


def test_a_batch_answers_200_with_an_error_beside_the_good_one(woo: Woo):
    order = woo.order()
    rows = [{"id": order["id"], "status": "completed"}, {"id": 99999, "status": "completed"}]
    good, bad = woo.write("/orders/batch", {"update": rows}, "POST")["update"]
    assert (good["status"], bad["error"]["data"]["status"]) == ("completed", 400)


def test_a_note_for_the_customer_is_told_apart(woo: Woo):
    order = woo.order()
    woo.write(f"/orders/{order['id']}/notes", {"note": "Parti", "customer_note": True}, "POST")
    notes = woo.read(f"/orders/{order['id']}/notes", type="customer")
    assert [note["note"] for note in notes] == ["Parti"]


def test_a_note_needs_words(woo: Woo):
    order = woo.order()
    answer = woo.call("POST", f"/orders/{order['id']}/notes", {})
    assert refusal(answer) == (400, "rest_missing_callback_param")


def test_a_partial_refund_leaves_the_total_and_lists_what_was_given_back(woo: Woo):
    order = woo.order(("TAS-SABLE", 2))
    changed = woo.shop(f"orders/{order['id']}/refund", lines={"TAS-SABLE": 1}, reason="Cassée")
    assert (changed["total"], changed["status"]) == ("48.00", "processing")
    assert [(r["reason"], r["total"]) for r in changed["refunds"]] == [("Cassée", "-24.00")]


def test_a_refunds_line_is_negative_and_names_the_orders_line(woo: Woo):
    order = woo.order(("TAS-SABLE", 2))
    woo.shop(f"orders/{order['id']}/refund", lines={"TAS-SABLE": 1})
    ((refund,),) = (woo.read(f"/orders/{order['id']}/refunds"),)
    (line,) = refund["line_items"]
    meta = {entry["key"]: entry["value"] for entry in line["meta_data"]}
    assert (line["quantity"], line["total"], line["total_tax"]) == (-1, "-20.00", "-4.00")
    assert meta["_refunded_item_id"] == str(order["line_items"][0]["id"])


def test_a_refund_of_all_makes_the_order_refunded(woo: Woo):
    order = woo.order()
    assert woo.shop(f"orders/{order['id']}/refund")["status"] == "refunded"


def test_the_status_refunded_brings_a_refund_without_lines(woo: Woo):
    order = woo.order()
    woo.write(f"/orders/{order['id']}", {"status": "refunded"})
    (refund,) = woo.read(f"/orders/{order['id']}/refunds")
    assert (refund["amount"], refund["line_items"]) == ("24.00", [])


def test_more_than_what_is_left_cannot_be_refunded(woo: Woo):
    order = woo.order()
    body = {"amount": "24.01", "api_refund": False}
    answer = woo.call("POST", f"/orders/{order['id']}/refunds", body)
    assert refusal(answer) == (500, "woocommerce_rest_cannot_create_order_refund")


def test_a_sale_takes_stock_and_a_cancellation_gives_it_back(woo: Woo):
    order = woo.order(("TAS-SABLE", 3))
    assert woo.state()["stock"]["TAS-SABLE"] == 32
    woo.write(f"/orders/{order['id']}", {"status": "cancelled"})
    assert woo.state()["stock"]["TAS-SABLE"] == 35


def test_an_order_in_the_bin_is_out_of_the_list_and_still_there(woo: Woo):
    order = woo.order()
    woo.call("DELETE", f"/orders/{order['id']}")
    assert woo.read("/orders") == []
    assert woo.read(f"/orders/{order['id']}")["status"] == "trash"


def test_an_order_deleted_with_force_is_gone(woo: Woo):
    order = woo.order()
    woo.call("DELETE", f"/orders/{order['id']}", force="true")
    assert woo.call("GET", f"/orders/{order['id']}").status_code == 404


def test_an_edited_order_is_calculated_anew(woo: Woo):
    order = woo.order(("TAS-SABLE", 1))
    changed = woo.shop(f"orders/{order['id']}/edit", lines={"TAS-SABLE": 2})
    assert (changed["total"], changed["total_tax"]) == ("48.00", "8.00")


def test_an_order_made_by_the_api_is_pending_and_taxed(woo: Woo):
    product = woo.product("TAS-SABLE")
    body = {"billing": HOME, "line_items": [{"product_id": product["id"], "quantity": 2}]}
    order = woo.write("/orders", body, "POST")
    found = (order["status"], order["total"], order["created_via"])
    assert found == ("pending", "48.00", "rest-api")
