"""A played shop that counts one product, and the network that carries numbers to it."""

from dataclasses import dataclass, field

COMPARES, READS, BLIND = "compares", "reads first", "sets"


@dataclass(slots=True)
class Order:
    """Pieces that were ordered; fewer than none when an order was cancelled and put back."""

    pieces: int
    placed: int
    imported: int | None = None
    is_overwritten: bool = False


@dataclass(slots=True)
class Push:
    """One number on its way; ``copies`` of it may arrive, none of them after ``dies``."""

    number: int
    pieces: int
    expected: int
    gone: int
    sent: int
    dies: int
    known: int
    copies: int = 1


@dataclass(slots=True)
class Remote:
    """``kind``: compares before it sets; is read right before it is set; is set blindly."""

    kind: str
    shown: int = 0
    orders: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    overwritten: int = 0
    known: int = 0
    sold_since: int = 0

    @property
    def not_imported(self):
        return sum(order.pieces for order in self.waiting)

    def order(self, pieces, now):
        order = Order(pieces, now)
        self.orders.append(order)
        self.waiting.append(order)
        self.shown -= pieces
        self.sold_since += pieces

    def take(self, push, is_waited_for):
        """A copy of a push arrives; return (what is shown, pieces found gone), None for nothing.

        A key is obeyed once: a copy of what was obeyed gets the first answer again.
        """
        if self.kind != COMPARES:
            self._overwrite(push)
            return self._set(push, push.pieces), push.gone
        if push.number in self.answers:
            return self.answers[push.number]
        if self.shown != push.expected and not is_waited_for:
            return None
        gone = max(push.expected - self.shown, 0)
        self.answers[push.number] = (self._set(push, max(push.pieces - gone, 0)), gone)
        return self.answers[push.number]

    def _set(self, push, pieces):
        self.shown, self.known, self.sold_since = pieces, push.known, 0
        return pieces

    def _overwrite(self, push):
        """Count the pieces whose sale this number does not know: each of them once."""
        for order in self.orders:
            if order.pieces < 0 or order.is_overwritten or not self._is_unknown(order, push):
                continue
            order.is_overwritten = True
            self.overwritten += order.pieces

    def _is_unknown(self, order, push):
        if self.kind == READS:
            return order.placed > push.sent
        return order.imported is None or order.imported > push.sent
