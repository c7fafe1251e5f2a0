"""Both sides' own records, read when everything has come to rest."""

import math

from .count import Here, There

SOLD_AT = "Nantes"
"""The location that shows Odoo's stock."""
READ_AT_ONCE = 500


def read_there(world):
    found = world.outside.get("/_control/shopify/books")
    stock = {
        sku: next(pieces for name, pieces in places.items() if SOLD_AT in name)
        for sku, places in found["stock"].items()
    }
    labels = [
        label["external_reference_id"].rsplit("-", 1)[0]
        for label in world.outside.state("sendcloud")["labels_bought"]
        if not label["cancelled"]
    ]
    return There(orders=found["orders"], stock=stock, labels=labels)


def read_here(world, packer):
    """From core's tables where core has one; our own are asked for verdicts only."""
    waiting = "state = 'dead' OR (state = 'parked' AND severity = 'error')"
    problems = world.sql(f"SELECT external_id, resource, reason FROM omni_message WHERE {waiting}")
    rows = [row.split("|", 2) for row in problems]
    others = [reason for _id, kind, reason in rows if kind != "order"]
    others += world.sql("SELECT resource || ': ' || reason FROM omni_intent WHERE state = 'dead'")
    others += world.sql("SELECT name || ': ' || problem FROM omni_connection WHERE problem > ''")
    sales = world.sql(
        "SELECT omni_external_id, state FROM sale_order WHERE omni_external_id IS NOT NULL"
    )
    return Here(
        sales=[tuple(row.split("|")) for row in sales],
        stock=promised(world),
        problems=[external_id for external_id, kind, _reason in rows if kind == "order"],
        other_problems=others,
        ignored=world.sql(
            "SELECT external_id FROM omni_message WHERE resource = 'order' AND state = 'ignored'"
        ),
        wanted=packer.wanted,
        refused=label_problems(world),
    )


def label_problems(world):
    """{transfer: reason} of the labels that a person sees in the list of problems."""
    rows = world.insist(
        lambda odoo: odoo.search_read(
            "omni.problem", [("res_model", "=", "omni.label")], ["subject", "reason"]
        )
    )
    return {row["subject"]: row["reason"] for row in rows}


def promised(world):
    """{sku: what core says is there, less what core says is asked for}."""
    fields = ["default_code", "qty_available", "outgoing_qty"]
    skus, ids, found = list(world.products), list(world.products.values()), {}
    for start in range(0, len(ids), READ_AT_ONCE):
        part = ids[start : start + READ_AT_ONCE]
        rows = world.insist(
            lambda odoo, part=part: odoo.call("product.product", "read", part, fields)
        )
        for row in rows:
            free = math.floor(row["qty_available"] - row["outgoing_qty"] + 1e-6)
            found[row["default_code"]] = max(free, 0)
    return {sku: found[sku] for sku in skus}
