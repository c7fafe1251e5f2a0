"""Who may call Sendcloud, and how often."""

import pytest
import requests

from tests.sandbox.sendcloud.limits import RateLimit
from tests.sandbox_tests.sendcloud_client import KEYS, running


@pytest.fixture(scope="module")
def caller():
    with running() as found:
        yield found


def test_the_right_keys_tell_user_and_integration(caller):
    answer = caller.get("/user/auth/metadata")
    assert answer.json() == {"data": {"user_id": 4242, "integration_id": 7001}}


@pytest.mark.parametrize("keys", [("sandbox-public", "wrong"), ("wrong", "sandbox-secret")])
def test_wrong_keys_get_401_in_the_vendors_form(caller, keys):
    answer = requests.get(f"{caller.api}/shipments", auth=keys, timeout=10)
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["code"] == "authentication_failed"


def test_no_keys_get_401(caller):
    assert requests.get(f"{caller.api}/shipments", timeout=10).status_code == 401


def test_a_token_of_client_credentials_opens_the_api(caller):
    form = {"grant_type": "client_credentials"}
    url = f"{caller.root}/sendcloud/oauth2/token"
    token = requests.post(url, data=form, auth=KEYS, timeout=10).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert requests.get(f"{caller.api}/contracts", headers=bearer, timeout=10).ok


def test_no_token_for_wrong_client_credentials(caller):
    form = {"grant_type": "client_credentials", "client_id": "x", "client_secret": "y"}
    answer = requests.post(f"{caller.root}/sendcloud/oauth2/token", data=form, timeout=10)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_an_unknown_path_gets_404_in_the_vendors_form(caller):
    answer = caller.get("/nowhere")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "not_found")


def test_a_body_that_is_not_json_gets_400(caller):
    url = f"{caller.api}/shipments/announce"
    answer = requests.post(url, data=b"{cut", auth=KEYS, timeout=10)
    assert (answer.status_code, answer.json()["errors"][0]["detail"]) == (400, "JSON parse error.")


def test_a_throttled_call_gets_429_without_retry_after(caller):
    caller.control("faults", {"vendor": "sendcloud", "kind": "throttle"})
    answer = caller.get("/contracts")
    assert (answer.status_code, answer.headers.get("Retry-After")) == (429, None)


def test_a_throttled_call_has_retry_after_when_the_fault_says_so(caller):
    caller.control("faults", {"vendor": "sendcloud", "kind": "throttle", "retry_after": 3})
    assert caller.get("/contracts").headers["Retry-After"] == "3"


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_sixteen_writes_in_one_second_are_too_many():
    limit = RateLimit(Clock())
    assert [limit.allows("POST") for _ in range(16)] == [True] * 15 + [False]


def test_a_hundred_writes_a_minute_are_allowed_and_no_more():
    clock = Clock()
    limit = RateLimit(clock)
    allowed = 0
    for _second in range(30):
        allowed += sum(limit.allows("POST") for _ in range(10))
        clock.now += 1.5
    assert allowed == 100


def test_writes_are_allowed_again_a_minute_later():
    clock = Clock()
    limit = RateLimit(clock)
    for _second in range(20):
        [limit.allows("POST") for _ in range(10)]
        clock.now += 1.5
    clock.now += 60
    assert limit.allows("POST")


def test_a_thousand_reads_a_minute_are_allowed_and_no_more():
    limit = RateLimit(Clock())
    assert sum(limit.allows("GET") for _ in range(1100)) == 1000
