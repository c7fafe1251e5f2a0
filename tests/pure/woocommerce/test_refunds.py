"""What was given back of an order: asked for only where there is something, read line by line."""

import json
from decimal import Decimal

from odoo.addons.omni_channel.channels.woocommerce.mapping import read_order

from .shop import answer, body, line, meta, order, params, path, refusal, shop

NO_ROUTE = refusal(404, "rest_no_route")


def refund(number=740, total="-12.00", reason="Cassé"):
    return {"id": number, "reason": reason, "total": total}


def details(number=740, *lines, **more):
    return {
        "id": number,
        "date_created_gmt": "2026-07-02T09:00:00",
        "line_items": list(lines),
        "shipping_lines": [],
        "fee_lines": [],
        **more,
    }


def back(line_id=1, quantity=-1, total="-10.00000000", tax="-2.00000000", **more):
    """A line of a refund."""
    named = [meta("_refunded_item_id", str(line_id))]
    found = {"quantity": quantity, "total": total, "total_tax": tax, "meta_data": named}
    return {**line(900 + line_id), "subtotal": total, **found, **more}


def pulled(woo):
    (item,) = woo.pull_orders_by_id(["727"])
    return woo.read_order(item.body)


def read(*lines, own=None, included=True, **more):
    """The refunds of an order of one line (1), refunded by these lines."""
    payload = order(
        prices_include_tax=included, line_items=[own or line(1)], refunds=[refund()], **more
    )
    payload["refund_details"] = [details(740, *lines)]
    return read_order(json.dumps(payload).encode()).refunds


def test_an_order_without_refunds_costs_no_call_more():
    with shop(answer([order()])) as (woo, wire):
        pulled(woo)
    assert len(wire.asked) == 1


def test_the_refunds_of_all_orders_are_asked_for_at_once():
    found = [order(727, refunds=[refund(740)]), order(728, refunds=[refund(741), refund(742)])]
    with shop(answer(found), answer([details(740), details(741)])) as (woo, wire):
        woo.pull_orders_by_id(["727", "728"])
    assert [path(asked) for asked in wire.asked] == ["orders", "refunds"]
    assert params(wire.asked[1])["include"] == "740,741,742"


def test_an_older_shop_is_asked_order_by_order():
    found = answer([order(refunds=[refund()])])
    with shop(found, NO_ROUTE, answer([details(740, back())])) as (woo, wire):
        (told,) = pulled(woo).refunds
    assert path(wire.asked[-1]) == "orders/727/refunds"
    assert told.lines[0].quantity == 1


def test_an_older_shop_is_known_the_next_time():
    found, told = answer([order(refunds=[refund()])]), answer([details(740, back())])
    memory = {}
    with shop(found, NO_ROUTE, told, memory=memory) as (woo, _wire):
        pulled(woo)
    later = answer([order(refunds=[refund(), refund(741)])])
    both = answer([details(740, back()), details(741, back())])
    with shop(later, both, memory=memory) as (woo, wire):
        pulled(woo)
    assert [path(asked) for asked in wire.asked] == ["orders", "orders/727/refunds"]


def test_an_older_shop_is_not_asked_for_the_same_refunds_again():
    found, told = answer([order(refunds=[refund()])]), answer([details(740, back())])
    memory = {}
    with shop(found, NO_ROUTE, told, memory=memory) as (woo, _wire):
        pulled(woo)
    with shop(found, memory=memory) as (woo, wire):
        (again,) = pulled(woo).refunds
    assert [path(asked) for asked in wire.asked] == ["orders"]
    assert again.lines[0].quantity == 1


def test_a_page_of_changed_orders_has_their_refunds():
    no_statuses, told = answer([]), answer([details(740, back())])
    with shop(answer([order(refunds=[refund()])], 1), no_statuses, told) as (woo, _wire):
        page = next(woo.pull_orders({"since": "2026-07-01T10:00:00Z"}))
    assert woo.read_order(page.items[0].body).refunds[0].lines


def test_a_refund_that_cannot_be_found_is_told_without_lines():
    with shop(answer([order(refunds=[refund()])]), answer([])) as (woo, _wire):
        (told,) = pulled(woo).refunds
    assert (told.amount, told.lines) == (Decimal("12.00"), ())


def test_a_refund_has_its_amount_its_reason_and_its_time():
    (told,) = read(back())
    assert (told.external_id, told.amount, told.reason) == ("740", Decimal("12.00"), "Cassé")
    assert told.refunded_at.isoformat() == "2026-07-02T09:00:00+00:00"


def test_a_line_is_told_with_its_taxes_where_prices_include_them():
    ((told,),) = [one.lines for one in read(back())]
    assert (told.line_id, told.quantity) == ("1", 1)
    assert (told.total, told.tax) == (Decimal("12.00"), Decimal("2.00"))


def test_a_line_is_told_without_taxes_where_prices_leave_them_out():
    (told,) = read(back(), included=False)
    assert told.lines[0].total == Decimal("10.00")


def test_shipping_that_was_given_back_is_a_line():
    sent = {"id": 7, "method_id": "flat_rate", "total": "-5.00", "total_tax": "-1.00", "taxes": []}
    sent["meta_data"] = [meta("_refunded_item_id", 22)]
    payload = order(refunds=[refund()], refund_details=[details(shipping_lines=[sent])])
    (told,) = read_order(json.dumps(payload).encode()).refunds
    assert (told.lines[0].line_id, told.lines[0].total) == ("22", Decimal("6.00"))
    assert told.lines[0].quantity == 0


def test_money_alone_may_be_given_back_of_a_line():
    (told,) = read(back(quantity=0, total="-3.00", tax="-0.60"))
    assert (told.lines[0].quantity, told.lines[0].total) == (0, Decimal("3.60"))


def test_a_line_of_nothing_is_none():
    (told,) = read(back(quantity=0, total="0", tax="0"))
    assert told.lines == ()


def test_a_line_that_names_none_of_the_order_s_is_left_to_the_amount():
    (told,) = read(back(meta_data=[]))
    assert (told.lines, told.amount) == ((), Decimal("12.00"))


def test_pieces_that_the_shop_put_back_are_told():
    own = line(1, meta_data=[meta("_restock_refunded_items", 1)])
    assert read(back(), own=own)[0].lines[0].restocked is True


def test_pieces_that_the_shop_did_not_put_back_are_told():
    assert read(back())[0].lines[0].restocked is False


def test_of_pieces_that_were_put_back_in_part_nobody_knows_which():
    own = line(1, quantity=2, meta_data=[meta("_restock_refunded_items", 1)])
    assert read(back(quantity=-2), own=own)[0].lines[0].restocked is None


def test_an_order_with_refunds_keeps_its_total():
    found = read_order(body(refunds=[refund(total="-5.00")]))
    assert (found.total, found.refunded_total) == (Decimal("12.00"), Decimal("5.00"))
    assert not found.refunds_counted
