"""Which of a merchant's decisions is in force: the nearest one, setting by setting."""

from msgspec import Struct

from .published import NUMBER, Rule

PIECES, PERCENT = "pieces", "percent"
SETTINGS = ("buffer", "most", "shows", "figure")


class Choice(Struct, frozen=True, kw_only=True):
    """What was decided at one place; what is empty or 0 is decided elsewhere.

    A buffer without its unit counts in pieces; with the unit, 0 means none at all.
    """

    buffer: int = 0
    unit: str = ""
    most: int = 0
    shows: str = ""
    figure: int = 0

    def decides(self, setting):
        return (
            bool(self.unit or self.buffer) if setting == "buffer" else bool(getattr(self, setting))
        )


def in_force(choices):
    """Return (Rule, {setting: key of the choice that decided it}).

    ``choices``: [(key, Choice)], the nearest first.
    """
    origins = {}
    for key, choice in choices:
        for setting in SETTINGS:
            if setting not in origins and choice.decides(setting):
                origins[setting] = (key, choice)
    chosen = {setting: choice for setting, (_key, choice) in origins.items()}
    nothing = Choice()
    buffer = chosen.get("buffer", nothing)
    rule = Rule(
        buffer=buffer.buffer,
        is_percent=buffer.unit == PERCENT,
        most=chosen.get("most", nothing).most,
        shows=chosen.get("shows", nothing).shows or NUMBER,
        figure=chosen.get("figure", nothing).figure or 1,
    )
    return rule, {setting: key for setting, (key, _choice) in origins.items()}
