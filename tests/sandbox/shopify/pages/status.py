"""The buyer's order page, and the merchant's list of orders with the stock beside it."""

from decimal import Decimal

from markupsafe import Markup

from tests.sandbox.shopify import stock
from tests.sandbox.shopify.pages.layout import BASE, day, euros, joined, page, postal, typeset

REFRESH = 5
LISTED = 50
PAYMENT = {
    "PAID": ("good", "Payée"),
    "PENDING": ("warn", "En attente"),
    "AUTHORIZED": ("warn", "Autorisée"),
    "PARTIALLY_PAID": ("warn", "Payée en partie"),
    "REFUNDED": ("", "Remboursée"),
    "PARTIALLY_REFUNDED": ("", "Remboursée en partie"),
    "VOIDED": ("bad", "Paiement annulé"),
    "EXPIRED": ("bad", "Expirée"),
}
SENDING = {
    "UNFULFILLED": ("warn", "À expédier"),
    "PARTIALLY_FULFILLED": ("warn", "Expédiée en partie"),
    "FULFILLED": ("good", "Expédiée"),
}


def order_page(order, fresh=False):
    sent = [f for f in order["fulfillments"] if f["status"] == "SUCCESS"]
    thanks = ""
    if fresh:
        thanks = Markup('<p class="notice good">Merci ! Votre commande est bien reçue.</p>')
    body = ORDER.format(
        thanks=thanks,
        name=order["name"],
        when=day(order["createdAt"]),
        steps=_steps(order, sent),
        tracking=_tracking(sent),
        lines=_lines(order),
        delivery=postal(order["shippingAddress"]),
        billing=postal(order["billingAddress"]),
        note=_note(order),
        base=BASE,
    )
    waiting = not sent and not order["cancelledAt"]
    return page(f"Commande {order['name']}", body, refresh=REFRESH if waiting else None)


ORDER = Markup("""{thanks}<h1>Commande {name}</h1><p class="lead">Passée le {when}</p>{steps}
<div class="two"><div><section class="panel"><h2>Articles</h2>{lines}</section>{note}
<p><a class="button plain" href="{base}/">Retour à la boutique</a></p></div>
<div><section class="panel"><h2>Suivi</h2>{tracking}</section>
<section class="panel"><h2>Livraison</h2>{delivery}</section>
<section class="panel"><h2>Facturation</h2>{billing}</section></div></div>""")


def _steps(order, sent):
    if order["cancelledAt"]:
        return Markup('<p class="notice">Commande annulée le {}.</p>').format(
            day(order["cancelledAt"])
        )
    paid = order["displayFinancialStatus"] in ("PAID", "PARTIALLY_REFUNDED")
    partly = order["displayFulfillmentStatus"] == "PARTIALLY_FULFILLED"
    shipped = "Expédiée en partie" if partly else "Expédiée"
    steps = (("Reçue", True), ("Payée", paid), (shipped, bool(sent)))
    return Markup('<ol class="steps">{}</ol>').format(
        joined(
            Markup('<li class="{}">{}</li>').format("done" if done else "", name)
            for name, done in steps
        )
    )


def _tracking(sent):
    rows = [info for fulfillment in sent for info in fulfillment["trackingInfo"]]
    if not sent:
        return Markup('<p class="muted">Nous préparons votre colis.</p>')
    if not rows:
        return Markup("<p>Expédiée, sans numéro de suivi.</p>")
    return joined(_parcel(info) for info in rows)


def _parcel(info):
    number = Markup("<strong>{}</strong>").format(info["number"] or "")
    if info["url"]:
        number = Markup('<a href="{}">{}</a>').format(info["url"], number)
    return Markup('<p class="tracking">{}<br>{}</p>').format(
        info["company"] or "Transporteur", number
    )


