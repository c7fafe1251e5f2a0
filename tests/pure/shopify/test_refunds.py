"""What Shopify gave back of an order: asked for apart, and only where there is something."""

from decimal import Decimal

from .shop import answer, bag, connection, delivery, line, order, orders_answer, shop

REFUND = "gid://shopify/Refund/9"


def refunded(**changes):
    return order(totalRefundedSet=bag("10.0"), **changes)


def named(*refunds):
    node = {"id": "gid://shopify/Order/1001", "refunds": [{"id": one} for one in refunds]}
    return answer({"nodes": [node]})


def item(number=1, quantity=1, **changes):
    return {
        "quantity": quantity,
        "restocked": True,
        "subtotalSet": bag("10.00"),
        "totalTaxSet": bag("1.67"),
        "lineItem": {"id": f"gid://shopify/LineItem/{number}"},
        **changes,
    }


def refund(*items, end=None, deliveries=(), **changes):
    return {
        "id": REFUND,
        "createdAt": "2026-07-02T10:00:00Z",
        "note": "Cassé",
        "totalRefundedSet": bag("10.0"),
        "refundLineItems": connection(list(items), end),
        "refundShippingLines": {"nodes": list(deliveries)},
        **changes,
    }


def told(*script):
    """The order as it is read with these answers, and what was asked."""
    with shop(orders_answer([refunded()]), named(REFUND), *script) as (adapter, wire):
        (page,) = adapter.pull_orders({})
        return adapter.read_order(page.items[0].body), wire


def test_an_order_without_refunds_costs_no_call_more():
    with shop(orders_answer([order()])) as (adapter, wire):
        list(adapter.pull_orders({}))
    assert len(wire.asked) == 1


def test_a_refund_has_its_amount_its_reason_and_its_lines():
    found, _wire = told(answer({"nodes": [refund(item())]}))
    (only,) = found.refunds
    assert (only.external_id, only.amount, only.reason) == ("9", Decimal("10.0"), "Cassé")
    assert (only.lines[0].line_id, only.lines[0].quantity) == ("1", 1)
    assert (only.lines[0].total, only.lines[0].tax) == (Decimal("10.00"), Decimal("1.67"))


def test_it_is_said_that_lines_and_total_are_less_by_it():
    found, _wire = told(answer({"nodes": [refund(item())]}))
    assert found.refunds_counted


def test_shipping_that_was_given_back_is_a_line():
    back = {
        "subtotalAmountSet": bag("5.00"),
        "taxAmountSet": bag("0.83"),
        "shippingLine": {"id": delivery()["id"]},
    }
    found, _wire = told(answer({"nodes": [refund(deliveries=[back])]}))
    (row,) = found.refunds[0].lines
    assert (row.line_id, row.quantity, row.total) == ("7", 0, Decimal("5.00"))


def test_whether_pieces_were_put_back_is_told():
    found, _wire = told(answer({"nodes": [refund(item(restocked=False))]}))
    assert found.refunds[0].lines[0].restocked is False


def test_a_refund_of_nothing_is_none():
    found, _wire = told(answer({"nodes": [refund(item(), totalRefundedSet=bag("0.0"))]}))
    assert found.refunds == ()


def test_a_long_refund_is_read_to_its_end():
    rest = {"id": REFUND, "refundLineItems": connection([item(2)])}
    found, wire = told(answer({"nodes": [refund(item(1), end="c1")]}), answer({"refund": rest}))
    assert [row.line_id for row in found.refunds[0].lines] == ["1", "2"]
    assert wire.asked[-1].variables["after"] == "c1"


def test_refunds_are_read_with_the_further_lines_of_a_long_order():
    long = refunded()
    long["lineItems"] = connection([line(1)], end="c1")
    more = answer({"part0": {"lineItems": connection([line(2)])}})
    script = (orders_answer([long]), more, named(REFUND), answer({"nodes": [refund(item(2))]}))
    with shop(*script) as (adapter, _wire):
        (page,) = adapter.pull_orders({})
        found = adapter.read_order(page.items[0].body)
    assert [row.external_id for row in found.lines] == ["1", "2", "7"]
    assert found.refunds[0].lines[0].line_id == "2"
