"""How many pieces lie here, by what a shop shows."""

from decimal import Decimal

from msgspec import Struct


class Opening(Struct, frozen=True, kw_only=True):
    """A product at the location where it is counted.

    ``there``: what the shop still sells. ``waiting``: what it has sold, and what has not left yet:
    taken off its number, and still on the shelf. ``here``: what is counted here now.
    """

    product_id: int
    location_id: int
    there: int
    waiting: Decimal
    here: Decimal

    @property
    def counted(self) -> Decimal:
        return self.there + self.waiting

    @property
    def difference(self) -> Decimal:
        return self.counted - self.here
