"""The buyer's thank-you page, and the merchant's list of orders with the stock beside it."""

from markupsafe import Markup, escape

from tests.sandbox.look.frame import day, euros, framed, joined, typeset
from tests.sandbox.woocommerce.catalogue import full_name
from tests.sandbox.woocommerce.money import fixed
from tests.sandbox.woocommerce.pages.shop import BASE, sellable

REFRESH = 5
LISTED = 50
KINDS = {"processing": "warn", "completed": "good", "cancelled": "bad", "failed": "bad"}


def order_page(store, order, fresh=False):
    thanks = ""
    if fresh:
        thanks = Markup('<p class="notice good">Merci ! Votre commande est bien reçue.</p>')
    is_open = order["status"] in ("pending", "on-hold", "processing")
    body = ORDER.format(
        thanks=thanks,
        number=order["number"],
        when=day(f"{order['date_created']}Z"),
        status=_pill(store, order),
        lines=_lines(order),
        total=euros(fixed(order["total"], store.decimals), order["currency"]),
        news=_news(store, order),
        delivery=_postal(order["shipping"]),
        billing=_postal(order["billing"]),
        base=BASE,
    )
    title = f"Commande n° {order['number']}"
    return framed(BASE, title, body, refresh=REFRESH if is_open else None)


ORDER = Markup("""{thanks}<h1>Commande n° {number}</h1>
<p class="lead">Passée le {when} – {status}</p>
<div class="two"><div><section class="panel"><h2>Articles</h2><ul class="rows">{lines}
<li class="sum"><span>Total</span><span id="total">{total}</span></li></ul></section>
<p><a class="button plain" href="{base}/">Retour à la boutique</a></p></div>
<div><section class="panel"><h2>Messages de la boutique</h2>{news}</section>
<section class="panel"><h2>Livraison</h2>{delivery}</section>
<section class="panel"><h2>Facturation</h2>{billing}</section></div></div>""")


def _pill(store, order):
    status = order["status"]
    return Markup('<span class="pill {}" data-status="{}">{}</span>').format(
        KINDS.get(status, ""), status, store.statuses.get(status, status)
    )


def _lines(order):
    rows = [(f"{line['quantity']} × {typeset(line['name'])}", line) for line in order["line_items"]]
    rows += [(line["method_title"], line) for line in order["shipping_lines"]]
    rows += [(line["name"], line) for line in order["fee_lines"]]
    return joined(
        Markup("<li><span>{}</span><span>{}</span></li>").format(
            name, euros(line["total"] + line["total_tax"], order["currency"])
        )
        for name, line in rows
    )


def _news(store, order):
    """What the shop wrote to the buyer: the notes with customer_note."""
    notes = [
        note
        for note in reversed(store.notes.values())
        if note["order_id"] == order["id"] and note["customer_note"]
    ]
    if not notes:
        return Markup('<p class="muted">Nous préparons votre colis.</p>')
    return joined(
        Markup('<p class="tracking">{}<br><span class="muted">{}</span></p>').format(
            note["note"], day(f"{note['date_created']}Z")
        )
        for note in notes
    )


def _postal(address):
    lines = [
        f"{address['first_name']} {address['last_name']}".strip(),
        address["company"],
        address["address_1"],
        address["address_2"],
        f"{address['postcode']} {address['city']}".strip(),
        address["country"],
        address["phone"],
    ]
    shown = Markup("<br>").join(escape(line) for line in lines if line)
    return Markup("<address>{}</address>").format(shown)


def list_page(store):
    newest = sorted(store.orders.values(), key=lambda order: order["id"], reverse=True)[:LISTED]
    orders = joined(_order_row(store, order) for order in newest)
    empty = Markup('<tr><td colspan="5" class="muted">Aucune commande pour l’instant.</td></tr>')
    stock = joined(
        Markup('<tr data-sku="{}"><td>{}</td><td class="number">{}</td></tr>').format(
            product["sku"], typeset(full_name(store, product)), sellable(store, product)
        )
        for product in list(store.products.values())[:LISTED]
        if product["type"] != "variable" and sellable(store, product) is not None
    )
    body = LIST.format(orders=orders or empty, stock=stock)
    return framed(BASE, "Commandes et stock", body, "/commandes", REFRESH)


LIST = Markup("""<h1>Commandes et stock</h1><p class="lead">Ce que le marchand voit.</p>
<div class="two"><section class="panel"><h2>Commandes</h2><div class="scroll"><table><tr><th>N°</th>
<th class="when">Date</th><th>Client</th><th>État</th><th class="number">Total</th></tr>{orders}
</table></div></section><section class="panel"><h2>Stock</h2><div class="scroll"><table>
<tr><th>Article</th><th class="number">En stock</th></tr>{stock}</table></div></section></div>""")


def _order_row(store, order):
    buyer = f"{order['billing']['first_name']} {order['billing']['last_name']}".strip()
    return Markup(
        '<tr><td><a href="{}/merci/{}">{}</a></td><td class="when">{}</td><td>{}</td><td>{}</td>'
        '<td class="number">{}</td></tr>'
    ).format(
        BASE,
        order["order_key"],
        order["number"],
        day(f"{order['date_created']}Z"),
        buyer,
        _pill(store, order),
        euros(fixed(order["total"], store.decimals), order["currency"]),
    )
