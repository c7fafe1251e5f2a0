"""What every page of this shop shares, on top of what all played shops share."""

from pathlib import Path

from markupsafe import Markup, escape

from tests.sandbox.look.frame import CART_SCRIPT, day, euros, framed, joined, typeset

BASE = "/shopify"
DELIVERY_SCRIPT = (Path(__file__).parent / "delivery.js").read_text()
__all__ = [
    "BASE", "CART_SCRIPT", "DELIVERY_SCRIPT", "day", "euros", "joined", "page", "postal", "typeset",
]  # fmt: skip


def page(title, body, current="", refresh=None):
    """A whole page; `refresh` reloads it every so many seconds."""
    return framed(BASE, title, body, current, refresh)


def postal(address):
    """The lines of a MailingAddress, or a dash."""
    if not address:
        return Markup("<p class='muted'>Aucune adresse</p>")
    lines = [address["name"], *address["formatted"], address["phone"]]
    rows = Markup("<br>").join(escape(line) for line in lines if line)
    return Markup("<address>{}</address>").format(rows)
