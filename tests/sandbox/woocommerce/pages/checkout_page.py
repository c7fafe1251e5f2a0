"""The checkout page: billing first, another delivery address if wanted, as WooCommerce asks."""

from markupsafe import Markup

from tests.sandbox.look.frame import euros, framed, joined, typeset
from tests.sandbox.woocommerce.pages.shop import BASE

DELIVERIES = {
    "colissimo": ("Colissimo à domicile", "flat_rate", "1", "5.75"),
    "chronopost": ("Chronopost avant 13 h", "flat_rate", "2", "12.42"),
    "retrait": ("Retrait à l’atelier", "local_pickup", "3", "0.00"),
}
PAYMENTS = {"stripe": "Carte bancaire (payée tout de suite)", "bacs": "Virement (payé plus tard)"}
COUNTRIES = (("FR", "France"), ("BE", "Belgique"), ("CH", "Suisse"), ("DE", "Allemagne"))
ADDRESS_FIELDS = (
    ("first_name", "Prénom", "half", True),
    ("last_name", "Nom", "half", True),
    ("company", "Société (facultatif)", "", False),
    ("address_1", "Adresse", "", True),
    ("address_2", "Complément (facultatif)", "", False),
    ("postcode", "Code postal", "third", True),
    ("city", "Ville", "two-thirds", True),
)
EXAMPLE = {
    "email": "margaux.lefevre@example.com",
    "phone": "+33 6 12 34 56 78",
    "billing_first_name": "Margaux",
    "billing_last_name": "Lefèvre",
    "billing_company": "Studio Lefèvre",
    "vat_number": "FR40303265045",
    "billing_address_1": "8 place Bellecour",
    "billing_postcode": "69002",
    "billing_city": "Lyon",
    "other_shipping": "1",
    "shipping_first_name": "Margaux",
    "shipping_last_name": "Lefèvre",
    "shipping_address_1": "27 rue des Martyrs",
    "shipping_address_2": "Escalier B, 3e étage",
    "shipping_postcode": "75009",
    "shipping_city": "Paris",
    "note": "Merci de laisser le colis chez la gardienne.",
    "coupon": "BIENVENUE10",
}


def checkout_page(lines, typed, quote, currency, notice=""):
    """`lines`: [(product id, quantity)]; `typed`: what was entered; `quote`: checkout.Quote."""
    hidden = joined(
        Markup('<input type="hidden" name="product:{}" value="{}">').format(number, units)
        for number, units in lines
    )
    body = BODY.format(
        base=BASE,
        script=Markup(SCRIPT),
        hidden=hidden,
        notice=Markup('<p class="notice">{}</p>').format(notice) if notice else "",
        contact=_field("email", "E-mail", "half", typed, True, "email")
        + _field("phone", "Téléphone", "half", typed, False, "tel")
        + _field("vat_number", "Numéro de TVA (facultatif)", "", typed, False),
        billing=_address("billing", typed, True),
        shipping=_address("shipping", typed, False),
        other=Markup(" checked") if typed.get("other_shipping") else "",
        deliveries=_options("delivery", DELIVERIES, typed, "colissimo"),
        payments=_options("payment", PAYMENTS, typed, "stripe"),
        note=typed.get("note", ""),
        coupon=typed.get("coupon", ""),
        summary=_summary(quote, currency),
    )
    return framed(BASE, "Commander", body)


BODY = Markup("""<h1>Votre commande</h1>
<form method="post" action="{base}/commander" class="lead">{hidden}Pour essayer plus vite :
<button name="action" value="example" class="button plain inline">Remplir avec un exemple</button>
</form>{notice}
<form id="checkout" method="post" action="{base}/commander"><div class="checkout"><div>{hidden}
<section class="panel"><h2>Vos coordonnées</h2><div class="fields">{contact}</div></section>
<section class="panel"><h2>Facturation</h2>{billing}
<label class="check"><input type="checkbox" id="other-billing" name="other_shipping"
value="1"{other}> Expédier à une autre adresse</label>
<div class="billing"><h3 style="margin-top:1.25rem">Adresse de livraison</h3>{shipping}</div>
</section>
<section class="panel"><h2>Livraison</h2>{deliveries}</section>
<section class="panel"><h2>Paiement</h2>{payments}</section>
<section class="panel"><h2>Un mot pour nous ?</h2><div class="fields"><label>Note
<textarea name="note">{note}</textarea></label></div></section></div>
<aside class="cart"><h2>Récapitulatif</h2>{summary}
<div class="coupon"><label>Code promo<input type="text" name="coupon" value="{coupon}"
autocomplete="off"></label><button class="button plain" name="action" value="apply"
formnovalidate>Appliquer</button></div>
<p style="margin:1.25rem 0 0"><button class="button" name="action" value="order">Commander</button>
</p></aside></div></form><script>{script}</script>""")
SCRIPT = """const form = document.getElementById("checkout");
form.addEventListener("change", (event) => {
  if (["delivery", "billing_country", "shipping_country"].includes(event.target.name))
    form.querySelector("button[value=apply]").click();
});"""
FIELD = Markup(
    """<label class="{width}">{label}<input type="{kind}" name="{name}" value="{value}"{needed}>"""
    """</label>"""
)


def _field(name, label, width, typed, needed, kind="text"):
    return FIELD.format(
        width=width,
        label=label,
        kind=kind,
        name=name,
        value=typed.get(name, ""),
        needed=Markup(" required") if needed else "",
    )


def _address(group, typed, needed):
    fields = joined(
        _field(f"{group}_{name}", label, width, typed, needed and required)
        for name, label, width, required in ADDRESS_FIELDS
    )
    chosen = typed.get(f"{group}_country", "FR")
    countries = joined(
        Markup('<option value="{}"{}>{}</option>').format(
            code, Markup(" selected") if code == chosen else "", name
        )
        for code, name in COUNTRIES
    )
    return Markup(
        '<div class="fields">{}<label>Pays<select name="{}_country">{}</select></label></div>'
    ).format(fields, group, countries)


def _options(name, rows, typed, default):
    chosen = typed.get(name, default)
    return joined(
        Markup(
            '<label class="option"><input type="radio" name="{}" value="{}"{}>'
            "<span>{}</span><span>{}</span></label>"
        ).format(
            name,
            key,
            Markup(" checked") if key == chosen else "",
            row if isinstance(row, str) else row[0],
            "" if isinstance(row, str) else f"{euros(row[3])} HT",
        )
        for key, row in rows.items()
    )


def _summary(quote, currency):
    totals = quote.totals
    rows = [
        _row(f"{line['quantity']} × {typeset(line['name'])}", row.price / quote.unit, currency)
        for line, row in zip(quote.lines, totals.lines, strict=True)
    ]
    for code, shares in totals.discounts.items():
        off = sum(shares.values()) / quote.unit
        rows.append(_row(f"Code promo {code}", -off, currency, "minus"))
    for charge, method in zip(totals.shipping, quote.methods, strict=True):
        with_tax = (charge.total + sum(charge.taxes.values())) / quote.unit
        rows.append(_row(method["method_title"], with_tax, currency))
    rows.append(_row("Total", quote.total, currency, "sum", "total"))
    rows.append(_row("dont TVA", quote.tax, currency, "small", "tax"))
    return Markup('<ul class="rows">{}</ul>').format(joined(rows))


def _row(name, amount, currency, kind="", key=""):
    shown = euros(amount, currency).replace("-", "−")
    return Markup('<li class="{}"><span>{}</span><span id="{}">{}</span></li>').format(
        kind, name, key, shown
    )
