"""One product, its stock in Odoo, several played shops, and workers that tell them numbers."""

from odoo.addons.omni_channel.core.ledger import Part, decide, free
from odoo.addons.omni_channel.core.sharing import Share, share_out

from .remote import COMPARES, READS, Push, Remote

LIFE = 12
"""Steps that a copy of a push may take to arrive; then it is lost."""


class World:
    """What happens is asked for by name; ``oversold`` is the most pieces ever sold beyond stock.

    ``promised``: what Odoo can promise by what it knows. ``demand`` and ``known``: pieces that left
    or were sold, really and as far as Odoo knows.
    """

    def __init__(self, chance, kinds, stock):
        self.chance, self.now, self.pushes = chance, 0, 0
        self.remotes = [Remote(kind) for kind in kinds]
        self.parts = [Part() for _kind in kinds]
        self.awaited = [None] * len(kinds)
        self.dead_at = [0] * len(kinds)
        self.flying, self.heard = [], {}
        self.promised, self.demand, self.known = stock, 0, 0
        self.oversold = self.bound = 0

    @property
    def really_free(self):
        return self.promised - sum(remote.not_imported for remote in self.remotes)

    def buy(self, one, pieces):
        """A buyer takes what the shop shows, and no more."""
        remote = self.remotes[one]
        if remote.shown < pieces:
            return
        remote.order(pieces, self.now)
        self.demand += pieces
        self.oversold = max(self.oversold, -self.really_free)
        self.bound = max(self.bound, self.demand - remote.known - remote.sold_since)

    def cancel(self, one):
        """Somebody changes his mind about what Odoo knows; the shop puts it back."""
        remote = self.remotes[one]
        if remote.orders and remote.orders[-1].imported is not None and not remote.waiting:
            pieces = remote.orders[-1].pieces
            if pieces > 0:
                remote.order(-pieces, self.now)
                self.demand -= pieces

    def bring(self, one):
        """An order is imported, and with it the ledger knows."""
        remote, part = self.remotes[one], self.parts[one]
        if not remote.waiting:
            return
        order = remote.waiting.pop(0)
        order.imported = self.now
        self._leave(one, order.pieces)
        self.known += order.pieces
        if order.pieces > 0:
            part.sell(order.pieces)
        else:
            part.take_back(-order.pieces)

    def _leave(self, one, pieces):
        self.promised -= pieces

    def bring_all(self, one):
        """The shop's orders are read to the end."""
        while self.remotes[one].waiting:
            self.bring(one)
        self.parts[one].find()

    def receive(self, pieces):
        self.promised += pieces

    def take_rest(self, pieces):
        """A direct order takes what nobody holds, and no more."""
        self.take(min(pieces, max(free(self.promised, self.parts), 0)))

    def take(self, pieces):
        """Pieces leave without asking: a count, scrap."""
        self.promised -= pieces
        self.demand += pieces
        self.known += pieces

    def wanted(self, one):
        raise NotImplementedError

    def look(self):
        """Called after each event."""

    def tell(self, one):
        """A worker that has nothing under way tells a shop what it may show now."""
        part = self.parts[one]
        if self.awaited[one] is not None:
            return
        if part.sent is None and part.unknown is not None and self.now >= self.dead_at[one]:
            part.settle()
        pieces = self.wanted(one)
        if part.sent is part.unknown is None and part.acknowledged == pieces:
            return
        expected = part.shown
        part.send(pieces)
        self._fly(one, pieces, expected)

    def _fly(self, one, pieces, expected):
        remote, self.pushes = self.remotes[one], self.pushes + 1
        gone = max(expected - remote.shown, 0) if remote.kind == READS else 0
        push = Push(
            number=self.pushes,
            pieces=pieces if remote.kind == COMPARES else max(pieces - gone, 0),
            expected=expected,
            gone=gone,
            sent=self.now,
            dies=self.now + LIFE,
            known=self.known,
            copies=self.chance.choice((0, 1, 1, 1, 2)),
        )
        self.awaited[one], self.dead_at[one] = (push, pieces), push.dies
        self.flying += [(one, push)] * push.copies

    def arrive(self):
        """Any one of the copies that are on their way arrives, whichever was sent first."""
        self.flying = [flight for flight in self.flying if flight[1].dies > self.now]
        if not self.flying:
            return
        one, push = self.flying.pop(self.chance.randrange(len(self.flying)))
        push.copies -= 1
        awaited = self.awaited[one]
        is_waited_for = awaited is not None and awaited[0] is push
        answer = self.remotes[one].take(push, is_waited_for)
        is_last = self.remotes[one].kind == COMPARES or not push.copies
        if answer and is_waited_for and is_last:
            self.heard[one] = answer

    def hear(self, one):
        """The answer arrives, and is booked."""
        answer = self.heard.pop(one, None)
        if answer:
            self.parts[one].answer(self.awaited[one][1], *answer)
            self.awaited[one] = None

    def give_up(self, one):
        """The worker waits no more, or its answer is lost: what became of it is unknown."""
        self.heard.pop(one, None)
        self.awaited[one] = None


class Parted(World):
    """Each channel has its part. Buyers might come to all shops at any moment and take all that is
    shown: ``oversold`` counts what would then be sold beyond the stock.
    """

    def __init__(self, chance, kinds, stock):
        super().__init__(chance, kinds, stock)
        self.rules = [self._rule(one) for one in range(len(kinds))]

    def look(self):
        shown = sum(remote.shown for remote in self.remotes)
        self.oversold = max(self.oversold, shown - self.really_free)

    def wanted(self, one):
        sold = {n: sum(max(o.pieces, 0) for o in r.orders) for n, r in enumerate(self.remotes)}
        shares = [Share(n, rule, value, sold[n]) for n, (rule, value) in enumerate(self.rules)]
        for n, pieces in share_out(self.promised, shares).pieces.items():
            self.parts[n].target = pieces
        return decide(dict(enumerate(self.parts)))[one]

    def _rule(self, one):
        rule = self.chance.choice(("fixed", "percent", "sales", "sales", "sales"))
        return rule, self.chance.choice((3, 33, 50))


class Shared(World):
    """Every channel shows the whole, less a buffer."""

    def __init__(self, chance, kinds, stock):
        super().__init__(chance, kinds, stock)
        self.buffer = chance.choice((0, 0, 1, 3))

    def wanted(self, one):
        return max(self.promised - self.buffer, 0)
