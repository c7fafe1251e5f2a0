"""Accounts of the shop: in pages, again by number, and as documents."""

import json
from datetime import datetime, timezone

import pytest

from odoo.addons.omni_base.core.errors import AuthError, RejectedError

from .shop import ADDRESS, NOWHERE, answer, meta, params, path, refusal, shop, unsigned

NOW = {"Date": "Thu, 02 Jul 2026 10:00:00 GMT"}
LATER = {"since": "2026-07-01T10:00:00Z", "full": "2026-06-30T10:00:00Z"}
LONG_AGO = {"since": "2026-07-08T10:00:00Z", "full": "2026-06-30T10:00:00Z"}
DENIED = refusal(403, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")


def account(number=25, /, **changes):
    """An account as the API writes it."""
    return {
        "id": number,
        "email": "zoe@example.com",
        "first_name": "Zoé",
        "last_name": "Lefèvre",
        "role": "customer",
        "date_created_gmt": "2026-07-01T09:00:00",
        "date_modified_gmt": "2026-07-01T09:30:00",
        "billing": {**ADDRESS, "email": "zoe@example.com", "phone": "0612345678"},
        "shipping": {**ADDRESS, "city": "Rennes"},
        "meta_data": [],
        **changes,
    }


def of(**changes):
    """The Customer of a payload."""
    with shop() as (woo, _wire):
        return woo.read_customer(json.dumps(account(**changes)).encode())


def pull(*replies, cursor=None):
    with shop(*replies) as (woo, wire):
        return list(woo.pull_customers(dict(cursor or {}))), [params(one) for one in wire.asked]


def test_an_account_is_told_with_its_name_email_and_phone():
    found = of()
    assert (found.external_id, found.name, found.email, found.phone) == (
        "25",
        "Zoé Lefèvre",
        "zoe@example.com",
        "+33 6 12 34 56 78",
    )


def test_an_account_without_a_name_is_called_as_its_invoices():
    elsewhere = {**ADDRESS, "first_name": "Paul"}
    assert of(first_name="", last_name="", shipping=elsewhere).name == "Zoé Martin"


def test_billing_and_delivery_addresses_are_told():
    assert (of().billing.city, of().delivery.city) == ("Nantes", "Rennes")


def test_an_account_without_addresses_has_none():
    found = of(billing={**NOWHERE, "email": ""}, shipping=NOWHERE)
    assert (found.billing, found.delivery, found.phone) == (None, None, "")


def test_php_s_empty_lists_are_no_addresses():
    found = of(billing=[], shipping=[])
    assert (found.billing, found.delivery) == (None, None)


def test_company_and_vat_number_are_told():
    billing = {**ADDRESS, "company": "Atelier"}
    found = of(billing=billing, meta_data=[meta("billing_vat", "FR40303265045")])
    assert (found.company, found.vat, found.billing.vat) == (
        "Atelier",
        "FR40303265045",
        "FR40303265045",
    )


def test_when_it_was_made_and_changed_is_told():
    moments = (of().created_at, of().changed_at)
    assert moments == (
        datetime(2026, 7, 1, 9, 0, tzinfo=timezone.utc),
        datetime(2026, 7, 1, 9, 30, tzinfo=timezone.utc),
    )


@pytest.mark.parametrize(
    ("role", "is_buyer"),
    [("customer", True), ("wholesale_customer", True), ("subscriber", False), ("editor", False)],
)
def test_only_who_buys_is_a_buyer(role, is_buyer):
    assert of(role=role).is_buyer is is_buyer


def test_at_first_all_are_read_by_number():
    [page], [asked] = pull(answer([account(1), account(2)], 2, **NOW))
    assert (asked["orderby"], asked["order"], asked["role"]) == ("id", "asc", "all")
    assert [item.external_id for item in page.items] == ["1", "2"]
    assert (page.more, page.began) == (False, "2026-07-02T10:00:00Z")
    assert page.cursor == {"since": page.began, "full": page.began}


def test_a_page_begins_before_the_end_of_the_last_one():
    pages, asked = pull(
        answer([account(n) for n in range(1, 6)], 6, **NOW),
        answer([account(n) for n in range(4, 7)], 6, **NOW),
    )
    assert (asked[1]["offset"], pages[0].more, pages[1].more) == ("3", True, False)


def test_a_listing_goes_on_where_it_was_interrupted():
    with shop(answer([account(n) for n in range(1, 6)], 6, **NOW)) as (woo, _wire):
        first = next(iter(woo.pull_customers({})))
    rest = answer([account(4), account(5), account(6)], 6, **NOW)
    [page], [asked] = pull(rest, cursor=first.cursor)
    assert (asked["offset"], page.began, page.more) == ("3", first.began, False)


def test_then_the_newest_are_read_first_and_nothing_is_told_of_the_rest():
    [page], [asked] = pull(answer([account()], 900, **NOW), cursor=LATER)
    assert (asked["orderby"], asked["order"], page.began) == ("registered_date", "desc", "")


def test_the_newest_are_read_until_those_of_the_last_time():
    fresh = [account(9, date_created_gmt="2026-07-02T09:00:00")] * 3
    old = [account(3, date_created_gmt="2026-06-01T09:00:00")]
    pages, asked = pull(answer(fresh, 900, **NOW), answer(old, 900, **NOW), cursor=LATER)
    assert (len(asked), pages[-1].more) == (2, False)
    assert pages[-1].cursor == {"since": "2026-07-02T10:00:00Z", "full": LATER["full"]}


def test_every_seven_days_all_are_read_again():
    [page], [asked] = pull(answer([account()], 1, **NOW), cursor=LONG_AGO)
    assert (asked["orderby"], bool(page.began)) == ("id", True)


def test_accounts_are_read_again_many_a_call():
    with shop(answer([account(1), account(2)])) as (woo, wire):
        found = woo.pull_customers_by_id(["1", "2", "3"])
    asked = params(wire.asked[0])
    assert ([item.external_id for item in found], len(wire.asked)) == (["1", "2"], 1)
    assert (path(wire.asked[0]), asked["include"], asked["role"]) == ("customers", "1,2,3", "all")


def test_a_later_state_has_a_greater_version():
    with shop(answer([account(), account(2, date_modified_gmt=None)])) as (woo, _wire):
        found = woo.pull_customers_by_id(["25", "2"])
    assert [item.version for item in found] == ["2026-07-01T09:30:00", "2026-07-01T09:00:00"]


def test_what_plugins_keep_of_a_person_is_not_kept_here():
    noise = [meta("wc_last_active", "1782900000"), meta("_billing_vat", "FR40303265045")]
    with shop(answer([account(meta_data=noise)])) as (woo, _wire):
        [item] = woo.pull_customers_by_id(["25"])
    assert json.loads(item.body)["meta_data"] == [{"key": "_billing_vat", "value": "FR40303265045"}]


def test_a_key_that_may_not_list_customers_is_no_reason_to_stop_all():
    with shop(DENIED, answer([])) as (woo, _wire), pytest.raises(RejectedError, match="list_users"):
        list(woo.pull_customers({}))


def test_a_key_that_may_not_read_anything_is_refused():
    with shop(lambda _asked: unsigned()) as (woo, _wire), pytest.raises(AuthError):
        woo.pull_customers_by_id(["1"])
