"""The shop window: product cards and the basket beside them."""

from markupsafe import Markup

from tests.sandbox.look.pictures import picture
from tests.sandbox.shopify import stock
from tests.sandbox.shopify.pages.layout import BASE, CART_SCRIPT, euros, joined, page, typeset

FEW = 5
SHOWN_PRODUCTS = 60


def shop_page(store, notice=""):
    products = list(store.products.values())[:SHOWN_PRODUCTS]
    cards = joined(_card(store, product) for product in products)
    warning = Markup('<p class="notice">{}</p>').format(notice) if notice else ""
    body = BODY.format(cards=cards, notice=warning, base=BASE, script=Markup(CART_SCRIPT))
    return page("Boutique", body, "/")


BODY = Markup("""<h1>Café de spécialité et artisanat</h1>
<p class="lead">Torréfié à Nantes, tourné à la main, expédié sous 24 h. Prix TVA comprise.</p>
{notice}<form class="shop" method="post" action="{base}/panier">
<div class="cards">{cards}</div>
<aside class="cart"><h2>Votre panier</h2>
<p id="cart-empty" class="muted">Choisissez une quantité pour commencer.</p>
<ul class="rows" id="cart-lines"></ul>
<ul class="rows" id="cart-sum" hidden><li class="sum"><span>Sous-total</span>
<span id="cart-total"></span></li></ul>
<button class="button" id="to-checkout">Passer la commande</button>
<p class="muted">Livraison et remise à l’étape suivante.</p></aside>
</form><script>{script}</script>""")


def _card(store, product):
    choices = joined(_choice(store, product, variant) for variant in product["variants"])
    return Markup(
        '<article class="card">{}<div class="text"><h3>{}</h3><p>{}</p></div>{}</article>'
    ).format(
        picture(product["productType"], product["handle"]),
        typeset(product["title"]),
        typeset(product["description"]),
        choices,
    )


def _choice(store, product, variant):
    tracked = variant["inventoryItem"]["tracked"]
    left = sellable(store, variant) if tracked else 99
    alone = variant["title"] == "Default Title"
    title = product["title"] if alone else f"{product['title']} – {variant['title']}"
    kind, text = _stock_words(left) if tracked else ("", "Par e-mail")
    return CHOICE.format(
        name="" if alone else Markup("<span>{}</span>").format(variant["title"]),
        price=euros(variant["price"]),
        amount=variant["price"],
        kind=kind,
        stock=text,
        sku=variant["sku"],
        title=typeset(title),
        left=max(left, 0),
        off=Markup(" disabled") if left <= 0 else "",
    )


CHOICE = Markup("""<div class="choice"><span class="name">{name}<span class="price">{price}</span>
</span><span class="stepper"><button type="button" data-step="-1" aria-label="Retirer un"{off}>−
</button><input type="number" name="sku:{sku}" value="0" min="0" max="{left}" inputmode="numeric"
data-price="{amount}" data-title="{title}" aria-label="Quantité de {title}"{off}><button
type="button" data-step="1" aria-label="Ajouter un"{off}>+</button></span>
<span class="stock {kind}" data-stock="{sku}">{stock}</span></div>""")


def sellable(store, variant):
    """Units that the storefront may still sell: those at the primary location."""
    level = store.level(variant["inventoryItem"]["id"], store.primary_location()["id"])
    return stock.quantity(level, "available") if level else 0


def _stock_words(left):
    if left <= 0:
        return "none", "Épuisé"
    return ("few", f"Plus que {left}") if left <= FEW else ("", "En stock")
