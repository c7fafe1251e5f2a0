"""Calculated query cost, and the leaky bucket it is taken from.

shopify.dev "Rate limits": scalars and enums 0, objects 1, interfaces and unions the dearest of
their possible selections, a mutation 10, a connection by its first/last. Connection sizes count
logarithmically (confirmed by Shopify's staff in its developer forum and by a published debug
answer: variants(first: 250) { nodes { inventoryItem } } costs 24 = 2 + 2 x floor(2 ln 250)).
Value objects without identity cost nothing there. `linear` is the older, stricter reading.
"""

import math
import time

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.values import get_argument_values

from tests.sandbox.shopify.connections import PAGE_LIMIT
from tests.sandbox.shopify.refusals import TopLevelError

FREE_TYPES = {
    "PageInfo",
    "MoneyV2",
    "MailingAddress",
    "LocationAddress",
    "ShopAddress",
    "CurrencyFormats",
    "InventoryItemMeasurement",
    "Weight",
    "Attribute",
    "SelectedOption",
}
MUTATION_COST = 10
CONNECTION_COST = 2


class Cost:
    """Cost of one operation. `sizes` gives the real number of nodes of a top-level connection."""

    def __init__(self, schema, document, variables, linear=False):
        self.schema, self.variables, self.linear = schema, variables or {}, linear
        self.fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }

    def of(self, operation: OperationDefinitionNode, sizes=None):
        if operation.operation.value == "mutation":
            fields = [s for s in operation.selection_set.selections if isinstance(s, FieldNode)]
            return MUTATION_COST * len(fields)
        return self._selections(operation.selection_set, self.schema.query_type, sizes or {})

    def _selections(self, selection_set, parent, sizes=None):
        if selection_set is None:
            return 0
        total, typed = 0, {}
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                total += self._field(selection, parent, sizes)
                continue
            kind, inner = self._fragment(selection, parent)
            typed[kind.name] = typed.get(kind.name, 0) + self._selections(inner, kind, sizes)
        if is_abstract_type(parent):
            return total + max(typed.values(), default=0)
        return total + sum(typed.values())

    def _fragment(self, selection, parent):
        node = selection
        if isinstance(selection, FragmentSpreadNode):
            node = self.fragments[selection.name.value]
        elif isinstance(selection, InlineFragmentNode) and not node.type_condition:
            return parent, node.selection_set
        return self.schema.type_map[node.type_condition.name.value], node.selection_set

    def _field(self, node, parent, sizes):
        definition = getattr(parent, "fields", {}).get(node.name.value)
        if definition is None:
            return 0
        kind = get_named_type(definition.type)
        if is_leaf_type(kind):
            return 0
        if kind.name.endswith("Connection"):
            return self._connection(node, definition, kind, sizes)
        inner = self._selections(node.selection_set, kind)
        if node.name.value == "nodes" and parent is self.schema.query_type:
            ids = get_argument_values(definition, node, self.variables)["ids"]
            return len(ids) * (1 + inner)
        if kind.name in FREE_TYPES or kind.name.endswith("Edge"):
            return inner
        return 1 + inner

    def _connection(self, node, definition, kind, sizes):
        arguments = get_argument_values(definition, node, self.variables)
        for name in ("first", "last"):
            _check_page_size(node, name, arguments.get(name))
        size = arguments.get("first") or arguments.get("last") or 1
        key = node.alias.value if node.alias else node.name.value
        size = (sizes or {}).get(key, size)
        inner = self._selections(node.selection_set, kind)
        return CONNECTION_COST + self._weight(size) * inner

    def _weight(self, size):
        if self.linear or size == 0:
            return size
        return math.floor(2 * math.log(max(2, size)))


def _check_page_size(node, name, size):
    if size is not None and not 0 <= size <= PAGE_LIMIT:
        raise TopLevelError(
            f"Argument '{name}' on Field '{node.name.value}' has an invalid value ({size}). "
            f"Expected a page size from 0 to {PAGE_LIMIT}.",
            "argumentLiteralsIncompatible",
        )


class Bucket:
    """Points that flow back with time. Callers hold the vendor's lock."""

    def __init__(self, maximum=2000.0, restore_rate=100.0, query_limit=1000, linear=False):
        self.configure(maximum, restore_rate, query_limit, linear)

    def configure(self, maximum=None, restore_rate=None, query_limit=None, linear=None):
        if maximum is not None:
            self.maximum = float(maximum)
        if restore_rate is not None:
            self.restore_rate = float(restore_rate)
        if query_limit is not None:
            self.query_limit = int(query_limit)
        if linear is not None:
            self.linear = bool(linear)
        self.level, self.read_at, self.refused = self.maximum, time.monotonic(), 0

    def available(self):
        now = time.monotonic()
        self.level = min(self.maximum, self.level + (now - self.read_at) * self.restore_rate)
        self.read_at = now
        return self.level

    def take(self, points):
        """Whether the points were there; they are gone then."""
        if self.available() < points:
            self.refused += 1
            return False
        self.level -= points
        return True

    def give_back(self, points):
        self.level = min(self.maximum, self.level + points)

    def status(self):
        return {
            "maximumAvailable": self.maximum,
            "currentlyAvailable": int(self.available()),
            "restoreRate": self.restore_rate,
        }
