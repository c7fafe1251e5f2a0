"""A WooCommerce shop of scripted answers, and the adapter that talks to it."""

import copy
import json
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

from odoo.addons.omni_base.core.http import HttpSession
from odoo.addons.omni_channel.channels.woocommerce.adapter import WooCommerce

from tests.pure.wire import Reply, playing

from .described import refusals

KEY = "ck_0123456789"
SECRET = "cs_9876543210"
NOTICE = (
    b"<br />\n<b>Warning</b>:  Undefined array key &quot;x&quot; in <b>/var/www/a.php[12]</b> "
    b"on line <b>7</b><br />\n"
)
PAGE = Reply("<!DOCTYPE html><html><body>Checking your browser…</body></html>", status=200)
NOT_FOUND = Reply("<html><h1>Not Found</h1></html>", status=404)
SECONDS = "2026-07-01T10:%02d:%02d"


@contextmanager
def shop(*script, memory=None, door="pretty", **values):
    """The adapter and the wire that plays the script for it."""
    with playing(*script) as wire:
        found = WooCommerce.clean({"url": wire.url, "key": KEY, "secret": SECRET, **values})
        memory = {} if memory is None else memory
        if door:
            memory.setdefault("rest", {})["door"] = door
        yield WooCommerce(HttpSession(secrets=[KEY, SECRET]), found, memory=memory), wire
        assert refusals(wire) == []


def answer(data, total=None, **headers):
    if total is not None:
        headers |= {"X-WP-Total": str(total), "X-WP-TotalPages": "1"}
    return Reply(data, headers={"Content-Type": "application/json", **headers})


def refusal(status, code, message="no"):
    return Reply({"code": code, "message": message, "data": {"status": status}}, status=status)


def unsigned():
    """What the API answers to a wrong key, and to one whose header was dropped."""
    return refusal(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")


def read_only():
    return refusal(
        401,
        "woocommerce_rest_authentication_error",
        "The API key provided does not have write permissions.",
    )


def params(asked):
    """The parameters of a request, without those of the signature."""
    found = dict(parse_qsl(urlsplit(asked.path).query))
    return {name: value for name, value in found.items() if not name.startswith("oauth_")}


def path(asked):
    """The route below wc/v3, whatever the door."""
    found = params(asked).get("rest_route") or urlsplit(asked.path).path
    return found.partition("/wc/v3/")[2]


ADDRESS = {
    "first_name": "Zoé",
    "last_name": "Martin",
    "company": "",
    "address_1": "1 rue des Arts",
    "address_2": "Bât. B",
    "city": "Nantes",
    "state": "",
    "postcode": "44000",
    "country": "FR",
    "phone": "",
}
NOWHERE = dict.fromkeys(ADDRESS, "")

ORDER = {
    "id": 727,
    "number": "727",
    "status": "processing",
    "currency": "EUR",
    "prices_include_tax": True,
    "total": "12.00000000",
    "total_tax": "2.00000000",
    "date_created": "2026-07-01T12:00:00",
    "date_created_gmt": "2026-07-01T10:00:00",
    "date_modified_gmt": "2026-07-01T10:05:00",
    "date_paid_gmt": "2026-07-01T10:01:00",
    "date_completed_gmt": None,
    "customer_id": 12,
    "customer_note": "",
    "created_via": "checkout",
    "billing": {**ADDRESS, "email": "zoe@example.com", "phone": "0612345678"},
    "shipping": ADDRESS,
    "payment_method": "stripe",
    "payment_method_title": "Carte bancaire",
    "meta_data": [],
    "line_items": [],
    "tax_lines": [],
    "shipping_lines": [],
    "fee_lines": [],
    "coupon_lines": [],
    "refunds": [],
}


def rate(number=1, percent=20, *, compound=False, **changes):
    return {
        "id": 500 + number,
        "rate_code": f"FR-TVA-{number}",
        "rate_id": number,
        "label": "TVA",
        "compound": compound,
        "tax_total": "2.00",
        "shipping_tax_total": "0.00",
        "rate_percent": percent,
        **changes,
    }


def taxed(total, number=1):
    return {"id": number, "total": str(total), "subtotal": str(total)}


def line(number=1, total="10.00000000", tax="2.00000000", **changes):
    return {
        "id": number,
        "name": "Café Sidamo",
        "product_id": 93,
        "variation_id": 0,
        "quantity": 1,
        "subtotal": total,
        "subtotal_tax": tax,
        "total": total,
        "total_tax": tax,
        "taxes": [taxed(tax)],
        "meta_data": [],
        "sku": "CAF-250",
        "price": 10,
        **changes,
    }


def meta(key, value, **more):
    return {"id": 7, "key": key, "value": value, **more}


def order(number=727, /, **changes):
    """An order as the API writes it."""
    found = copy.deepcopy(ORDER) | {"id": number, "number": str(number)}
    found |= {"line_items": [line()], "tax_lines": [rate()]}
    return found | changes


def body(*args, **changes):
    return json.dumps(order(*args, **changes)).encode()
