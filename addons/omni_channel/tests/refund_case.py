from decimal import Decimal

from .common import ChannelCase
from .papers import given_back, line, order

CUP = {"sku": "CUP", "name": "Cup"}
SENT = {"kind": "shipping", "name": "Colissimo", "requires_shipping": False}


class RefundCase(ChannelCase):
    """An order of two teapots (24.00), three cups (10.00) and shipping (6.00), all with taxes."""

    def setUp(self):
        super().setUp()
        self.day = 1
        self.lines = (
            line(1, "24.00", 2),
            line(2, "10.00", 3, **CUP),
            line(3, "6.00", **SENT),
        )
        self.sale = self.sell(*self.lines)

    def give_back(self, *refunds, **values):
        """Let the shop tell the order with these refunds; return the newest one here."""
        self.day += 1
        version = f"2026-07-{self.day:02}T08:00:00Z"
        total = sum((one.amount for one in refunds), Decimal(0))
        values = {"payment": "partially_refunded", "version": version, **values}
        lines = values.pop("lines", self.lines)
        self.bring(order(*lines, refunds=refunds, refunded_total=total, **values))
        return self.sale.omni_refund_ids.sorted("id")[-1:]

    def give_back_lines(self, *lines, **values):
        return self.give_back(given_back(*lines, **values))

    def row(self, number):
        return self.sale.order_line.filtered(lambda one: one.omni_external_id == f"line-{number}")

    def waiting(self, product):
        """How many pieces of a product still wait to leave."""
        moves = self.sale.picking_ids.move_ids
        moves = moves.filtered(
            lambda m: m.product_id == product and m.state not in ("done", "cancel")
        )
        return sum(moves.mapped("product_uom_qty"))

    def invoice(self):
        (self.teapot | self.cup).invoice_policy = "order"
        made = self.sale._create_invoices()
        made.action_post()
        return made
