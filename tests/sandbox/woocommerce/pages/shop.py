"""The shop window: product cards and the basket beside them."""

import re

from markupsafe import Markup

from tests.sandbox.look.frame import CART_SCRIPT, euros, framed, joined, typeset
from tests.sandbox.look.pictures import picture
from tests.sandbox.woocommerce.catalogue import managed_by
from tests.sandbox.woocommerce.product_body import price

BASE = "/woocommerce"
FEW = 5
SHOWN_PRODUCTS = 60
DRAWN = {"Cadeaux": "Carte cadeau"}


def shop_page(store, notice=""):
    shown = [
        p
        for p in store.products.values()
        if p["status"] == "publish" and p["type"] in ("simple", "variable")
    ]
    warning = Markup('<p class="notice">{}</p>').format(notice) if notice else ""
    body = BODY.format(
        cards=joined(_card(store, product) for product in shown[:SHOWN_PRODUCTS]),
        notice=warning,
        base=BASE,
        script=Markup(CART_SCRIPT),
        tax="TVA comprise" if store.settings["prices_include_tax"] else "hors taxes",
    )
    return framed(BASE, "Boutique", body, "/")


BODY = Markup("""<h1>Café de spécialité et artisanat</h1>
<p class="lead">La boutique WordPress de l’atelier. Prix {tax}.</p>
{notice}<form class="shop" method="post" action="{base}/panier">
<div class="cards">{cards}</div>
<aside class="cart"><h2>Votre panier</h2>
<p id="cart-empty" class="muted">Choisissez une quantité pour commencer.</p>
<ul class="rows" id="cart-lines"></ul>
<ul class="rows" id="cart-sum" hidden><li class="sum"><span>Sous-total</span>
<span id="cart-total"></span></li></ul>
<button class="button" id="to-checkout">Passer la commande</button>
<p class="muted">Livraison et code promo à l’étape suivante.</p></aside>
</form><script>{script}</script>""")


def _card(store, product):
    variations = store.variations(product) if product["type"] == "variable" else [product]
    kind = next((store.terms["categories"][n]["name"] for n in product["categories"]), "")
    plain = re.sub(r"<[^>]+>", "", product["short_description"]).strip()
    return Markup(
        '<article class="card">{}<div class="text"><h3>{}</h3><p>{}</p></div>{}</article>'
    ).format(
        picture(DRAWN.get(kind, kind), product["slug"]),
        typeset(product["name"]),
        typeset(plain),
        joined(_choice(store, product, v) for v in variations),
    )


def sellable(store, product):
    """Units that a buyer may order; None where nobody counts."""
    owner = managed_by(store, product)
    return owner["stock_quantity"] if owner else None


def _choice(store, product, variation):
    left = sellable(store, variation)
    options = ", ".join(a["option"] for a in variation["attributes"])
    is_alone = variation is product
    amount = price(store, variation)
    kind, words = _stock_words(left)
    return CHOICE.format(
        name="" if is_alone else Markup("<span>{}</span>").format(typeset(options)),
        price=euros(amount or 0, store.settings["currency"]),
        amount=amount,
        kind=kind,
        stock=words,
        number=variation["id"],
        sku=variation["sku"],
        title=typeset(product["name"] if is_alone else f"{product['name']} – {options}"),
        left=99 if left is None else max(left, 0),
        off=Markup(" disabled") if left is not None and left <= 0 else "",
    )


CHOICE = Markup("""<div class="choice"><span class="name">{name}<span class="price">{price}</span>
</span><span class="stepper"><button type="button" data-step="-1" aria-label="Retirer un"{off}>−
</button><input type="number" name="product:{number}" value="0" min="0" max="{left}"
inputmode="numeric" data-price="{amount}" data-title="{title}"
aria-label="Quantité de {title}"{off}><button type="button"
data-step="1" aria-label="Ajouter un"{off}>+</button></span>
<span class="stock {kind}" data-stock="{sku}">{stock}</span></div>""")


def _stock_words(left):
    if left is None:
        return "", "Disponible"
    if left <= 0:
        return "none", "Épuisé"
    return ("few", f"Plus que {left}") if left <= FEW else ("", "En stock")
