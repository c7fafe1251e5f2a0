"""Log-in: OAuth over plain http, Basic where PHP believes in HTTPS, and what a key may do."""

import time
from urllib.parse import urlencode

import requests

from tests.sandbox_tests.woocommerce_client import KEY, SECRET, Woo, refusal, signed

BASIC = (KEY, SECRET)
DENIED = "woocommerce_rest_authentication_error"


def plain(woo, **more):
    return requests.get(f"{woo.root}/orders", timeout=5, **more)


def test_a_signed_call_is_answered(woo: Woo):
    assert woo.call("GET", "/orders").status_code == 200


def test_over_plain_http_a_basic_header_is_not_looked_at(woo: Woo):
    assert refusal(plain(woo, auth=BASIC)) == (401, "woocommerce_rest_cannot_view")


def test_over_plain_http_a_key_in_the_query_is_not_looked_at(woo: Woo):
    keys = {"consumer_key": KEY, "consumer_secret": SECRET}
    assert refusal(plain(woo, params=keys)) == (401, "woocommerce_rest_cannot_view")


def test_behind_a_trusted_proxy_basic_is_taken(woo: Woo):
    woo.shop("settings", ssl_behind_proxy=True)
    assert plain(woo, auth=BASIC).status_code == 200


def test_behind_a_trusted_proxy_a_key_in_the_query_is_taken(woo: Woo):
    woo.shop("settings", ssl_behind_proxy=True)
    keys = {"consumer_key": KEY, "consumer_secret": SECRET}
    assert plain(woo, params=keys).status_code == 200


def test_an_unknown_key_over_https_is_nobody(woo: Woo):
    woo.shop("settings", ssl_behind_proxy=True)
    wrong = plain(woo, auth=("ck_other", SECRET))
    assert refusal(wrong) == (401, "woocommerce_rest_cannot_view")


def test_a_wrong_secret_over_https_is_named(woo: Woo):
    woo.shop("settings", ssl_behind_proxy=True)
    wrong = plain(woo, auth=(KEY, "cs_other"))
    assert (refusal(wrong), wrong.json()["message"]) == (
        (401, DENIED),
        "Consumer secret is invalid.",
    )


def test_an_unknown_key_that_signs_is_named(woo: Woo):
    answer = woo.call("GET", "/orders", key="ck_other")
    assert answer.json()["message"] == "Consumer key is invalid."


def test_a_wrong_signature_is_refused(woo: Woo):
    answer = woo.call("GET", "/orders", secret="cs_other")
    assert (refusal(answer)[0], "signature does not match" in answer.text) == (401, True)


def test_a_signature_holds_for_its_arguments_alone(woo: Woo):
    asked = signed("GET", f"{woo.root}/orders", {"page": 1})
    assert plain(woo, params={**asked, "page": 2}).status_code == 401


def test_a_nonce_serves_once(woo: Woo):
    asked = signed("GET", f"{woo.root}/orders", {})
    first, second = plain(woo, params=asked), plain(woo, params=asked)
    assert (first.status_code, "nonce has already been used" in second.text) == (200, True)


def test_an_old_timestamp_is_refused(woo: Woo):
    old = str(int(time.time()) - 16 * 60)
    asked = signed("GET", f"{woo.root}/orders", {}, oauth_timestamp=old)
    assert "Invalid timestamp" in plain(woo, params=asked).text


def test_a_missing_part_of_the_signature_is_named(woo: Woo):
    asked = signed("GET", f"{woo.root}/orders", {})
    del asked["oauth_nonce"]
    answer = plain(woo, params=asked)
    assert "Missing OAuth parameter oauth_nonce" in answer.text


def test_a_list_is_signed_with_the_numbers_that_php_gives_it(woo: Woo):
    asked = signed("GET", f"{woo.root}/orders", {"status[0]": "pending"})
    query = "&".join(
        f"{'status[]' if name == 'status[0]' else name}={requests.utils.quote(value, safe='')}"
        for name, value in asked.items()
    )
    assert requests.get(f"{woo.root}/orders?{query}", timeout=5).status_code == 200


def other_form(woo: Woo, **more):
    """Ask by the address of shops without permalinks, its slashes as they are."""
    address = f"{woo.home}/"
    asked = signed("GET", address, {"rest_route": "/wc/v3/orders", **more})
    return requests.get(f"{address}?{urlencode(asked, safe='/')}", timeout=5)


def test_the_other_form_of_the_address_is_the_same_api(woo: Woo):
    assert other_form(woo, via="wp-json/wc/").json() == []


def test_in_the_other_form_the_key_is_not_looked_at_unless_the_address_says_so(woo: Woo):
    assert other_form(woo).status_code == 401


def test_without_permalinks_the_pretty_address_is_the_themes_404(woo: Woo):
    woo.shop("settings", permalinks=False)
    answer = woo.call("GET", "/orders")
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (404, "text/html")


def test_without_permalinks_the_other_form_still_answers(woo: Woo):
    woo.shop("settings", permalinks=False)
    assert other_form(woo, via="wp-json/wc/").status_code == 200


def test_a_reading_key_may_not_write(woo: Woo):
    answer = woo.call("POST", "/orders", {}, key="ck_sandbox_read", secret="cs_sandbox_read")
    assert (refusal(answer), "does not have write permissions" in answer.text) == (
        (401, DENIED),
        True,
    )


def test_a_writing_key_may_not_read(woo: Woo):
    answer = woo.call("GET", "/orders", key="ck_sandbox_write", secret="cs_sandbox_write")
    assert "does not have read permissions" in answer.text


def test_the_site_index_tells_its_namespaces_to_anybody(woo: Woo):
    found = requests.get(f"{woo.home}/wp-json/", timeout=5).json()
    assert "wc/v3" in found["namespaces"]


def test_the_api_index_is_open_to_anybody(woo: Woo):
    assert requests.get(woo.root, timeout=5).json()["namespace"] == "wc/v3"


def test_an_unknown_route_is_told_in_wordpress_words(woo: Woo):
    assert refusal(woo.call("GET", "/parcels")) == (404, "rest_no_route")


def test_the_system_status_is_closed_to_another_users_key(woo: Woo):
    woo.shop("settings", system_status=False)
    assert refusal(woo.call("GET", "/system_status")) == (403, "woocommerce_rest_cannot_view")
