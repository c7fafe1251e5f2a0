"""Accounts of the played shop: listed, changed, deleted, and who may see them."""

import json

from tests.sandbox_tests.shopify_client import listener
from tests.sandbox_tests.woocommerce_client import Woo, refusal

ZOE = {
    "email": "zoe@example.com",
    "first_name": "Zoé",
    "last_name": "Lefèvre",
    "billing": {"address_1": "1 rue des Arts", "city": "Nantes", "country": "FR"},
}


def ids(woo, **params):
    return [row["id"] for row in woo.read("/customers", **params)]


def test_somebody_who_registers_is_listed_without_an_order(woo: Woo):
    made = woo.shop("customers", **ZOE)
    assert ids(woo) == [made["id"]]
    assert (made["billing"]["city"], made["is_paying_customer"]) == ("Nantes", False)


def test_only_the_role_customer_is_listed_unless_others_are_asked_for(woo: Woo):
    made = woo.shop("customers", **ZOE, role="subscriber")
    assert (ids(woo), ids(woo, role="all")) == ([], [made["id"]])


def test_the_newest_can_be_listed_first(woo: Woo):
    first, second = woo.shop("customers", **ZOE), woo.shop("customers", email="b@example.com")
    assert ids(woo, orderby="registered_date", order="desc") == [second["id"], first["id"]]


def test_chosen_ones_are_listed(woo: Woo):
    woo.shop("customers", **ZOE)
    made = woo.shop("customers", email="b@example.com")
    assert ids(woo, include=f"{made['id']},999", role="all") == [made["id"]]


def test_what_changes_rings_with_the_account_and_what_goes_with_its_number_alone(woo: Woo):
    with listener() as (url, heard):
        for event in ("created", "updated", "deleted"):
            woo.subscribe(f"customer.{event}", url)
        number = woo.shop("customers", **ZOE)["id"]
        woo.shop(f"customers/{number}", billing={"phone": "0240123456"})
        woo.shop(f"customers/{number}/delete")
        woo.settle()
    rung = {h["X-WC-Webhook-Event"]: json.loads(b) for h, b in heard if "X-WC-Webhook-Event" in h}
    assert sorted(rung) == ["created", "deleted", "updated"]
    assert rung["deleted"] == {"id": number}


def test_orders_of_a_deleted_account_stay_and_are_nobody_s(woo: Woo):
    order = woo.order(customer=True)
    answer = woo.call("DELETE", f"/customers/{order['customer_id']}", force="true")
    assert answer.status_code == 200
    assert woo.read(f"/orders/{order['id']}")["customer_id"] == 0


def test_a_key_whose_user_may_not_list_users_sees_none(woo: Woo):
    woo.shop("keys", key="ck_b", secret="cs_b", lists_users=False)
    answer = woo.call("GET", "/customers", key="ck_b", secret="cs_b")
    assert refusal(answer) == (403, "woocommerce_rest_cannot_view")
    assert woo.call("GET", "/orders", key="ck_b", secret="cs_b").status_code == 200
