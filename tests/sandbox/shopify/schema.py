"""The played part of the Admin API's schema, and the vendor's whole one when it is at hand."""

import gzip
import json
from functools import lru_cache
from pathlib import Path

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    build_client_schema,
    build_schema,
    parse,
    validate,
)

FOLDER = Path(__file__).parent / "schema"
VERSIONS = ("2026-04", "2026-07", "2026-10")


@lru_cache(maxsize=1)
def played_schema():
    """A GraphQLSchema without resolvers; resolvers.py puts them on."""
    text = "\n".join(path.read_text() for path in sorted(FOLDER.glob("*.graphql")))
    return build_schema(text)


@lru_cache(maxsize=3)
def vendor_schema(folder, version):
    """Shopify's own schema of that version from the folder of descriptions; takes seconds."""
    path = Path(folder) / "shopify" / f"admin_{version}.json.gz"
    if not path.exists():
        return None
    described = json.loads(gzip.decompress(path.read_bytes()))
    return build_client_schema(described.get("data", described), assume_valid=True)


@lru_cache(maxsize=2000)
def parsed(text):
    """The document, or the GraphQLSyntaxError."""
    try:
        return parse(text)
    except GraphQLSyntaxError as problem:
        return problem


@lru_cache(maxsize=2000)
def violations(text, folder, version):
    """What Shopify's own schema says against a document (a tuple of GraphQLErrors)."""
    schema = vendor_schema(folder, version) if folder else None
    return tuple(validate(schema, parsed(text))) if schema else ()


@lru_cache(maxsize=2000)
def unplayed(text):
    """What the played schema says against a document (a tuple of GraphQLErrors)."""
    document = parsed(text)
    if isinstance(document, GraphQLError):
        return (document,)
    return tuple(validate(played_schema(), document))


def operation_words(document):
    """Types, names and root fields of a document: mutation Push inventorySetQuantities."""
    if isinstance(document, GraphQLError):
        return "unreadable"
    words = []
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            words.append(definition.operation.value)
            words += [definition.name.value] if definition.name else []
            fields = definition.selection_set.selections
            words += [field.name.value for field in fields if isinstance(field, FieldNode)]
    return " ".join(words)
