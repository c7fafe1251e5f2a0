"""Answers of a shop that nobody put in order: notices before the data, pages instead of it."""

import html
import json
import re

import msgspec

from odoo.addons.omni_base.core.decoding import decoded

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
START = re.compile(rb"(?:^|[\n>])[ \t\r]*(?=[\[{])")
MOST_STARTS = 200
MESSAGE = re.compile(r'"message"\s*:\s*"((?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*)"')
CODE = re.compile(r'"code"\s*:\s*"([\w-]+)"')


def data_of(body, kind):
    """Return the JSON of a body as ``kind``, also behind a byte order mark or PHP's notices.

    Raises msgspec.ValidationError for another shape, msgspec.DecodeError for what is no data.
    """
    text = body.removeprefix(BYTE_ORDER_MARK).strip()
    try:
        return decoded(text, kind)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError as error:
        clean = behind_notices(text)
        if clean is None:
            raise error from None
    return decoded(clean, kind)


def behind_notices(text):
    """Return the JSON that ends a body which begins with something else, or None.

    What begins as JSON and is broken is a cut answer: nothing inside it may pass for the whole.
    """
    if text[:1] in (b"{", b"["):
        return None
    for number, start in enumerate(START.finditer(text)):
        if number == MOST_STARTS:
            return None
        rest = text[start.end() :]
        try:
            decoded(rest, msgspec.Raw)
        except msgspec.DecodeError:
            continue
        return rest
    return None


def is_page(body):
    """Whether a body (or the start of one) is a page for people and no data."""
    text = body.encode() if isinstance(body, str) else body
    text = text.removeprefix(BYTE_ORDER_MARK).strip()
    if text[:1] in (b"{", b"["):
        return False
    return not re.search(rb'[\n>]\s*[\[{]\s*"', text)


def code_of(detail):
    """Return the vendor's error code in the start of an answer, or an empty text."""
    found = CODE.search(detail or "")
    return found[1] if found else ""


def words_of_refusal(answer):
    """Return the vendor's own words in a refusing Answer, without their markup."""
    try:
        found = data_of(answer.body, dict)
    except msgspec.DecodeError:
        return ""
    return plain(str(found.get("message") or ""))


def words_in(detail):
    """Return the vendor's own words in the start of a refusing answer."""
    found = MESSAGE.search(detail or "")
    return plain(json.loads(f'"{found[1]}"')) if found else "-"


def plain(text):
    """Return a text without the markup and the entities that WordPress puts into words."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text or "")).split())
