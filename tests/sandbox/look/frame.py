"""The frame of a played shop's page, and money and dates as French people read them."""

import contextlib
import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markupsafe import Markup

FOLDER = Path(__file__).parent
STYLE = (FOLDER / "style.css").read_text()
CART_SCRIPT = (FOLDER / "cart.js").read_text()
UNIT = re.compile(r"\d (?:g|kg|cl|cm|h)\b|\d × \d|n° \d")
FIXED_SPACE = "\N{NO-BREAK SPACE}"
LINKS = (("/", "Boutique"), ("/commandes", "Commandes et stock"))


def framed(base, title, body, current="", refresh=None):
    """A whole page of the shop at `base`; `refresh` reloads it every so many seconds."""
    reload = Markup('<meta http-equiv="refresh" content="{}">').format(refresh) if refresh else ""
    links = joined(
        Markup('<a href="{}"{}>{}</a>').format(
            f"{base}{path}", Markup(' aria-current="page"') if path == current else "", name
        )
        for path, name in LINKS
    )
    return FRAME.format(
        title=title, style=Markup(STYLE), reload=reload, links=links, body=body, base=base
    )


FRAME = Markup("""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title} – Atelier Kaolin</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{reload}
<link rel="icon" href="data:,"><style>{style}</style></head>
<body><header class="top"><div><a class="brand" href="{base}/">Atelier Kaolin</a>
<nav>{links}</nav></div></header>
<main>{body}</main>
<footer>Boutique de démonstration : rien n’est vendu, rien n’est débité.</footer>
</body></html>""")


def euros(amount, currency="EUR"):
    """12.5 -> 12,50 €"""
    text = f"{Decimal(amount):,.2f}".replace(",", FIXED_SPACE).replace(".", ",")
    return f"{text}{FIXED_SPACE}{'€' if currency == 'EUR' else currency}"


def day(text):
    """22/11/2026 à 09:12, in the shop's time zone where the machine knows it."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    with contextlib.suppress(ZoneInfoNotFoundError):
        moment = moment.astimezone(ZoneInfo("Europe/Paris"))
    return moment.strftime("%d/%m/%Y à %H:%M")


def typeset(text):
    """French spaces that must not break: inside guillemets, before a unit."""
    text = text.replace("« ", f"«{FIXED_SPACE}").replace(" »", f"{FIXED_SPACE}»")
    return UNIT.sub(lambda found: found[0].replace(" ", FIXED_SPACE), text)


def joined(parts):
    return Markup("").join(parts)
