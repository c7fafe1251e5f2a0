"""Addresses and customers, in Shopify's shape, from what a buyer typed."""

from tests.sandbox.shopify.money import money
from tests.sandbox.shopify.store import now_text, number_of

COUNTRIES = {
    "FR": "France", "BE": "Belgium", "CH": "Switzerland", "DE": "Germany", "ES": "Spain",
    "IT": "Italy", "LU": "Luxembourg", "NL": "Netherlands", "GB": "United Kingdom",
    "US": "United States", "CA": "Canada", "AT": "Austria", "PT": "Portugal", "IE": "Ireland",
    "MC": "Monaco", "GP": "Guadeloupe", "MQ": "Martinique", "RE": "Réunion", "JP": "Japan",
}  # fmt: skip


COPIED = {
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "company": "company",
    "firstName": "first_name",
    "lastName": "last_name",
    "latitude": "latitude",
    "longitude": "longitude",
    "phone": "phone",
    "province": "province",
    "provinceCode": "province_code",
    "zip": "zip",
}


def address(store, typed):
    """A MailingAddress from snake_case fields, or None for nothing."""
    if not typed:
        return None
    code = typed.get("country_code") or ("FR" if typed.get("zip") else None)
    country = typed.get("country") or COUNTRIES.get(code, code)
    names = (typed.get("first_name"), typed.get("last_name"))
    area = ", ".join(part for part in (typed.get("city"), country) if part)
    return {
        "__typename": "MailingAddress",
        "id": store.new_gid("MailingAddress") + "?model_name=Address",
        **{name: typed.get(key) for name, key in COPIED.items()},
        "coordinatesValidated": False,
        "country": country,
        "countryCode": code,
        "countryCodeV2": code,
        "name": typed.get("name") or " ".join(part for part in names if part) or None,
        "formatted": _envelope(typed, country),
        "formattedArea": area or None,
        "timeZone": None,
        "validationResultSummary": None,
    }


def _envelope(typed, country):
    city_line = " ".join(part for part in (typed.get("zip"), typed.get("city")) if part)
    lines = [typed.get("company"), typed.get("address1"), typed.get("address2"), city_line]
    return [line for line in [*lines, country] if line]


def customer_for(store, typed, home, email, phone):
    """The known customer with this e-mail address, else a new one."""
    typed = typed or {}
    email = typed.get("email") or email
    known = None if typed.get("new") else store.customers_by_email.get(email)
    if known:
        known["numberOfOrders"] = str(int(known["numberOfOrders"]) + 1)
        known["updatedAt"] = now_text()
        return known
    return new_customer(store, {**typed, "email": email, "phone": phone}, home)


def new_customer(store, typed, home):
    gid = typed.get("id") or store.new_gid("Customer")
    home = home or {}
    now = now_text()
    store.customers[gid] = {
        "__typename": "Customer",
        "id": gid,
        "legacyResourceId": number_of(gid),
        **_name_and_contact(store, typed, home),
        "defaultAddress": home or None,
        "addressesV2": [home] if home else [],
        "note": typed.get("note"),
        "tags": typed.get("tags") or [],
        "locale": typed.get("locale") or "fr-FR",
        "amountSpent": money(0, store.currency),
        "numberOfOrders": "1",
        "taxExempt": bool(typed.get("tax_exempt")),
        "taxSettings": {"__typename": "TaxSettings", "taxId": None},
        "createdAt": now,
        "updatedAt": now,
        **CUSTOMER_CONSTANTS,
    }
    if typed.get("email"):
        store.customers_by_email[typed["email"]] = store.customers[gid]
    return store.customers[gid]


def _name_and_contact(store, typed, home):
    first = typed.get("first_name") or home.get("firstName")
    last = typed.get("last_name") or home.get("lastName")
    email, phone = typed.get("email"), typed.get("phone")
    shown = " ".join(part for part in (first, last) if part)
    return {
        "firstName": first,
        "lastName": last,
        "displayName": shown or email or phone or "",
        "email": email,
        "phone": phone,
        "defaultEmailAddress": _email(store, email),
        "defaultPhoneNumber": _phone(phone),
    }


CUSTOMER_CONSTANTS = {
    "dataSaleOptOut": False,
    "image": {
        "__typename": "Image",
        "id": None,
        "altText": None,
        "height": None,
        "width": None,
        "thumbhash": None,
        "metafield": None,
        "metafields": [],
        "url": "https://cdn.shopify.com/proxy/no-customer-image.png",
    },
    "lastOrder": None,
    "lifetimeDuration": "moins d'une minute",
    "metafield": None,
    "metafields": [],
    "multipassIdentifier": None,
    "productSubscriberStatus": "NEVER_SUBSCRIBED",
    "state": "DISABLED",
    "taxExemptions": [],
    "verifiedEmail": True,
}


def _email(store, email):
    if not email:
        return None
    link = f"https://{store.shop['myshopifyDomain']}/account"
    return {
        "__typename": "CustomerEmailAddress",
        "emailAddress": email,
        "marketingOptInLevel": None,
        "marketingState": "NOT_SUBSCRIBED",
        "marketingUnsubscribeUrl": f"{link}/unsubscribe",
        "marketingUpdatedAt": None,
        "openTrackingLevel": "UNKNOWN",
        "openTrackingUrl": f"{link}/opt_out",
        "sourceLocation": None,
        "validFormat": "@" in email,
    }


def _phone(phone):
    if not phone:
        return None
    return {
        "__typename": "CustomerPhoneNumber",
        "phoneNumber": phone,
        "marketingState": "NOT_SUBSCRIBED",
    }
