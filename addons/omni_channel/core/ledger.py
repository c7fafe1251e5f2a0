"""The ledger of a stock that is parted between channels: what each of them may still sell.

The promise: the sum over all channels of what each *holds* never exceeds the stock that can be
promised. A channel holds the largest number that it may be showing (acknowledged, or sent and not
acknowledged), and what it has sold of it that is not imported yet. So a quantity moves to another
channel only after its decrease was acknowledged, and other demand has what nobody holds.
"""

from dataclasses import dataclass

from .sharing import largest_remainder


@dataclass
class Part:
    """One channel's part of one product.

    ``acknowledged``: what it shows by its own word, less what was sold there and imported since.
    ``missing``: pieces that a push found gone there: sold, but not imported yet.
    ``sent``: the push under way, or the last one without an answer; None when there is none.
    ``sold_meanwhile``: pieces imported while it was under way.
    ``unknown``: the largest earlier push that was never answered: it may have arrived, or may yet.
    ``is_over``: it can arrive no more; the answer to a push that is sent from now on tells.
    ``target``: what the sharing rule allots.
    """

    target: int = 0
    acknowledged: int = 0
    missing: int = 0
    sent: int | None = None
    sold_meanwhile: int = 0
    unknown: int | None = None
    is_over: bool = False
    tells: bool = False

    @property
    def shown(self):
        """The largest number that may be shown there now."""
        return max((self.acknowledged, *self._open()))

    @property
    def held(self):
        """The most that this channel can still make Odoo lose, known or not."""
        return self.shown + self.missing

    @property
    def wanted(self):
        """What it should show: its part, less what is gone of it already."""
        return max(self.target - self.missing, 0)

    @property
    def is_settled(self):
        """Whether it shows its whole part, and nothing is open."""
        return self.sent is self.unknown is None and self.acknowledged == self.target

    def is_above(self, pieces):
        """Whether it may be showing more, and is not being told so already."""
        return self.shown > pieces and self.sent != pieces

    def send(self, pieces):
        """Write down what is about to be sent. A push without an answer stays counted."""
        if self.sent is not None:
            self.unknown, self.is_over = max(self._open()), False
        self.sent, self.sold_meanwhile, self.tells = pieces, 0, self.is_over

    def answer(self, pieces, value, gone):
        """The remote answered the push of ``pieces``: it shows ``value``.

        ``gone``: pieces found sold there that nobody expected. Those imported while the push was
        under way are known already, and so are not missing.
        """
        self.sent = None
        if self.tells:
            self.unknown = None
        known = min(gone, max(self.sold_meanwhile, 0))
        self.missing += gone - known
        self.acknowledged = value - (self.sold_meanwhile - known)
        self.sold_meanwhile = 0

    def sell(self, pieces):
        """Pieces sold there are imported: from now on Odoo's own stock is lower by them."""
        found = min(pieces, self.missing)
        self.missing -= found
        self._lower(pieces - found)

    def take_back(self, pieces):
        """An order of the channel is cancelled: the channel may show its pieces again."""
        self._lower(-pieces)

    def settle(self):
        """Pushes that were never answered can no longer arrive."""
        self.is_over = True

    def find(self):
        """The channel's orders were read to the end: what is still missing was not sold."""
        self.missing = 0

    def _lower(self, pieces):
        self.acknowledged -= pieces
        if self.sent is not None:
            self.sold_meanwhile += pieces
        if self.unknown is not None:
            self.unknown -= pieces

    def _open(self):
        sent = () if self.sent is None else (self.sent - self.sold_meanwhile,)
        return sent if self.unknown is None else (*sent, self.unknown)


def free(promised, parts):
    """Return what other demand may take: pieces that can be promised and that no channel holds."""
    return promised - sum(part.held for part in parts)


def decide(parts):
    """Return {key: pieces that the channel may be told to show now}; ``parts``: {key: Part}.

    A lower number may always be sent. A higher one takes from what is allotted to channels (the sum
    of their targets) and that none of them holds; where that is not enough for all, they get it in
    proportion to what they lack.
    """
    lacking = {key: max(part.wanted - max(part.shown, 0), 0) for key, part in parts.items()}
    allotted = sum(part.target for part in parts.values())
    room = max(free(allotted, parts.values()), 0)
    given, _extra = largest_remainder(min(room, sum(lacking.values())), lacking)
    return {
        key: part.wanted if not lacking[key] else max(part.shown, 0) + given[key]
        for key, part in parts.items()
    }
