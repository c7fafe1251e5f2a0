"""Single goods and kits of them on two channels: each listing is a played shop of its own."""

from fractions import Fraction

from odoo.addons.omni_channel.core.sharing import Share
from odoo.addons.omni_mrp.core.parted import Holder, part_out

from .remote import COMPARES
from .world import World

CUP, BOX = "cup", "box"
LISTINGS = (
    ("here", {CUP: 1}),
    ("here", {CUP: 2, BOX: 1}),
    ("there", {CUP: 1}),
    ("there", {CUP: 3, BOX: 1}),
    ("there", {CUP: 1, BOX: 2}),
)
ALL_COMPARE = (COMPARES,) * len(LISTINGS)


class PartedKits(World):
    """Two components that channels have their parts of, by the piece and in kits. ``oversold``
    counts what would be sold of a component if buyers came to all shops and took all that is shown.
    """

    def __init__(self, chance, kinds, stock):
        super().__init__(chance, kinds, stock)
        self.stock = {CUP: stock, BOX: chance.randrange(0, 12)}
        self.rules = {
            channel: (chance.choice(("fixed", "percent", "sales", "sales")), chance.choice((3, 40)))
            for channel in ("here", "there")
        }

    def look(self):
        for component in self.stock:
            shown = self._sum(component, "shown")
            self.oversold = max(self.oversold, shown - self._really_free(component))

    @property
    def really_free(self):
        return min(map(self._really_free, self.stock))

    def receive(self, pieces):
        self.stock[self._any()] += pieces

    def take_rest(self, pieces):
        component = self._any()
        held = sum(
            part.held * needs.get(component, 0)
            for part, (_channel, needs) in zip(self.parts, LISTINGS, strict=True)
        )
        self.stock[component] -= min(pieces, max(self.stock[component] - held, 0))

    def wanted(self, one):
        rules = {component: self._shares(component) for component in self.stock}
        return part_out(self._holders(), dict(self.stock), rules)[one]

    def _leave(self, one, pieces):
        for component, need in LISTINGS[one][1].items():
            self.stock[component] -= pieces * need

    def _holders(self):
        return {
            one: Holder(
                channel=channel,
                needs={component: Fraction(need) for component, need in needs.items()},
                part=self.parts[one],
                is_kit=len(needs) > 1,
            )
            for one, (channel, needs) in enumerate(LISTINGS)
        }

    def _shares(self, component):
        sold = {"here": 0, "there": 0}
        for one, (channel, needs) in enumerate(LISTINGS):
            pieces = sum(max(order.pieces, 0) for order in self.remotes[one].orders)
            sold[channel] += pieces * needs.get(component, 0)
        return [Share(name, *rule, sold[name]) for name, rule in self.rules.items()]

    def _really_free(self, component):
        return self.stock[component] - self._sum(component, "not_imported")

    def _sum(self, component, what):
        return sum(
            getattr(remote, what) * needs.get(component, 0)
            for remote, (_channel, needs) in zip(self.remotes, LISTINGS, strict=True)
        )

    def _any(self):
        return self.chance.choice((CUP, BOX))
