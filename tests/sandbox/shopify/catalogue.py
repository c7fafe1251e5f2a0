"""Making products, variants, locations and the shop itself, complete in every played field."""

from decimal import Decimal

from tests.sandbox.shopify import stock
from tests.sandbox.shopify.money import money
from tests.sandbox.shopify.store import number_of


def add_location(store, gid_number, name, address, primary=False):
    gid = f"gid://shopify/Location/{gid_number}"
    store.locations[gid] = {
        "__typename": "Location",
        "id": gid,
        "legacyResourceId": str(gid_number),
        "name": name,
        "address": {"__typename": "LocationAddress", **EMPTY_PLACE, **address},
        "activatable": False,
        "addressVerified": True,
        "createdAt": OPENED,
        "updatedAt": OPENED,
        "deactivatable": not primary,
        "deactivatedAt": None,
        "deletable": False,
        "fulfillmentService": None,
        "fulfillsOnlineOrders": True,
        "hasActiveInventory": True,
        "hasUnfulfilledOrders": False,
        "isActive": True,
        "isFulfillmentService": False,
        "isPrimary": primary,
        "shipsInventory": True,
        "metafields": [],
    }
    return store.locations[gid]


OPENED = "2024-03-01T08:00:00Z"
EMPTY_PLACE = dict.fromkeys(
    [
        "address1",
        "address2",
        "city",
        "country",
        "countryCode",
        "latitude",
        "longitude",
        "phone",
        "province",
        "provinceCode",
        "zip",
    ]
)
EMPTY_PLACE["formatted"] = []


def add_product(store, row):
    """A product from a row: title, handle, vendor, type, tags, tax_rate, option, variants."""
    gid = store.new_gid("Product")
    product = {
        "__typename": "Product",
        "id": gid,
        "legacyResourceId": number_of(gid),
        "title": row["title"],
        "handle": row["handle"],
        "vendor": row["vendor"],
        "productType": row["type"],
        "tags": sorted(row["tags"]),
        "descriptionHtml": f"<p>{row['description']}</p>",
        "description": row["description"],
        "tax_rate": row["tax_rate"],
        "createdAt": OPENED,
        "updatedAt": OPENED,
        "publishedAt": OPENED,
        **PRODUCT_CONSTANTS,
        "isGiftCard": row.get("gift_card", False),
        "variants": [],
    }
    for position, values in enumerate(row["variants"], start=1):
        product["variants"].append(_add_variant(store, product, row, position, values))
    _finish_product(product, row.get("option", "Title"), store.currency)
    store.products[gid] = product
    return product


def appear(product, moment):
    """A product that the merchant adds while the shop is open."""
    for thing in (product, *product["variants"]):
        thing["createdAt"] = thing["updatedAt"] = moment
    product["publishedAt"] = moment


PRODUCT_CONSTANTS = {
    "status": "ACTIVE",
    "combinedListingRole": None,
    "defaultCursor": "",
    "featuredImage": None,
    "featuredMedia": None,
    "images": [],
    "giftCardTemplateSuffix": None,
    "hasVariantsThatRequiresComponents": False,
    "metafield": None,
    "metafields": [],
    "onlineStorePreviewUrl": None,
    "onlineStoreUrl": None,
    "requiresSellingPlan": False,
    "sellingPlanGroupsCount": {"count": 0, "precision": "EXACT"},
    "mediaCount": {"count": 0, "precision": "EXACT"},
    "seo": {"__typename": "SEO", "title": None, "description": None},
    "templateSuffix": None,
    "tracksInventory": True,
}


def _finish_product(product, option, currency):
    variants = product["variants"]
    prices = sorted(variants, key=lambda variant: float(variant["price"]))
    names = [variant["title"] for variant in variants]
    product.update(
        hasOnlyDefaultVariant=len(variants) == 1,
        totalVariants=len(variants),
        variantsCount={"count": len(variants), "precision": "EXACT"},
        priceRangeV2={
            "__typename": "ProductPriceRangeV2",
            "minVariantPrice": money(prices[0]["price"], currency),
            "maxVariantPrice": money(prices[-1]["price"], currency),
        },
        options=[
            {
                "__typename": "ProductOption",
                "id": product["id"].replace("/Product/", "/ProductOption/"),
                "name": option,
                "position": 1,
                "values": names,
                "optionValues": [v["selectedOptions"][0]["optionValue"] for v in variants],
            }
        ],
    )


