"""@idempotent(key:): the same key does a thing once and gets the same answer again.

From 2026-04 on some mutations refuse to run without it. shopify.dev "Idempotent requests".
"""

import json

from graphql import GraphQLError
from graphql.execution.values import get_directive_values

from tests.sandbox.shopify.refusals import TopLevelError

MISSING = "The @idempotent directive is required for this mutation but was not provided."
MISMATCH = "The same idempotency key cannot be used with different operation parameters."


def once(mutation, mismatch):
    """Wrap a resolver; `mismatch(message)` makes its payload for a key used for other input."""

    def resolve(root, info, **arguments):
        key = _key(info)
        if not key:
            raise TopLevelError(MISSING, "BAD_REQUEST")
        known = info.context.answers_by_key
        name = (info.field_name, key)
        fingerprint = json.dumps(arguments, sort_keys=True, default=str)
        if name in known:
            seen, payload = known[name]
            return payload if seen == fingerprint else mismatch(MISMATCH)
        payload = mutation(root, info, **arguments)
        known[name] = (fingerprint, payload)
        return payload

    return resolve


def _key(info):
    directive = info.schema.get_directive("idempotent")
    for node in info.field_nodes:
        try:
            given = get_directive_values(directive, node, info.variable_values)
        except GraphQLError:
            return None
        if given:
            return given["key"]
    return None
