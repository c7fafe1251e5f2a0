"""The vendor's published schema, and what a query costs by the vendor's published rules."""

import gzip
import json
import os
from functools import lru_cache
from pathlib import Path

import pytest
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    build_client_schema,
    get_variable_values,
    parse,
    validate,
)

from odoo.addons.omni_channel.channels.shopify.queries import API_VERSION, NEXT_VERSION

VERSIONS = (API_VERSION, NEXT_VERSION)


def folder():
    """The folder of the vendors' descriptions, or None."""
    return os.environ.get("VENDOR_SPECS")


@lru_cache(maxsize=2)
def schema(version):
    """The vendor's schema; a test that needs it is skipped without the descriptions."""
    if not folder():
        pytest.skip("needs the vendors' descriptions (VENDOR_SPECS)")
    path = Path(folder()) / "shopify" / f"admin_{version}.json.gz"
    found = json.loads(gzip.decompress(path.read_bytes()))
    return build_client_schema(found.get("data", found), assume_valid=True)


@lru_cache(maxsize=200)
def faults(version, text):
    """What the vendor's schema finds wrong in a query, as texts."""
    return [error.message for error in validate(schema(version), parse(text))]


def refused(version, text, variables):
    """What the vendor's schema finds wrong in a query and its variables, as texts."""
    if faults(version, text):
        return faults(version, text)
    found = get_variable_values(schema(version), _variables(text), variables)
    return [error.message for error in found] if isinstance(found, list) else []


@lru_cache(maxsize=200)
def _variables(text):
    return _operation(parse(text)).variable_definitions or ()


def _operation(document):
    return next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))


def points(text, variables):
    """What a query is charged at most: an object 1, a connection 2 and its nodes, a list once.

    The strictest reading: value objects such as amounts count, and pageInfo too.
    """
    document = parse(text)
    fragments = {
        node.name.value: node for node in document.definitions if hasattr(node, "type_condition")
    }
    operation = _operation(document)
    base = 10 if operation.operation.value == "mutation" else 0
    return base + _selected(operation.selection_set, fragments, variables)


def _selected(selection_set, fragments, variables):
    total, inline = 0, [0]
    for node in selection_set.selections:
        if isinstance(node, FragmentSpreadNode):
            total += _selected(fragments[node.name.value].selection_set, fragments, variables)
        elif isinstance(node, FieldNode):
            total += _field(node, fragments, variables)
        else:
            inline.append(_selected(node.selection_set, fragments, variables))
    return total + max(inline)


def _field(node, fragments, variables):
    if not node.selection_set:
        return 0
    arguments = {
        argument.name.value: _value(argument.value, variables) for argument in node.arguments or ()
    }
    inside = _selected(node.selection_set, fragments, variables)
    if "first" in arguments:
        return 2 + _pages(node, fragments) + arguments["first"] * (inside - _pages(node, fragments))
    if "ids" in arguments:
        return len(arguments["ids"]) * (1 + inside)
    return 1 + inside


def _pages(node, fragments):
    """1 when the connection's pageInfo is asked, which counts once and not for each node."""
    names = set()
    for child in node.selection_set.selections:
        spread = isinstance(child, FragmentSpreadNode)
        found = fragments[child.name.value].selection_set.selections if spread else [child]
        names |= {one.name.value for one in found}
    return 1 if "pageInfo" in names else 0


def _value(node, variables):
    if node.kind == "variable":
        return variables.get(node.name.value)
    return int(node.value) if node.kind == "int_value" else getattr(node, "value", None)