def _lines(order):
    def shown(bag):
        return euros(bag["shopMoney"]["amount"], order["currencyCode"])

    rows = [
        ("", f"{line['quantity']} × {typeset(line['name'])}", shown(line["originalTotalSet"]))
        for line in order["lineItems"]
    ]
    if Decimal(order["totalDiscountsSet"]["shopMoney"]["amount"]):
        words = f"Remise {order['discountCode'] or ''}"
        rows.append(("minus", words, f"−{shown(order['totalDiscountsSet'])}"))
    rows += [("", x["title"], shown(x["originalPriceSet"])) for x in order["shippingLines"]]
    rows.append(("sum", "Total", shown(order["totalPriceSet"])))
    rows.append(("small", "dont TVA", shown(order["totalTaxSet"])))
    row = Markup('<li class="{}"><span>{}</span><span>{}</span></li>')
    return Markup('<ul class="rows">{}</ul>').format(joined(row.format(*x) for x in rows))


def _note(order):
    if not order["note"]:
        return ""
    return Markup('<section class="panel"><h2>Votre note</h2><p>{}</p></section>').format(
        order["note"]
    )


def list_page(store):
    orders = list(store.orders.values())[::-1][:LISTED]
    rows = joined(_order_row(order) for order in orders)
    if not orders:
        rows = Markup('<tr><td colspan="6" class="muted">Aucune commande pour l’instant.</td></tr>')
    body = LIST.format(
        rows=rows, stock=joined(_stock_rows(store)), count=_counted(len(store.orders)), base=BASE
    )
    return page("Commandes et stock", body, "/commandes", refresh=REFRESH)


LIST = Markup("""<h1>Commandes et stock</h1>
<p class="lead">Ce que le marchand voit dans sa boutique.
{count} en tout ; la page se met à jour toute seule.</p>
<div class="two"><section class="panel"><h2>Commandes</h2><div class="scroll"><table>
<thead><tr><th>N°</th><th class="when">Date</th><th>Client</th><th class="number">Total</th>
<th>Paiement</th><th>Envoi</th></tr></thead><tbody>{rows}</tbody></table></div></section>
<section class="panel"><h2>Stock</h2><div class="scroll"><table><thead><tr><th>Article</th>
<th class="number">Disponible</th><th class="number">Réservé</th><th class="number">En rayon</th>
</tr></thead><tbody>{stock}</tbody></table></div></section></div>""")


def _counted(number):
    return f"{number} commande" + ("s" if number > 1 else "")


def _pill(kind, text):
    return Markup('<span class="pill {}">{}</span>').format(kind, text)


def _order_row(order):
    address = order["shippingAddress"] or order["billingAddress"] or {}
    who = address.get("name") or order["email"] or "Sans nom"
    kind, text = PAYMENT.get(order["displayFinancialStatus"], ("", "—"))
    sending = SENDING.get(order["displayFulfillmentStatus"], ("", "—"))
    if order["cancelledAt"]:
        sending = ("bad", "Annulée")
    numbers = joined(
        Markup('<br><a class="muted" href="{}">{} {}</a>').format(
            info["url"] or "#", info["company"] or "", info["number"] or ""
        )
        for fulfillment in order["fulfillments"]
        for info in fulfillment["trackingInfo"]
        if fulfillment["status"] == "SUCCESS"
    )
    return Markup(
        '<tr><td><a href="{}/orders/{}">{}</a></td><td class="when">{}</td><td>{}</td>'
        '<td class="number">{}</td><td>{}</td><td>{}{}</td></tr>'
    ).format(
        BASE,
        order["token"],
        order["name"],
        Markup("<br>").join(day(order["createdAt"]).split(" à ")),
        who,
        euros(order["totalPriceSet"]["shopMoney"]["amount"], order["currencyCode"]),
        _pill(kind, text),
        _pill(*sending),
        numbers,
    )


def _stock_rows(store):
    location = store.primary_location()["id"]
    for variant in list(store.variants.values())[:LISTED]:
        level = store.level(variant["inventoryItem"]["id"], location)
        if not level:
            continue
        counts = [stock.quantity(level, n) for n in ("available", "committed", "on_hand")]
        numbers = joined(Markup('<td class="number">{}</td>').format(count) for count in counts)
        yield Markup(
            '<tr data-sku="{}"><td>{}<br><span class="muted">{}</span></td>{}</tr>'
        ).format(variant["sku"], typeset(variant["displayName"]), variant["sku"], numbers)
