"""The shop one finds: Atelier Kaolin again, on its own WordPress, in euros, taxes included."""

from tests.sandbox.woocommerce.catalogue import add_attribute, add_category, add_product
from tests.sandbox.woocommerce.seed_products import PRODUCTS
from tests.sandbox.woocommerce.store import Store

TAXES = (
    ("FR", "", "20.0000", "TVA 20 %", 1, False, True, "standard"),
    ("FR", "", "5.5000", "TVA 5,5 %", 1, False, True, "reduced-rate"),
    ("BE", "", "21.0000", "TVA BE 21 %", 1, False, True, "standard"),
    ("BE", "", "6.0000", "TVA BE 6 %", 1, False, True, "reduced-rate"),
    ("DE", "", "19.0000", "USt. 19 %", 1, False, True, "standard"),
    ("DE", "", "7.0000", "USt. 7 %", 1, False, True, "reduced-rate"),
    ("CA", "QC", "5.0000", "TPS", 1, False, True, "standard"),
    ("CA", "QC", "9.9750", "TVQ", 2, False, True, "standard"),
    ("CA", "QC", "5.0000", "TPS", 1, False, True, "reduced-rate"),
)
COUPONS = (
    {"code": "bienvenue10", "discount_type": "percent", "amount": "10.00"},
    {"code": "merci5", "discount_type": "fixed_cart", "amount": "5.00"},
    {"code": "tasse2", "discount_type": "fixed_product", "amount": "2.00"},
    {
        "code": "portoffert",
        "discount_type": "fixed_cart",
        "amount": "0.00",
        "free_shipping": True,
    },
)
ZONES = (
    (1, "France", (("flat_rate", 1, "Colissimo à domicile", "5.75"),
                   ("flat_rate", 2, "Chronopost avant 13 h", "12.42"),
                   ("local_pickup", 3, "Retrait à l’atelier", "0.00"))),
    (2, "Europe", (("flat_rate", 4, "Colissimo Europe", "9.50"),)),
)  # fmt: skip


def seeded_store(seed=1, after=0):
    """A fresh shop. Another seed gives the same goods with other ids; `after`: see World."""
    store = Store(seed)
    for row in TAXES:
        add_tax_rate(store, *row)
    for row in COUPONS:
        store.coupons[row["code"]] = {
            "id": store.new_id(), "free_shipping": False, "usage_count": 0, **row,
        }  # fmt: skip
    for number, name, methods in ZONES:
        store.zones[number] = {"id": number, "name": name, "order": number, "methods": methods}
    add_attribute(store, "Poids", ["250 g", "500 g", "1 kg"])
    add_attribute(store, "Couleur", ["Écru", "Bleu"])
    for name in ("Café", "Céramique", "Bois", "Linge", "Accessoires", "Cadeaux"):
        add_category(store, name)
    for row in PRODUCTS:
        add_product(store, row)
    store.events.clear()
    store.go_on_after(after)
    return store


def add_tax_rate(store, country, state, percent, name, priority, compound, shipping, tax_class):
    number = store.new_id("tax")
    store.tax_rates[number] = {
        "id": number,
        "country": country,
        "state": state,
        "postcode": "",
        "city": "",
        "postcodes": [],
        "cities": [],
        "rate": percent,
        "name": name,
        "priority": priority,
        "compound": compound,
        "shipping": shipping,
        "order": number,
        "class": tax_class,
    }
    return store.tax_rates[number]
