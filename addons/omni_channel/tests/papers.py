"""Orders as a shop would tell them, with sums that agree unless a test wants otherwise."""

from datetime import datetime, timezone
from decimal import Decimal

from odoo.addons.omni_base.core.documents import (
    Address,
    Customer,
    Line,
    Order,
    Refund,
    RefundLine,
    Tax,
)
from odoo.addons.omni_base.core.money import rounded

HOME = Address(
    name="Zoé Lefèvre",
    street="12 avenue de l'Opéra",
    city="Paris",
    zip="75001",
    country_code="FR",
    phone="06 12 34 56 78",
)
WORK = Address(
    name="Zoé Lefèvre",
    company="Atelier Kaolin",
    street="8 rue de la Fosse",
    street2="2e étage",
    city="Nantes",
    zip="44000",
    country_code="FR",
    phone="02 40 12 34 56",
)
ZOE = Customer(external_id="7", name="Zoé Lefèvre", email="zoe@example.org")
AT = datetime(2026, 7, 1, 10, 30, tzinfo=timezone.utc)


def tax(rate, total, included=True):
    """Return the Tax of ``rate`` percent in (or on) ``total``."""
    rate, total = Decimal(rate), Decimal(total)
    part = total * rate / (100 + rate) if included else total * rate / 100
    return Tax(name="TVA", rate=rate, amount=rounded(part, "EUR"))


def line(number=1, price="24.00", quantity=1, *, rates=("20",), included=True, **values):
    """Return a Line; its total is quantity x price - discount."""
    price, quantity = Decimal(price), Decimal(quantity)
    discount = Decimal(values.pop("discount", 0))
    total = values.pop("total", quantity * price - discount)
    return Line(
        **{
            "external_id": f"line-{number}",
            "name": "Teapot",
            "sku": "" if values.get("kind", "product") != "product" else "TEAPOT",
            "quantity": quantity,
            "unit_price": price,
            "discount": discount,
            "total": total,
            "taxes": tuple(tax(rate, total, included) for rate in rates),
            **values,
        }
    )


def given_back(*lines, amount=None, external_id="740", **values):
    """Return a Refund of [(number of the line, pieces, total)], over what they come to."""
    rows = tuple(
        RefundLine(line_id=f"line-{number}", quantity=Decimal(pieces), total=Decimal(total))
        for number, pieces, total in lines
    )
    amount = Decimal(amount) if amount is not None else sum(row.total for row in rows)
    return Refund(external_id=external_id, amount=amount, lines=rows, refunded_at=AT, **values)


def order(*lines, **values):
    """Return a paid Order of ``lines`` (else one teapot); its total is what they come to."""
    lines = lines or (line(included=values.get("taxes_included", True)),)
    total = sum(one.total for one in lines)
    if not values.get("taxes_included", True):
        total += sum(tax.amount for one in lines for tax in one.taxes)
    return Order(
        **{
            "external_id": "41",
            "name": "#1041",
            "version": "2026-07-01T10:30:00Z",
            "ordered_at": AT,
            "payment": "paid",
            "currency": "EUR",
            "total": total,
            "taxes_included": True,
            "lines": lines,
            "customer": ZOE,
            "billing": HOME,
            "delivery": HOME,
            **values,
        }
    )
