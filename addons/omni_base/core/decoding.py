"""JSON of others: whatever the bytes are, it is data or it is a DecodeError."""

from typing import Any

import msgspec


def decoded(body, kind: Any = Any):
    """Return the JSON in ``body`` as ``kind``.

    Raises msgspec.DecodeError (ValidationError for another shape), also for bytes that are no UTF-8
    and for nesting without end.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from None
