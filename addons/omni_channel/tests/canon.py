"""Sale orders as bytes that can be compared: everything stored, but the ids and the company."""

import json

from odoo.fields import Domain

ASIDE = {
    "id",
    "name",
    "create_uid",
    "create_date",
    "write_uid",
    "write_date",
    "company_id",
    "warehouse_id",
    "journal_id",
    "access_token",
    "omni_connection_id",
    "order_id",
    "picking_ids",
    "stock_reference_ids",
}
"""What says who, when and where it was written, and not what was ordered."""
PLACE = (
    "name",
    "street",
    "street2",
    "zip",
    "city",
    "country_code",
    "email",
    "phone",
    "type",
    "vat",
)


def canonical(connection):
    """Return {order id in the shop: canonical JSON of its sale order and its lines}."""
    domain = Domain("omni_connection_id", "=", connection.id)
    sales = connection.env["sale.order"].search(domain)
    return {sale.omni_external_id: _bytes(sale) for sale in sales}


def _bytes(sale):
    told = _row(sale)
    told["order_line"] = [_row(one) for one in sale.order_line.sorted(lambda one: one.id)]
    return json.dumps(told, sort_keys=True, indent=1, ensure_ascii=False).encode()


def _row(record):
    """Return the stored fields of a record, what it points at by what it is called.

    The one JSON field repeats, by their ids, the values that were imported.
    """
    return {
        name: _value(record, field)
        for name, field in record._fields.items()
        if field.store and name not in ASIDE and field.type not in ("one2many", "binary", "json")
    }


def _value(record, field):
    value = record[field.name]
    if field.type in ("many2one", "many2many", "reference"):
        return sorted(_called(one) for one in value) if value else []
    if field.type in ("date", "datetime"):
        return value.isoformat() if value else None
    return repr(value) if isinstance(value, float) else value if value else None


def _called(record):
    if record._name == "res.partner":
        return [str(record[name] or "") for name in PLACE] + [record.parent_id.name or ""]
    if record._name == "account.tax":
        return [record.name, repr(record.amount), record.price_include]
    return record.display_name
