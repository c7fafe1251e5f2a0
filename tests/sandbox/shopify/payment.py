"""Money that moves on an order: at the checkout, later, and back."""

from decimal import Decimal

from tests.sandbox.shopify.money import ZERO, money
from tests.sandbox.shopify.order_totals import touch, write_totals
from tests.sandbox.shopify.store import now_text

GATEWAY = "shopify_payments"
BY_STATUS = {
    "paid": ("SALE", "SUCCESS"),
    "pending": None,
    "authorized": ("AUTHORIZATION", "SUCCESS"),
    "partially_paid": ("SALE", "SUCCESS"),
    "voided": ("AUTHORIZATION", "SUCCESS"),
    "failed": ("SALE", "FAILURE"),
}


def pay_at_checkout(store, order, wish):
    """What the wished financial status means in transactions (default: paid by card)."""
    status = wish.get("financial_status", "paid")
    gateway = wish.get("gateway") or (GATEWAY if status != "pending" else "bank_deposit")
    order["paymentGatewayNames"] = [gateway]
    due = order["total"]
    by_card = Decimal(str(wish.get("gift_card_payment", "0")))
    if by_card:
        add_transaction(store, order, "SALE", min(by_card, due), "gift_card")
        order["paymentGatewayNames"] = ["gift_card", gateway]
        due -= min(by_card, due)
    made = BY_STATUS[status]
    if made and due:
        part = Decimal(str(wish["paid"])) if status == "partially_paid" else due
        add_transaction(store, order, made[0], part, gateway, made[1])
    if status == "voided":
        add_transaction(store, order, "VOID", due, gateway)
    write_totals(order)


def add_transaction(store, order, kind, amount, gateway, status="SUCCESS"):
    now = now_text()
    manual = gateway in ("bank_deposit", "manual", "Cash on Delivery (COD)")
    transaction = {
        "__typename": "OrderTransaction",
        "id": store.new_gid("OrderTransaction"),
        "order": order,
        "kind": kind,
        "status": status,
        "gateway": gateway,
        "formattedGateway": gateway.replace("_", " ").title(),
        "amountSet": order["bags"].bag(amount),
        "amountRoundingSet": None,
        "maximumRefundableV2": money(amount if kind in ("SALE", "CAPTURE") else 0, store.currency),
        "totalUnsettledSet": order["bags"].bag(0),
        "manualPaymentGateway": manual,
        "createdAt": now,
        "processedAt": now,
        "paymentId": f"{order['name']}.{len(order['transactions']) + 1}",
        "test": order["test"],
        **TRANSACTION_CONSTANTS,
    }
    order["transactions"].append(transaction)
    return transaction


TRANSACTION_CONSTANTS = {
    "accountNumber": None,
    "authorizationExpiresAt": None,
    "errorCode": None,
    "fees": [],
    "location": None,
    "manuallyCapturable": False,
    "multiCapturable": False,
    "parentTransaction": None,
    "paymentIcon": None,
    "receiptJson": "{}",
    "settlementCurrency": None,
    "settlementCurrencyRate": None,
}


def pay(store, order, amount=None, gateway="manual"):
    """Receive what is open (or the amount); a first full payment rings orders/paid."""
    before = order["displayFinancialStatus"]
    kind = "CAPTURE" if before == "AUTHORIZED" else "SALE"
    received = sum(
        (Decimal(t["amountSet"]["shopMoney"]["amount"]) for t in order["transactions"]
         if t["kind"] in ("SALE", "CAPTURE") and t["status"] == "SUCCESS"),
        ZERO,
    )  # fmt: skip
    open_amount = order["total"] - received if amount is None else Decimal(str(amount))
    add_transaction(store, order, kind, open_amount, gateway)
    touch(store, order)
    if order["displayFinancialStatus"] == "PAID" and before != "PAID":
        store.tell("orders/paid", order)
