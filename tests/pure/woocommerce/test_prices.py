"""Prices out: texts, dates in GMT, errors inside a success, and what is silently dropped."""

from datetime import datetime, timezone
from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.documents import Price, ShownPrice
from odoo.addons.omni_base.core.errors import RetryableError

from tests.pure.wire import Reply

from .shop import answer, params, path, refusal, shop

MAY = datetime(2026, 5, 1, 8, 30, tzinfo=timezone.utc)


def price(number, regular="12.5", parent="", **values):
    if "sale" in values:
        values["sale"] = Decimal(values["sale"])
    return Price(
        key=f"k{number}",
        listing_id=str(number),
        parent_id=parent,
        currency="EUR",
        regular=Decimal(regular),
        **values,
    )


def priced(number, regular="12.50", sale="", starts=None, ends=None):
    dates = {"date_on_sale_from_gmt": starts, "date_on_sale_to_gmt": ends}
    return {"id": number, "regular_price": regular, "sale_price": sale, **dates}


def push(prices, *replies):
    with shop(*replies) as (woo, wire):
        return woo.push_prices(prices), wire


def batch(*items):
    return answer({"update": list(items)})


def sent(wire):
    return wire.asked[0].json["update"]


def test_a_price_is_a_text_with_the_currency_s_decimals():
    _outcomes, wire = push([price(12)], batch(priced(12)))
    assert sent(wire) == [{"id": 12, "regular_price": "12.50"}]


def test_a_price_that_is_shown_is_done():
    outcomes, _wire = push([price(12)], batch(priced(12)))
    assert outcomes[0].state == "done"


def test_a_hundred_products_are_one_call():
    prices = [price(number) for number in range(1, 101)]
    _outcomes, wire = push(prices, batch(*(priced(number) for number in range(1, 101))))
    assert len(wire.asked) == 1


def test_variations_are_told_under_their_product():
    _outcomes, wire = push([price(23, parent="22")], batch(priced(23)))
    assert path(wire.asked[0]) == "products/22/variations/batch"


def test_a_sale_is_told_with_its_dates_in_gmt():
    told = price(12, sale=9, sale_from=MAY, sale_to=MAY)
    _outcomes, wire = push([told], batch(priced(12, sale="9.00")))
    moment = "2026-05-01T08:30:00"
    assert sent(wire)[0] == {
        "id": 12,
        "regular_price": "12.50",
        "sale_price": "9.00",
        "date_on_sale_from_gmt": moment,
        "date_on_sale_to_gmt": moment,
    }


def test_a_sale_of_the_shop_s_own_is_not_named():
    _outcomes, wire = push([price(12)], batch(priced(12, sale="9.00")))
    assert "sale_price" not in sent(wire)[0]


def test_a_sale_that_is_over_is_taken_off_with_its_dates():
    _outcomes, wire = push([price(12, ends_sale=True)], batch(priced(12)))
    empty = {"sale_price": "", "date_on_sale_from_gmt": "", "date_on_sale_to_gmt": ""}
    assert sent(wire)[0] == {"id": 12, "regular_price": "12.50", **empty}


def test_a_price_that_the_shop_kept_is_sent_again():
    outcomes, _wire = push([price(12)], batch(priced(12, "10.00")))
    assert (outcomes[0].state, "10.00" in str(outcomes[0].reason)) == ("retry", True)


def test_a_product_with_variations_takes_no_price():
    outcomes, _wire = push([price(12)], batch(priced(12, "")))
    assert (outcomes[0].state, "variations" in outcomes[0].reason) == ("rejected", True)


def test_a_sale_price_that_was_dropped_is_said():
    outcomes, _wire = push([price(12, sale=9)], batch(priced(12)))
    assert outcomes[0].state == "rejected"


def test_an_error_of_one_item_is_only_its_own():
    error = {"id": 1, "error": {"code": "odd", "message": "<b>No</b> way"}}
    outcomes, _wire = push([price(1), price(2)], batch(error, priced(2)))
    assert [one.state for one in outcomes] == ["rejected", "done"]


def test_a_call_that_failed_is_tried_again():
    with pytest.raises(RetryableError):
        push([price(1)], Reply("", status=500))


def pull(prices, *replies):
    with shop(*replies) as (woo, wire):
        return woo.pull_prices(prices), wire


def test_what_is_there_is_read_many_a_call():
    found, wire = pull([price(1), price(2)], answer([priced(1, "7.00", "5.5"), priced(2, "")]))
    assert found == {
        "k1": ShownPrice(regular=Decimal(7), sale=Decimal("5.5")),
        "k2": ShownPrice(),
    }
    assert len(wire.asked) == 1


def test_the_dates_of_a_sale_are_read_as_gmt():
    shown = priced(1, "7.00", "5.00", ends="2026-05-01T08:30:00")
    found, _wire = pull([price(1)], answer([shown]))
    assert found["k1"].sale_to == MAY


def test_only_what_is_needed_is_asked_for():
    _found, wire = pull([price(1)], answer([priced(1)]))
    assert params(wire.asked[0])["include"] == "1"
    assert "description" not in params(wire.asked[0])["_fields"]


def option(name, value):
    return {"id": f"woocommerce_{name}", "value": value}


def terms(*replies):
    with shop(*replies) as (woo, _wire):
        return woo.pull_price_terms()


@pytest.mark.parametrize(("said", "included"), [("yes", True), ("no", False)])
def test_the_shop_says_whether_its_prices_hold_the_taxes(said, included):
    general = answer([option("currency", "EUR"), option("calc_taxes", "yes")])
    found = terms(general, answer([option("prices_include_tax", said)]))
    assert (found.currency, found.taxes_included) == ("EUR", included)


def test_a_shop_that_reckons_no_taxes_asks_its_prices_as_they_are():
    general = answer([option("currency", "EUR"), option("calc_taxes", "no")])
    assert terms(general, answer([option("prices_include_tax", "no")])).taxes_included


def test_a_key_that_may_not_see_the_settings_leaves_it_open():
    forbidden = refusal(403, "woocommerce_rest_cannot_view")
    found = terms(forbidden, forbidden, answer({"code": "EUR"}))
    assert (found.currency, found.taxes_included) == ("EUR", None)
