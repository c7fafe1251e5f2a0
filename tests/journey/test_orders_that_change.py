"""What happens in the shop after an order was imported, and orders that wait for a person."""

import json
import os
from pathlib import Path

import pytest

from tests.journey.back_office import Order, wait
from tests.journey.open_shop import OpenShop, complaints

USD = 1


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    return OpenShop(odoo, sandbox, database)


def changed(shop, order, change, **given):
    """Let it happen in the shop, and wait until Odoo has heard of it."""
    known = len(shop.messages(order))
    shop.change(order, change, **given)
    wait(lambda: len(shop.messages(order)) > known, "a delivery")
    return shop.settled(order)


def activities(shop, sale):
    domain = [("res_model", "=", "sale.order"), ("res_id", "=", sale)]
    return shop.odoo.search_read("mail.activity", domain, ["summary", "note"])


def ship(shop, sale):
    transfer = Order(shop.odoo, sale).transfers("id")[0]["id"]
    shop.odoo.press("stock.picking", "button_validate", transfer, skip_backorder=True)
    wait(lambda: Order(shop.odoo, sale).transfers("state")[0]["state"] == "done", "it has left")


def test_cancelled_before_shipping_the_order_is_cancelled(shop):
    order, sale = shop.import_()
    changed(shop, order, "cancel")
    assert shop.sale(order, "state")["state"] == "cancel"
    reasons = [message["reason"] or "" for message in shop.messages(order)]
    assert any(reason.startswith("Cancelled in the shop") for reason in reasons)
    assert [one["state"] for one in Order(shop.odoo, sale).transfers("state")] == ["cancel"]


def test_cancelled_after_shipping_a_person_is_asked(shop):
    order, sale = shop.import_()
    ship(shop, sale)
    shop.office.wait_until_quiet()
    changed(shop, order, "cancel", restock=False)
    assert shop.sale(order, "state")["state"] == "sale"
    assert any("make the return" in one["note"] for one in activities(shop, sale))


def test_an_edited_order_is_flagged_with_both_totals(shop):
    order, sale = shop.import_(lines=[{"sku": "TAS-SABLE", "quantity": 3}])
    changed(shop, order, "edit", lines={"TAS-SABLE": 1})
    review = shop.sale(order, "omni_review")["omni_review"]
    assert "72" in review and "24" in review
    assert len(activities(shop, sale)) == 1


def test_an_edited_order_keeps_its_lines(shop):
    order, sale = shop.import_(lines=[{"sku": "TAS-SABLE", "quantity": 3}])
    changed(shop, order, "edit", lines={"TAS-SABLE": 1})
    assert [line["product_uom_qty"] for line in shop.lines(sale, "product_uom_qty")] == [3]


def test_a_part_refund_is_noted(shop):
    order, _sale = shop.import_(lines=[{"sku": "TAS-SABLE", "quantity": 2}])
    changed(shop, order, "refund", lines={"TAS-SABLE": 1}, restock="NO_RESTOCK")
    assert shop.sale(order, "omni_payment")["omni_payment"] == "partially_refunded"
    assert shop.sale(order, "omni_review")["omni_review"]


def test_a_refunded_piece_is_not_packed_and_its_order_asks_for_less(shop):
    order, sale = shop.import_(lines=[{"sku": "TAS-SABLE", "quantity": 3}])
    before = shop.sale(order, "amount_total")["amount_total"]
    changed(shop, order, "refund", lines={"TAS-SABLE": 1}, note="Fêlée")
    moves = shop.odoo.search_read(
        "stock.move", [("picking_id.sale_id", "=", sale)], ["product_uom_qty"]
    )
    assert [one["product_uom_qty"] for one in moves] == [2]
    found = shop.sale(order, "amount_total", "omni_review")
    assert found["amount_total"] == before - 24
    assert "its total went from" not in found["omni_review"]
    domain = [("sale_id", "=", sale)]
    (refund,) = shop.odoo.search_read("omni.refund", domain, ["amount", "state", "reason"])
    assert (refund["amount"], refund["state"], refund["reason"]) == (24.0, "done", "Fêlée")


def test_a_full_refund_before_shipping_is_not_packed(shop):
    order, sale = shop.import_()
    changed(shop, order, "refund")
    assert shop.sale(order, "omni_payment")["omni_payment"] == "refunded"
    assert [one["state"] for one in Order(shop.odoo, sale).transfers("state")] == ["cancel"]


def test_the_same_change_told_twice_is_flagged_once(shop):
    order, sale = shop.import_(lines=[{"sku": "TAS-SABLE", "quantity": 2}])
    changed(shop, order, "edit", lines={"TAS-SABLE": 1})
    shop.ring(order)
    shop.settled(order)
    assert len(activities(shop, sale)) == 1


def published(**changes):
    """The published order, as it was before it was cancelled."""
    folder = os.environ.get("VENDOR_SPECS")
    if not folder:
        pytest.skip("needs the vendors' descriptions (VENDOR_SPECS)")
    path = Path(folder) / "shopify" / "webhooks" / "metadatas" / "2026-07" / "orders" / "paid.json"
    order = json.loads(path.read_text(encoding="utf-8"))["response"]
    return {**order, "cancelled_at": None, "cancel_reason": None, **changes}


@pytest.fixture(scope="module")
def in_dollars(shop):
    """An order in a currency that is not in use in Odoo."""
    shop.sql(f"UPDATE res_currency SET active = false WHERE id = {USD}")
    shop.odoo.call("ir.config_parameter", "set_param", "omni.test", "1")
    order = published(financial_status="paid")
    return shop.outside.post("/_control/shopify/orders/import", order)


def test_an_order_in_an_inactive_currency_is_parked_with_what_to_do(shop, in_dollars):
    message = shop.settled(in_dollars)
    assert (message["state"], message["severity"]) == ("parked", "error")
    assert message["reason"] == (
        "The order is in USD, which is not in use here. Activate that currency under "
        "Accounting > Configuration > Currencies, then try again."
    )


def test_it_comes_after_the_currency_was_activated_and_try_again_pressed(shop, in_dollars):
    shop.settled(in_dollars)
    shop.odoo.write("res.currency", USD, {"active": True})
    shop.try_again(in_dollars)
    shop.settled(in_dollars)
    sale = shop.sale(in_dollars, "amount_total", "currency_id")
    assert (f"{sale['amount_total']:.2f}", sale["currency_id"][1]) == ("414.95", "USD")


def test_what_is_done_cannot_be_tried_again(shop):
    order, _sale = shop.import_()
    done = [message["id"] for message in shop.messages(order)]
    with pytest.raises(Exception, match="Only parked messages and problems"):
        shop.odoo.press("omni.message", "action_retry", done)


def test_odoo_told_of_no_error(shop, odoo_server):
    assert complaints(odoo_server.log_text()) == []
