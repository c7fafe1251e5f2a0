"""The shop's media library: files below wp-content/uploads, and which of them products show.

What is uploaded is drawn when it is asked for: a plain square of a colour that its name decides.
A variation without a picture shows that of its product, as WC_Product_Variation does.
https://woocommerce.github.io/woocommerce-rest-api-docs/#product-images-properties
"""

import struct
import zlib
from hashlib import sha256

from werkzeug.wrappers import Response

from tests.sandbox.woocommerce.clock import dates, now

FOLDER = "/wp-content/uploads/"
SIDE = 16


def upload(store, home, name):
    """A file that the merchant adds, as a product of the API shows it."""
    store.media.add(name)
    moment = now()
    return {
        "id": store.new_id(),
        **dates(store.zone, date_created=moment, date_modified=moment),
        "src": f"{home}{FOLDER}{name}",
        "name": name,
        "alt": "",
    }


def file_response(store, path):
    """The file at a path, None where there is none."""
    name = path.removeprefix(FOLDER)
    if not path.startswith(FOLDER) or name not in store.media:
        return None
    return Response(drawn(name), mimetype="image/png")


def drawn(name):
    """A square PNG in a colour of its own for each name."""
    colour = sha256(name.encode()).digest()[:3]
    rows = (b"\0" + colour * SIDE) * SIDE
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, body) for kind, body in parts)


def _part(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pictures(store, product):
    """What a product or a variation shows."""
    parent = store.products.get(product["parent_id"])
    return product["images"] or (parent["images"][:1] if parent else [])
