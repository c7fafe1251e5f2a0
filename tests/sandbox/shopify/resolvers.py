"""Resolvers on the played schema: how each field that is not a plain key is answered."""

from functools import lru_cache

from graphql import GraphQLError, get_named_type, is_list_type, is_non_null_type

from tests.sandbox.shopify import stock
from tests.sandbox.shopify.connections import list_page
from tests.sandbox.shopify.mutations import MUTATIONS
from tests.sandbox.shopify.queries import QUERIES
from tests.sandbox.shopify.schema import played_schema


@lru_cache(maxsize=1)
def playing_schema():
    """The played schema, able to answer. The context is the Store."""
    schema = played_schema()
    for kind in schema.type_map.values():
        for name, field in getattr(kind, "fields", {}).items():
            if not hasattr(field, "resolve"):
                continue
            field.resolve = _resolver(schema, kind, name, field)
    return schema


def _resolver(schema, kind, name, field):
    if kind is schema.query_type:
        return QUERIES.get(name, _unplayed)
    if kind is schema.mutation_type:
        return MUTATIONS.get(name, _unplayed)
    if (kind.name, name) in COMPUTED:
        return COMPUTED[kind.name, name]
    if get_named_type(field.type).name.endswith("Connection"):
        return _connection
    bare = field.type.of_type if is_non_null_type(field.type) else field.type
    if is_list_type(bare) and "first" in field.args:
        return _first_of_list
    return field.resolve or _plain


def _unplayed(_root, info, **_arguments):
    raise GraphQLError(f"{info.field_name} is not played", extensions={"code": "NOT_PLAYED"})


def _plain(source, info, **_arguments):
    return source.get(info.field_name)


def _connection(source, info, **arguments):
    return list_page(source.get(info.field_name) or [], arguments)


def _first_of_list(source, info, first=None, **_arguments):
    return (source.get(info.field_name) or [])[:first]


def _quantities(level, _info, names):
    try:
        return stock.quantities(level, names)
    except KeyError as problem:
        message = f"Invalid inventory quantity name: {problem.args[0]}"
        raise GraphQLError(message, extensions={"code": "BAD_REQUEST"}) from problem


def _level_at(item, info, locationId, **_arguments):
    return info.context.level(item["id"], locationId)


def _levels(item, info, **arguments):
    levels = [level for level in info.context.levels.values() if level["item"] is item]
    return list_page(levels, arguments)


def _available(variant, info, **_arguments):
    return stock.total_available(info.context, variant)


def _for_sale(variant, info, **_arguments):
    return stock.total_available(info.context, variant) > 0


def _total_inventory(product, info, **_arguments):
    return sum(stock.total_available(info.context, variant) for variant in product["variants"])


def _any_out_of_stock(product, info, **_arguments):
    return any(stock.total_available(info.context, v) <= 0 for v in product["variants"])


def _formatted(address, _info, withCompany=True, withName=False):
    lines = list(address["formatted"])
    if not withCompany and address["company"]:
        lines.remove(address["company"])
    return [address["name"], *lines] if withName and address["name"] else lines


def _orders_of(customer, info, **arguments):
    orders = [o for o in info.context.orders.values() if o["customer"] is customer]
    return list_page(orders, arguments)


def _last_order(customer, info):
    orders = [o for o in info.context.orders.values() if o["customer"] is customer]
    return orders[-1] if orders else None


def _fulfillable_orders(order, _info, **arguments):
    return list_page(order["fulfillmentOrders"], arguments)


COMPUTED = {
    ("InventoryLevel", "quantities"): _quantities,
    ("InventoryItem", "inventoryLevel"): _level_at,
    ("InventoryItem", "inventoryLevels"): _levels,
    ("ProductVariant", "inventoryQuantity"): _available,
    ("ProductVariant", "sellableOnlineQuantity"): _available,
    ("ProductVariant", "availableForSale"): _for_sale,
    ("Product", "totalInventory"): _total_inventory,
    ("Product", "hasOutOfStockVariants"): _any_out_of_stock,
    ("MailingAddress", "formatted"): _formatted,
    ("Customer", "orders"): _orders_of,
    ("Customer", "lastOrder"): _last_order,
    ("Order", "fulfillmentOrders"): _fulfillable_orders,
}
