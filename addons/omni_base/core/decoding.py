"""Answers of others: no more than is taken of one; JSON is data, or it is a DecodeError."""

from typing import Any

import msgspec
from requests.exceptions import ContentDecodingError

from .errors import MappingError
from .text import _


def decoded(body, kind: Any = Any):
    """Return the JSON in ``body`` as ``kind``.

    Raises msgspec.DecodeError (ValidationError for another shape), also for bytes that are no UTF-8
    and for nesting without end.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from None


def read_as(body, kind):
    """Return a payload as a document; raise MappingError for one that has another form."""
    try:
        return decoded(body, kind)
    except msgspec.DecodeError as error:
        reason = _("The payload has a form that is not known here: %s", error)
        raise MappingError(reason) from None


class TooLarge(ContentDecodingError):
    """The answer goes on beyond what is taken of one."""


def limited(response, most):
    """Return the body of an answer that is being read; TooLarge beyond ``most`` bytes."""
    parts, size = [], 0
    for part in response.iter_content(256 * 1024):
        size += len(part)
        if size > most:
            raise TooLarge(f"the answer is larger than {most // 1024**2} MB")
        parts.append(part)
    return b"".join(parts)
