"""Statuses out: asked first, told once, read back."""

from odoo.addons.omni_base.core.documents import StatusChange

from .shop import answer, path, shop


def change(number=727, **more):
    return StatusChange(key=f"k{number}", order_id=str(number), **more)


def state(number=727, status="processing"):
    return {"id": number, "status": status, "line_items": [], "meta_data": [], "refunds": []}


def told(*updates):
    return answer({"update": list(updates)})


def push(changes, *script):
    with shop(*script) as (woo, wire):
        return woo.push_statuses(changes), wire


def test_an_order_is_cancelled():
    script = answer([state()]), told({"id": 727, "status": "cancelled"})
    (found,), wire = push([change(cancels=True)], *script)
    assert found.state == "done"
    assert wire.asked[-1].json == {"update": [{"id": 727, "status": "cancelled"}]}


def test_many_orders_are_told_by_one_call():
    script = (
        answer([state(1), state(2)]),
        told({"id": 1, "status": "cancelled"}, {"id": 2, "status": "packing"}),
    )
    found, wire = push([change(1, cancels=True), change(2, status="packing")], *script)
    assert [one.state for one in found] == ["done", "done"]
    assert [path(asked) for asked in wire.asked] == ["orders", "orders/batch"]


def test_told_again_it_finds_it_done_and_writes_nothing():
    (found,), wire = push([change(cancels=True)], answer([state(status="cancelled")]))
    assert (found.state, len(wire.asked)) == ("done", 1)


def test_an_order_that_has_left_is_not_cancelled():
    (found,), wire = push([change(cancels=True)], answer([state(status="completed")]))
    assert (found.state, len(wire.asked)) == ("rejected", 1)


def test_an_order_that_has_gone_on_is_not_put_back():
    (found,), wire = push([change(status="packing")], answer([state(status="completed")]))
    assert (found.state, len(wire.asked)) == ("done", 1)


def test_a_success_that_changed_nothing_is_not_believed():
    script = answer([state()]), told({"id": 727, "status": "processing"})
    (found,), _wire = push([change(cancels=True)], *script)
    assert (found.state, "processing" in str(found.reason)) == ("retry", True)


def test_a_refusal_is_for_a_person():
    error = {"code": "woocommerce_rest_invalid_status", "message": "Invalid status"}
    script = answer([state()]), told({"id": 727, "error": error})
    (found,), _wire = push([change(status="packing")], *script)
    assert (found.state, "Invalid status" in str(found.reason)) == ("rejected", True)
