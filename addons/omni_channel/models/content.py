from decimal import Decimal

from msgspec import Struct

from odoo import api, models
from odoo.addons.omni_base.core.documents import Product, ProductChange, Variant
from odoo.addons.omni_base.core.ownership import Agreed, mark, owned_field
from odoo.addons.omni_channel.core.content import STRICT, told

NAMED = ("category",)
"""What is compared by its name, and could not be put back."""


def told_mark(code):
    """Return under which name is kept what both sides showed when a field was told."""
    return f"told {code}"


class Side(Struct, frozen=True):
    """One field of one record, as it is here and there, in one comparable form."""

    record: object
    external_id: str
    field: str
    here: object
    there: object
    sends: bool = False
    is_lost: bool = False
    from_start: bool = False

    @property
    def key(self):
        return (self.record._name, self.record.id, self.external_id)


class Content(Struct, frozen=True):
    """What is compared of one product there; ``change``: what is to be told, or None."""

    sides: tuple[Side, ...] = ()
    change: ProductChange | None = None


class ContentValues(models.AbstractModel):
    """What Odoo says of a product, in the terms of a channel: the mirror of what comes in."""

    _name = "omni.content"
    _description = "Descriptions for channels"

    @api.model
    def _compared(self, connection, there):
        """Return {external id: Content} of these Products of the channel."""
        owners = connection._owners("product")
        listings = self._listings(connection, there)
        pairs = [(key, *pair) for key, one in there.items() for pair in self._pairs(one, listings)]
        agreed = self._agreed(connection, pairs)
        sides = {}
        for key, record, external_id, values, shown in pairs:
            known = agreed.get((record._name, record.id, external_id), {})
            found = self._sides(record, external_id, values, shown, owners, known)
            sides.setdefault(key, []).extend(found)
        contents = {}
        for key, found in sides.items():
            contents[key] = Content(tuple(found), self._change(there[key], found))
        return contents

    def _listings(self, connection, there):
        """Return {external id of a variant: listing with its product}: one query."""
        ids = [variant.external_id for one in there.values() for variant in one.variants]
        found = connection._known_listings(ids)
        return {key: row for key, row in found.items() if row.product_id}

    def _agreed(self, connection, pairs):
        keys = [(record._name, record.id, there) for _key, record, there, _v, _s in pairs]
        return self.env["omni.agreement"]._of(connection, keys) if keys else {}

    def _pairs(self, product, listings):
        """Return [(record, external id, {field: value here}, {field: value there})]."""
        values, units = self.env["omni.product.values"], None
        found, templates = [], self.env["product.template"]
        for variant in product.variants:
            listing = listings.get(variant.external_id)
            if not listing:
                continue
            own = listing.product_id
            units = units or values._units()
            templates |= own.product_tmpl_id
            shown = {"sku": variant.sku, "barcode": variant.barcode}
            shown["weight"] = float(variant.weight or 0) * units[0]
            here = {"sku": own.default_code, "barcode": own.barcode, "weight": own.weight}
            found.append((own, variant.external_id, here, shown))
        is_whole = len(templates) == 1 and len(found) == len(product.variants)
        if is_whole and len(templates.product_variant_ids) >= len(product.variants):
            found.append(self._of_template(templates, product))
        return found

    def _of_template(self, template, product):
        category = template.categ_id
        names = {name.lower() for name in product.categories}
        is_there = bool(category) and category.name.lower() in names
        here = {
            "name": template.name,
            "description": template.channel_description,
            "category": category.name,
        }
        shown = {
            "name": product.name,
            "description": product.description,
            "category": category.name if is_there else ", ".join(product.categories),
        }
        return template, product.external_id, here, shown

    def _sides(self, record, external_id, values, shown, owners, agreed):
        found = []
        for code, value in values.items():
            here, there = (self._plain(record, code, one) for one in (value, shown[code]))
            known = agreed.get(told_mark(code))
            decided = told(owners.get(code, "nobody"), mark(here), mark(there), known)
            is_lost = decided.is_lost and code not in NAMED
            more = (decided.sends, is_lost, known is None)
            found.append(Side(record, external_id, code, here, there, *more))
        return found

    def _plain(self, record, code, value):
        """Return a value of either side in one comparable form; None for an empty one."""
        target = owned_field("product", code).target
        if record._fields[target].type == "many2one":
            return value or None
        return self.env["omni.ownership"]._shown(record, target, value)

    def _change(self, product, sides):
        """Return the ProductChange of what is sent, or None."""
        sent = [side for side in sides if side.sends]
        if not sent:
            return None
        units = self.env["omni.product.values"]._units()
        variants, whole = {}, {}
        for side in sent:
            if side.record._name == "product.product":
                value = side.here
                if side.field == "weight":
                    value = Decimal(str(round(value / units[0], 6)))
                variants.setdefault(side.external_id, {})[side.field] = value
            else:
                whole[side.field] = side.here
        document = Product(
            external_id=product.external_id,
            name=whole.get("name", ""),
            description=str(whole.get("description", "")),
            categories=(whole["category"],) if "category" in whole else (),
            variants=tuple(Variant(external_id=key, **one) for key, one in variants.items()),
        )
        return ProductChange(key=product.external_id, product=document)

    @api.model
    def _settle(self, connection, contents, shown, sent):
        """Keep what both sides show now, and what was lost; return {key: labels not taken over}.

        ``shown``: {external id: Product}; ``sent``: which of them were told just now.
        """
        kept, lost, missed = {}, [], {}
        after = self._compared(connection, {key: shown[key] for key in sent})
        for key, content in contents.items():
            if content.change and key not in sent:
                continue
            now = {(side.key, side.field): side for side in after.get(key, content).sides}
            for side in content.sides:
                last = now.get((side.key, side.field), side)
                if side.is_lost:
                    row = (side.key, side.record, side.field, side.here, side.there, "there")
                    lost.append((*row, side.from_start))
                if side.sends and side.field in STRICT and mark(last.there) != mark(side.here):
                    missed.setdefault(key, []).append(owned_field("product", side.field).label)
                elif side.sends or mark(last.here) == mark(last.there):
                    agreed = Agreed(mark(side.here), mark(last.there))
                    kept.setdefault(side.key, {})[told_mark(side.field)] = agreed
        self._remember(connection, kept)
        self.env["omni.conflict"]._keep(connection, "product", lost)
        return missed

    def _remember(self, connection, kept):
        """Keep the marks of these fields, and those of the others as they were."""
        before = self.env["omni.agreement"]._of(connection, list(kept)) if kept else {}
        changed = {key: before.get(key, {}) | marks for key, marks in kept.items()}
        changed = {key: marks for key, marks in changed.items() if marks != before.get(key)}
        self.env["omni.agreement"]._keep(connection, changed)
