"""The checkout page: addresses, delivery, discount code, note, and what it comes to."""

from markupsafe import Markup

from tests.sandbox.shopify.pages.layout import BASE, DELIVERY_SCRIPT, euros, joined, page, typeset

DELIVERIES = {
    "colissimo": ("Colissimo à domicile, 48 h", "6.90"),
    "signature": ("Colissimo contre signature, 48 h", "8.50"),
    "chronopost": ("Chronopost avant 13 h, le lendemain", "14.90"),
}
PAYMENTS = {"paid": "Carte bancaire (payée tout de suite)", "pending": "Virement (payé plus tard)"}
COUNTRIES = (
    ("FR", "France"), ("BE", "Belgique"), ("CH", "Suisse"), ("DE", "Allemagne"),
    ("ES", "Espagne"), ("IT", "Italie"), ("LU", "Luxembourg"), ("NL", "Pays-Bas"),
)  # fmt: skip
EXAMPLE = {
    "email": "margaux.lefevre@example.com",
    "phone": "+33 6 12 34 56 78",
    "shipping_first_name": "Margaux",
    "shipping_last_name": "Lefèvre",
    "shipping_address1": "27 rue des Martyrs",
    "shipping_address2": "Escalier B, 3e étage",
    "shipping_zip": "75009",
    "shipping_city": "Paris",
    "billing_first_name": "Margaux",
    "billing_last_name": "Lefèvre",
    "billing_company": "Studio Lefèvre",
    "billing_address1": "8 place Bellecour",
    "billing_zip": "69002",
    "billing_city": "Lyon",
    "other_billing": "1",
    "note": "Merci de laisser le colis chez la gardienne.",
    "code": "BIENVENUE10",
}
ADDRESS_FIELDS = (
    ("first_name", "Prénom", "half", "given-name", True),
    ("last_name", "Nom", "half", "family-name", True),
    ("company", "Société (facultatif)", "", "organization", False),
    ("address1", "Adresse", "", "address-line1", True),
    ("address2", "Complément (facultatif)", "", "address-line2", False),
    ("zip", "Code postal", "third", "postal-code", True),
    ("city", "Ville", "two-thirds", "address-level2", True),
)


def checkout_page(lines, typed, quote, notice=""):
    """`lines`: [(sku, quantity)]; `typed`: what the buyer entered; `quote`: checkout.Quote."""
    hidden = joined(
        Markup('<input type="hidden" name="sku:{}" value="{}">').format(sku, units)
        for sku, units in lines
    )
    warning = Markup('<p class="notice">{}</p>').format(notice) if notice else ""
    body = BODY.format(
        base=BASE,
        hidden=hidden,
        notice=warning,
        contact=_contact(typed),
        shipping=_address("shipping", typed, True),
        billing=_address("billing", typed, False),
        other=Markup(" checked") if typed.get("other_billing") else "",
        deliveries=_deliveries(typed),
        payments=_payments(typed),
        note=typed.get("note", ""),
        code=typed.get("code", ""),
        summary=_summary(quote),
        script=Markup(DELIVERY_SCRIPT),
    )
    return page("Commander", body)


BODY = Markup("""<h1>Votre commande</h1>
<form method="post" action="{base}/commander" class="lead">{hidden}Pour essayer plus vite :
<button name="action" value="example" class="button plain inline">Remplir avec un exemple</button>
</form>{notice}
<form id="checkout" method="post" action="{base}/commander"><div class="checkout"><div>{hidden}
<section class="panel"><h2>Vos coordonnées</h2>{contact}</section>
<section class="panel"><h2>Adresse de livraison</h2>{shipping}
<label class="check"><input type="checkbox" id="other-billing" name="other_billing"
value="1"{other}>
Facturer à une autre adresse</label>
<div class="billing"><h3 style="margin-top:1.25rem">Adresse de facturation</h3>{billing}</div>
</section>
<section class="panel"><h2>Livraison</h2>{deliveries}</section>
<section class="panel"><h2>Paiement</h2>{payments}</section>
<section class="panel"><h2>Un mot pour nous ?</h2><div class="fields"><label>Note
<textarea name="note">{note}</textarea></label></div></section></div>
<aside class="cart"><h2>Récapitulatif</h2>{summary}
<div class="coupon"><label>Code de remise<input type="text" name="code" value="{code}"
autocomplete="off"></label><button class="button plain" name="action" value="apply"
formnovalidate>Appliquer</button></div>
<p style="margin:1.25rem 0 0"><button class="button" name="action" value="order">Commander</button>
</p></aside></div></form><script>{script}</script>""")


