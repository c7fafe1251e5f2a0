"""Whether an answer has the form that the vendor's schema gives it."""

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    get_named_type,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    parse,
)

TEXT = str
PLAIN = {"Int": int, "Boolean": bool, "Float": (int, float), "UnsignedInt64": str}


class Checked:
    """One query of one schema; ``faults(data)`` says where data is not its answer."""

    def __init__(self, schema, text):
        self._schema = schema
        self._fragments = {}
        for node in parse(text).definitions:
            if hasattr(node, "type_condition"):
                self._fragments[node.name.value] = node
            else:
                self._root = node.selection_set

    def faults(self, data):
        return list(self._object(self._schema.query_type, self._root, data, "data"))

    def _value(self, kind, selected, value, path):
        if is_non_null_type(kind):
            if value is None:
                yield f"{path} is null"
                return
            kind = kind.of_type
        if value is None:
            return
        if is_list_type(kind):
            for n, one in enumerate(value):
                yield from self._value(kind.of_type, selected, one, f"{path}[{n}]")
        elif is_leaf_type(kind):
            yield from _leaf(kind, value, path)
        else:
            yield from self._object(kind, selected, value, path)

    def _object(self, kind, selected, value, path):
        if is_abstract_type(kind):
            options = [
                list(self._object(one, selected, value, path))
                for one in self._schema.get_possible_types(kind)
                if set(value) <= set(self._fields(one, selected))
            ]
            yield from min(options, key=len, default=[f"{path} is of no possible type"])
            return
        fields = self._fields(kind, selected)
        yield from (f"{path}.{name} is not asked for" for name in value if name not in fields)
        for name, node in fields.items():
            if name not in value:
                yield f"{path}.{name} is missing"
                continue
            field = kind.fields[node.name.value]
            yield from self._value(field.type, node.selection_set, value[name], f"{path}.{name}")

    def _fields(self, kind, selected):
        """{name in the answer: field} of what is selected on an object of this type."""
        found = {}
        for node in selected.selections:
            if isinstance(node, FieldNode):
                found[(node.alias or node.name).value] = node
                continue
            if isinstance(node, FragmentSpreadNode):
                node = self._fragments[node.name.value]
            if node.type_condition.name.value == kind.name:
                found |= self._fields(kind, node.selection_set)
        return found


def _leaf(kind, value, path):
    if is_enum_type(kind):
        if value not in kind.values:
            yield f"{path} is {value}, which is none of {get_named_type(kind).name}"
    elif not isinstance(value, PLAIN.get(kind.name, TEXT)):
        yield f"{path} is {value!r}, not {kind.name}"
