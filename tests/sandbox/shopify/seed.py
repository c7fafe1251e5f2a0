"""The shop one finds: Atelier Kaolin, coffee and crafts, in euros, taxes included."""

import copy

from tests.sandbox.shopify.catalogue import add_location, add_product
from tests.sandbox.shopify.queries import SCOPES
from tests.sandbox.shopify.seed_shop import LOCATIONS, SHOP
from tests.sandbox.shopify.store import Store

PRODUCTS = (
    {
        "title": "Café Sidamo en grains",
        "handle": "cafe-sidamo",
        "vendor": "Brûlerie du Canal",
        "type": "Café",
        "tags": ["café", "éthiopie"],
        "description": "Torréfaction claire, notes de jasmin et de citron.",
        "tax_rate": "0.055",
        "option": "Poids",
        "origin": "ET",
        "hs_code": "090121",
        "variants": (
            {
                "title": "250 g",
                "sku": "CAF-SID-250",
                "barcode": "3760123450015",
                "price": "9.90",
                "cost": "4.20",
                "grams": 270,
                "stock": (60, 12),
            },
            {
                "title": "500 g",
                "sku": "CAF-SID-500",
                "barcode": "3760123450022",
                "price": "18.50",
                "cost": "8.10",
                "grams": 530,
                "stock": (40, 6),
            },
            {
                "title": "1 kg",
                "sku": "CAF-SID-1000",
                "barcode": "3760123450039",
                "price": "34.90",
                "cost": "15.60",
                "grams": 1050,
                "stock": (3, 0),
            },
        ),
    },
    {
        "title": "Café Huehuetenango moulu",
        "handle": "cafe-huehuetenango",
        "vendor": "Brûlerie du Canal",
        "type": "Café",
        "tags": ["café", "guatemala"],
        "description": "Mouture filtre, notes de cacao et de noisette. Paquet de 250 g.",
        "tax_rate": "0.055",
        "origin": "GT",
        "hs_code": "090121",
        "variants": (
            {
                "sku": "CAF-HUE-250",
                "barcode": "3760123450046",
                "price": "10.50",
                "cost": "4.60",
                "grams": 270,
                "stock": (85, 10),
            },
        ),
    },
    {
        "title": "Tasse en grès « Sable »",
        "handle": "tasse-gres-sable",
        "vendor": "Atelier Kaolin",
        "type": "Céramique",
        "tags": ["céramique", "fait main"],
        "description": "Tournée et émaillée à la main, 20 cl.",
        "tax_rate": "0.2",
        "origin": "FR",
        "hs_code": "691200",
        "variants": (
            {
                "sku": "TAS-SABLE",
                "barcode": "3760123450053",
                "price": "24.00",
                "cost": "9.00",
                "grams": 310,
                "stock": (35, 8),
            },
        ),
    },
    {
        "title": "Théière en porcelaine",
        "handle": "theiere-porcelaine",
        "vendor": "Atelier Kaolin",
        "type": "Céramique",
        "tags": ["céramique", "limoges"],
        "description": "Porcelaine de Limoges, 80 cl, filtre inox.",
        "tax_rate": "0.2",
        "origin": "FR",
        "hs_code": "691110",
        "variants": (
            {
                "sku": "THE-PORC",
                "barcode": "3760123450060",
                "price": "79.00",
                "cost": "31.00",
                "grams": 1150,
                "stock": (6, 2),
            },
        ),
    },
    {
        "title": "Plateau en noyer",
        "handle": "plateau-noyer",
        "vendor": "Menuiserie Tardieu",
        "type": "Bois",
        "tags": ["bois", "fait main"],
        "description": "Noyer massif huilé, 40 × 25 cm.",
        "tax_rate": "0.2",
        "origin": "FR",
        "hs_code": "441990",
        "variants": (
            {
                "sku": "PLA-NOYER",
                "barcode": "3760123450077",
                "price": "49.90",
                "cost": "22.00",
                "grams": 900,
                "stock": (14, 0),
            },
        ),
    },
    {
        "title": "Filtres à café n° 4",
        "handle": "filtres-cafe-4",
        "vendor": "Atelier Kaolin",
        "type": "Accessoires",
        "tags": ["accessoires"],
        "description": "Papier non blanchi, paquet de 100.",
        "tax_rate": "0.2",
        "origin": "DE",
        "hs_code": "482320",
        "variants": (
            {
                "sku": "FIL-PAPIER-4",
                "barcode": "3760123450084",
                "price": "4.50",
                "cost": "1.40",
                "grams": 180,
                "stock": (240, 40),
            },
        ),
    },
    {
        "title": "Carte cadeau",
        "handle": "carte-cadeau",
        "vendor": "Atelier Kaolin",
        "type": "Carte cadeau",
        "tags": ["cadeau"],
        "description": "Envoyée par e-mail, valable un an.",
        "tax_rate": "0",
        "taxable": False,
        "gift_card": True,
        "variants": ({"sku": "CARTE-30", "price": "30.00"},),
    },
)

DISCOUNT_CODES = {
    "BIENVENUE10": {"percent": "10"},
    "MERCI5": {"amount": "5.00"},
    "PORTOFFERT": {"free_shipping": True},
}


def seeded_store(seed=1, after=0):
    """A fresh shop. Another seed gives the same goods with other ids; `after`: see World."""
    store = Store("EUR")
    store.shop = copy.deepcopy(SHOP)
    store.scopes = SCOPES
    for _skipped in range((seed - 1) * 1000):
        store.new_gid("Product")
    for number, name, address in LOCATIONS:
        add_location(store, number, name, address, primary=not store.locations)
    for row in PRODUCTS:
        add_product(store, row)
    store.discount_codes = {code: {"code": code, **rule} for code, rule in DISCOUNT_CODES.items()}
    store.go_on_after(after)
    return store