def _contact(typed):
    rows = (
        ("email", "E-mail", "email", "email"),
        ("phone", "Téléphone", "tel", "tel"),
    )
    fields = joined(
        FIELD.format(
            width="half",
            label=label,
            kind=kind,
            name=name,
            value=typed.get(name, ""),
            fill=fill,
            needed=Markup(" required") if name == "email" else "",
        )
        for name, label, kind, fill in rows
    )
    return Markup('<div class="fields">{}</div>').format(fields)


FIELD = Markup("""<label class="{width}">{label}<input type="{kind}" name="{name}" value="{value}"
autocomplete="{fill}"{needed}></label>""")


def _address(group, typed, needed):
    fields = joined(
        FIELD.format(
            width=width,
            label=label,
            kind="text",
            name=f"{group}_{name}",
            value=typed.get(f"{group}_{name}", ""),
            fill=f"{group} {fill}",
            needed=Markup(" required") if needed and required else "",
        )
        for name, label, width, fill, required in ADDRESS_FIELDS
    )
    chosen = typed.get(f"{group}_country_code", "FR")
    countries = joined(
        Markup('<option value="{}"{}>{}</option>').format(
            code, Markup(" selected") if code == chosen else "", name
        )
        for code, name in COUNTRIES
    )
    return Markup(
        '<div class="fields">{}<label>Pays<select name="{}_country_code">{}</select></label></div>'
    ).format(fields, group, countries)


def _deliveries(typed):
    chosen = typed.get("delivery", "colissimo")
    return joined(
        _option("delivery", key, title, euros(price), key == chosen, price)
        for key, (title, price) in DELIVERIES.items()
    )


def _payments(typed):
    chosen = typed.get("payment", "paid")
    return joined(_option("payment", key, t, "", key == chosen) for key, t in PAYMENTS.items())


def _option(name, value, title, price, checked, amount=""):
    return Markup(
        '<label class="option"><input type="radio" name="{}" value="{}" data-amount="{}"{}>'
        "<span>{}</span><span>{}</span></label>"
    ).format(name, value, amount, Markup(" checked") if checked else "", title, price)


def _summary(quote):
    rows = [
        Markup("<li><span>{} × {}</span><span>{}</span></li>").format(
            item.quantity, typeset(_full_title(item)), euros(item.original)
        )
        for item in quote.items
    ]
    if quote.discount:
        rows.append(
            Markup('<li class="minus"><span>Remise {}</span><span>−{}</span></li>').format(
                quote.code or "", euros(quote.discount)
            )
        )
    if quote.shipping:
        rows.append(_row("Livraison", euros(quote.shipping.after_discounts), "delivery-price"))
    rows.append(Markup('<li class="sum"><span>Total</span><span id="total">{}</span></li>').format(
        euros(quote.total)
    ))  # fmt: skip
    rows.append(
        Markup('<li class="small" id="tax"><span>dont TVA</span><span>{}</span></li>').format(
            euros(quote.tax)
        )
    )
    return Markup('<ul class="rows" data-goods="{}" data-free="{}">{}</ul>').format(
        quote.total - quote.shipping.after_discounts,
        "1" if quote.shipping.allocations else "",
        joined(rows),
    )


def _full_title(item):
    return f"{item.title} – {item.variant_title}" if item.variant_title else item.title


def _row(name, value, key):
    return Markup('<li><span>{}</span><span id="{}">{}</span></li>').format(name, key, value)
