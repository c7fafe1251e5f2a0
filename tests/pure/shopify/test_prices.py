"""Prices out: what is asked, what it is compared with, and a refusal of one variant alone."""

from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.documents import Price, ShownPrice
from odoo.addons.omni_base.core.errors import ReadOnlyError, RetryableError

from tests.pure.wire import Reply

from .shop import answer, fault, shop
from .test_log_in import account


def price(number, regular="12.5", product="7", **values):
    if "sale" in values:
        values["sale"] = Decimal(values["sale"])
    return Price(
        key=f"k{number}",
        listing_id=str(number),
        parent_id=product,
        currency="EUR",
        regular=Decimal(regular),
        **values,
    )


def variant(number, asked="12.50", before=None):
    gid = f"gid://shopify/ProductVariant/{number}"
    return {"id": gid, "price": asked, "compareAtPrice": before}


def told(*variants, errors=()):
    """What one product's step answers. ``errors``: (code, index) each."""
    found = [
        {"code": code, "field": ["variants", str(n), "price"], "message": "no good"}
        for code, n in errors
    ]
    return {"productVariants": list(variants), "userErrors": found}


def steps(*products):
    return answer({f"step{n}": one for n, one in enumerate(products)})


def push(prices, *script):
    with shop(*script) as (adapter, wire):
        return adapter.push_prices(list(prices)), [one.json["variables"] for one in wire.asked]


def states(outcomes):
    return [outcome.state for outcome in outcomes]


def test_the_variants_of_several_products_are_one_call():
    prices = [price(1), price(2), price(3, product="8")]
    answered = steps(told(variant(1), variant(2)), told(variant(3)))
    outcomes, asked = push(prices, answered)
    assert (states(outcomes), len(asked)) == (["done"] * 3, 1)
    assert asked[0]["product1"] == "gid://shopify/Product/8"


def sent(price_, shown):
    _outcomes, asked = push([price_], steps(told(shown)))
    one = asked[0]["variants0"][0]
    return one["price"], one["compareAtPrice"]


def test_a_regular_price_stands_alone():
    assert sent(price(1), variant(1)) == ("12.50", None)


def test_a_sale_is_asked_beside_the_price_of_before():
    assert sent(price(1, sale=9), variant(1, "9.00", "12.50")) == ("9.00", "12.50")


def test_a_sale_of_the_shop_s_own_stays():
    own = price(1, there=ShownPrice(regular=Decimal(11), sale=Decimal(8)))
    assert sent(own, variant(1, "8.00", "12.50")) == ("8.00", "12.50")


def test_a_sale_of_the_shop_that_is_no_longer_lower_is_none():
    own = price(1, there=ShownPrice(regular=Decimal(20), sale=Decimal(15)))
    assert sent(own, variant(1)) == ("12.50", None)


def test_a_sale_that_is_over_is_taken_off():
    over = price(1, ends_sale=True, there=ShownPrice(regular=Decimal(11), sale=Decimal(8)))
    assert sent(over, variant(1)) == ("12.50", None)


def test_a_refused_variant_does_not_stop_the_others():
    answered = told(variant(2), errors=[("PRODUCT_VARIANT_DOES_NOT_EXIST", 0)])
    outcomes, _asked = push([price(1), price(2)], steps(answered))
    assert states(outcomes) == ["rejected", "done"]
    assert "read the products again" in outcomes[0].reason


def test_an_unknown_error_is_said_in_shopify_s_words():
    outcomes, _asked = push([price(1)], steps(told(errors=[("ODD", 0)])))
    assert "no good" in str(outcomes[0].reason)


def test_another_price_than_ours_is_sent_again():
    outcomes, _asked = push([price(1)], steps(told(variant(1, "10.00"))))
    assert states(outcomes) == ["retry"]


def test_a_variant_without_an_answer_is_sent_again():
    outcomes, _asked = push([price(1)], steps(told()))
    assert states(outcomes) == ["retry"]


def test_a_listing_without_its_product_is_refused_without_a_call():
    outcomes, asked = push([price(1, product="")])
    assert (states(outcomes), asked) == (["rejected"], [])


def test_a_missing_permission_is_said_of_each_by_one_call():
    denied = fault("ACCESS_DENIED", "needs write_products scope", data={"step0": None})
    with shop(denied, account("write_inventory")) as (adapter, _wire):
        outcomes = adapter.push_prices([price(1), price(2)])
    assert states(outcomes) == ["rejected", "rejected"]
    assert "permission" in str(outcomes[0].reason)


def test_an_app_that_may_write_nothing_holds_all():
    denied = fault("ACCESS_DENIED", "needs write_products scope", data={"step0": None})
    with shop(denied, account("read_products")) as (adapter, _wire), pytest.raises(ReadOnlyError):
        adapter.push_prices([price(1)])


def test_a_call_that_failed_is_tried_again():
    with pytest.raises(RetryableError):
        push([price(1)], Reply("{}", status=503, headers={"Retry-After": "1"}))


def pull(prices, *script):
    with shop(*script) as (adapter, wire):
        return adapter.pull_prices(list(prices)), len(wire.asked)


def test_what_is_there_is_read_in_one_call():
    nodes = [variant(1, "8.00", "12.50"), variant(2, "5.00"), None]
    found, calls = pull([price(1), price(2), price(3)], answer({"nodes": nodes}))
    assert (calls, found) == (
        1,
        {
            "k1": ShownPrice(regular=Decimal("12.5"), sale=Decimal(8)),
            "k2": ShownPrice(regular=Decimal(5)),
        },
    )


def test_the_shop_says_what_its_prices_are_in():
    with shop(answer({"shop": {"currencyCode": "EUR", "taxesIncluded": True}})) as (adapter, _w):
        found = adapter.pull_price_terms()
    assert (found.currency, found.taxes_included) == ("EUR", True)