def _add_variant(store, product, row, position, values):
    gid = store.new_gid("ProductVariant")
    title = values.get("title", "Default Title")
    alone = title == "Default Title"
    variant = {
        "__typename": "ProductVariant",
        "id": gid,
        "legacyResourceId": number_of(gid),
        "product": product,
        "title": title,
        "displayName": row["title"] if alone else f"{row['title']} - {title}",
        "sku": values["sku"],
        "barcode": values.get("barcode"),
        "price": values["price"],
        "compareAtPrice": values.get("compare_at_price"),
        "position": position,
        "taxable": row.get("taxable", True),
        "createdAt": OPENED,
        "updatedAt": OPENED,
        "inventoryPolicy": "DENY",
        "selectedOptions": [_selected(gid, row.get("option", "Title"), title)],
        **VARIANT_CONSTANTS,
    }
    variant["inventoryItem"] = _add_item(store, variant, row, values)
    store.variants[gid] = variant
    store.skus[values["sku"]] = variant
    return variant


def _selected(variant_gid, option, value):
    return {
        "__typename": "SelectedOption",
        "name": option,
        "value": value,
        "optionValue": {
            "__typename": "ProductOptionValue",
            "id": variant_gid.replace("/ProductVariant/", "/ProductOptionValue/"),
            "name": value,
            "hasVariants": True,
            "linkedMetafieldValue": None,
        },
    }


VARIANT_CONSTANTS = {
    "defaultCursor": "",
    "image": None,
    "metafield": None,
    "metafields": [],
    "requiresComponents": False,
    "sellingPlanGroupsCount": {"count": 0, "precision": "EXACT"},
    "showUnitPrice": False,
    "unitPrice": None,
}


def _add_item(store, variant, row, values):
    gid = store.new_gid("InventoryItem")
    item = {
        **ITEM_CONSTANTS,
        "__typename": "InventoryItem",
        "id": gid,
        "legacyResourceId": number_of(gid),
        "sku": values["sku"],
        "variant": variant,
        "variants": [variant],
        "tracked": not row.get("gift_card", False),
        "requiresShipping": not row.get("gift_card", False),
        "countryCodeOfOrigin": row.get("origin"),
        "harmonizedSystemCode": row.get("hs_code"),
        "unitCost": money(values["cost"], store.currency) if values.get("cost") else None,
        "measurement": {
            "__typename": "InventoryItemMeasurement",
            "id": gid.replace("/InventoryItem/", "/InventoryItemMeasurement/"),
            "weight": weight(values.get("grams", 0)),
        },
    }
    store.inventory_items[gid] = item
    for location, available in zip(store.locations.values(), values.get("stock", ()), strict=False):
        store.levels[gid, location["id"]] = stock.new_level(item, location, available)
    item["locationsCount"] = {"count": len(values.get("stock", ())), "precision": "EXACT"}
    return item


ITEM_CONSTANTS = {
    "trackedEditable": {"__typename": "EditableProperty", "locked": False, "reason": None},
    "provinceCodeOfOrigin": None,
    "duplicateSkuCount": 0,
    "inventoryHistoryUrl": None,
    "createdAt": OPENED,
    "updatedAt": OPENED,
}


def weight(grams):
    if grams and grams % 1000 == 0:
        return {"__typename": "Weight", "unit": "KILOGRAMS", "value": grams / 1000}
    return {"__typename": "Weight", "unit": "GRAMS", "value": float(grams)}


def grams_of(variant):
    measured = variant["inventoryItem"]["measurement"]["weight"]
    return int(measured["value"] * (1000 if measured["unit"] == "KILOGRAMS" else 1))


def edit(variant, given):
    """What a person types on a product's page: title, description, type, price, barcode, grams."""
    product = variant["product"]
    if "title" in given:
        product["title"] = given["title"]
        for one in product["variants"]:
            alone = one["title"] == "Default Title"
            one["displayName"] = given["title"] if alone else f"{given['title']} - {one['title']}"
    if "description" in given:
        product["description"] = given["description"]
        product["descriptionHtml"] = f"<p>{given['description']}</p>"
    product["productType"] = given.get("type", product["productType"])
    if "price" in given:
        variant["price"] = str(Decimal(str(given["price"])))
    if "compare_at_price" in given:
        variant["compareAtPrice"] = given["compare_at_price"]
    variant["barcode"] = given.get("barcode", variant["barcode"])
    if "grams" in given:
        variant["inventoryItem"]["measurement"]["weight"] = weight(given["grams"])
