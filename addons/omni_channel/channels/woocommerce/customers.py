"""The shop's accounts, also those that have not ordered.

WooCommerce lists them by id, name or the day they registered, never by change: so the newest are
asked for daily, all of them every seven days, and what changes in between rings.
https://woocommerce.github.io/woocommerce-rest-api-docs/#customers
"""

from datetime import timedelta

import msgspec
from msgspec import Raw, Struct

from odoo.addons.omni_base.core import paging
from odoo.addons.omni_base.core.documents import Customer, Item, Page
from odoo.addons.omni_base.core.errors import AuthError, RejectedError, RemoteError
from odoo.addons.omni_base.core.phone import international
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.times import instant, iso

from .payload import CUSTOMER, Meta, read_payload
from .people import (
    language_of,
    name_of,
    present,
    read_billing,
    read_delivery,
    read_vat,
    text_of,
)
from .tables import LANGUAGE_KEYS, NO_BUYERS, VAT_KEYS

CUSTOMERS_A_PAGE = 100
SHIFTED = 2
ALL_EVERY = timedelta(days=7)
EVERY_ROLE = "all"
FIELDS = (
    "id,email,first_name,last_name,role,date_created_gmt,date_modified_gmt,billing,shipping,"
    "meta_data"
)
ASKED = {"role": EVERY_ROLE, "per_page": 1, "_fields": "id"}
NO_LIST = _(
    "The shop does not show its customers to this key: its user lacks the right “list_users”. Make "
    "a key for a shop manager or an administrator, and test the connection again."
)


class Head(Struct):
    id: int
    date_created_gmt: str | None = None
    date_modified_gmt: str | None = None
    meta_data: list[Meta] | None = None


def why_denied(rest):
    """Return why the key may not list the shop's customers; an empty text where nothing is wrong
    with the key.
    """
    try:
        rest.get("customers", list[Raw], **ASKED)
    except (AuthError, RejectedError):
        return NO_LIST
    except RemoteError:
        return ""
    return ""


def changed(rest, cursor, now):
    """Yield Pages: those who registered since the last time, the newest first; or all by id.

    ``now``: a function that returns the shop's own clock, once it answered. Somebody who registers
    or is deleted meanwhile shifts the rest: a page begins a little before the end of the last one.
    """
    begun = {name: cursor[name] for name in ("from", "offset", "began") if name in cursor}
    place = {"from": start_of(cursor), "offset": 0, "began": ""} | begun
    portion = rest.portion("customers", CUSTOMERS_A_PAGE)
    while True:
        with portion.call():
            found = _ask(rest, **query(place, portion.size))
        place["began"] = place["began"] or iso(now())
        items = tuple(item_of(node) for node in found.data)
        began = "" if place["from"] else place["began"]
        if is_last(place, found):
            yield Page(items=items, cursor=finished(cursor, place), more=False, began=began)
            return
        place["offset"] += max(len(found.data) - SHIFTED, 1)
        kept = {name: cursor[name] for name in ("since", "full") if cursor.get(name)}
        yield Page(items=items, cursor=kept | place, more=True, began=began)


def by_id(rest, external_ids):
    """Return the Items of these accounts; those that are gone are left out."""
    found = []
    portion = rest.portion("customers", CUSTOMERS_A_PAGE)
    for some in paging.slices(external_ids, portion.size):
        with portion.call():
            page = _ask(rest, include=",".join(some), per_page=len(some))
        found += [item_of(node) for node in page.data]
    return found


def start_of(cursor):
    """Return the time since when who registered is asked for; empty where it is all of them."""
    if not cursor.get("since") or not cursor.get("full"):
        return ""
    if instant(cursor["since"]) - instant(cursor["full"]) >= ALL_EVERY:
        return ""
    return iso(paging.since(cursor))


def query(place, size):
    order = ("registered_date", "desc") if place["from"] else ("id", "asc")
    return {
        "per_page": size,
        "offset": place["offset"] or None,
        "orderby": order[0],
        "order": order[1],
    }


def is_last(place, found):
    """Whether nothing is left: no further page, or one that begins before what is asked for."""
    read = place["offset"] + len(found.data)
    if not found.data or (found.total is not None and read >= found.total):
        return True
    oldest = instant(_head(found.data[-1]).date_created_gmt) if place["from"] else None
    return bool(oldest) and oldest < instant(place["from"])


def finished(cursor, place):
    full = cursor.get("full", "") if place["from"] else place["began"]
    return {"since": place["began"], "full": full}


def item_of(node):
    """Return the Item of an account; of what plugins keep of a person, only what is read."""
    head = _head(node)
    whole = msgspec.json.decode(node, type=dict[str, Raw])
    if head.meta_data is not None:
        kept = [meta for meta in head.meta_data if _key(meta) in READ_KEYS]
        whole["meta_data"] = Raw(
            msgspec.json.encode([{"key": meta.key, "value": meta.value} for meta in kept])
        )
    version = head.date_modified_gmt or head.date_created_gmt or ""
    return Item(external_id=str(head.id), body=msgspec.json.encode(whole), version=version)


def read_customer(body):
    """Return the Customer: called as the account is, else as its billing address."""
    payload = read_payload(CUSTOMER, body)
    billing, shipping = present(payload.billing), present(payload.shipping)
    phone = text_of(billing.phone) or text_of(shipping.phone)
    return Customer(
        external_id=str(payload.id),
        name=name_of(payload) or name_of(billing) or name_of(shipping),
        email=text_of(payload.email) or text_of(billing.email),
        phone=international(phone, billing.country or shipping.country),
        company=text_of(billing.company),
        vat=read_vat(payload),
        language=language_of(payload),
        billing=read_billing(payload),
        delivery=read_delivery(payload),
        created_at=instant(payload.date_created_gmt),
        changed_at=instant(payload.date_modified_gmt or payload.date_created_gmt),
        is_buyer=payload.role not in NO_BUYERS,
    )


def _ask(rest, **asked):
    """A key that may read orders, and not this, is no reason to stop reading orders."""
    try:
        return rest.get("customers", list[Raw], role=EVERY_ROLE, _fields=FIELDS, **asked)
    except AuthError as error:
        if not rest.reads():
            raise
        raise RejectedError(NO_LIST, status=error.status, detail=error.detail) from None


def _head(node):
    return msgspec.json.decode(node, type=Head, strict=False)


def _key(meta):
    return meta.key.lstrip("_").lower()


READ_KEYS = {key.lstrip("_").lower() for key in (*VAT_KEYS, *LANGUAGE_KEYS)}
