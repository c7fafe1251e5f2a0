import math
from collections import defaultdict
from fractions import Fraction

from odoo import models
from odoo.addons.omni_mrp.core.parted import Holder, part_out


class Pool(models.Model):
    """Kits and their components are parted together: no component is promised twice."""

    _inherit = "omni.pool"

    def _part(self, products):
        mixed = self.env["omni.kit"]._mixed(products)
        parting = super()._part(products - mixed)
        for pool in self if mixed else ():
            pool._part_kits(parting, mixed)
        return parting

    def _part_kits(self, parting, products):
        """Decide about kits and what kits contain, in as many queries however many they are.

        What a component's own listing gets hangs on what its kits can use of it, and so on their
        other components: those are read too, with all that takes them.
        """
        needs = self._needs_around(products)
        own = self._components(products, needs)
        kits = {kit for kit, need in needs.items() if own & need.keys()}
        around = own.union(*(needs[kit] for kit in kits))
        holders, product_of = self._holders(around, needs)
        components = products.browse(sorted(around))
        stock = {
            product_id: math.floor(available.promised)
            for product_id, available in self._available(components).items()
            if product_id in around
        }
        kept = {component: pieces - self.kept for component, pieces in stock.items()}
        pieces = part_out(holders, kept, self.share_ids._rules(components))
        for key, holder in holders.items():
            if product_of[key] in kits | own:
                parting.parts[key], parting.pieces[key] = holder.part, pieces[key]
        parting.promised.update({(self.id, one): stock[one] for one in own})

    def _needs_around(self, products):
        """Return {kit's id: {component's id: Fraction}} of all that shares a component with these,
        and of all that shares one with those.
        """
        kits = self.env["omni.kit"]
        near = kits._sharing(products.ids)
        wide = products.browse(sorted(kits._sharing(near)))
        return {
            kit_id: {component: Fraction(pieces) for component, pieces in need.items()}
            for kit_id, need in kits._needs(wide, self.company_id).items()
        }

    def _components(self, products, needs):
        """Return the ids of what is counted of these products."""
        single = {product.id for product in products if product.id not in needs}
        return single.union(*(needs[one.id] for one in products if one.id in needs))

    def _holders(self, components, needs):
        """Return ({key: Holder} of all that takes one of these components, {key: product id})."""
        kits = {kit for kit, need in needs.items() if components & need.keys()}
        shown = self.env["product.product"].browse(sorted(components | kits))
        holders, product_of = {}, {}
        for row in self._read_parts(shown):
            _pool_id, product_id, connection_id, listing_id, place_id, _level, is_told, part = row
            need = needs.get(product_id)
            takes = {one: pieces for one, pieces in (need or {}).items() if one in components}
            key = listing_id, place_id
            product_of[key] = product_id
            holders[key] = Holder(
                channel=connection_id,
                needs=takes if need is not None else {product_id: Fraction(1)},
                part=part,
                is_kit=need is not None,
                is_told=is_told,
            )
        return holders, product_of

    def _counted(self, products):
        kits = self.env["omni.kit"]
        needs = kits._needs(products, self.company_id[:1])
        counted = super()._counted(products.filtered(lambda one: one.id not in needs))
        return counted | products.browse({part for need in needs.values() for part in need})

    def _sharers(self, products):
        shared = super()._sharers(products)
        return shared | products.browse(sorted(self.env["omni.kit"]._sharing(products.ids)))

    def _takes(self, products):
        """Of a kit its components are held, as many as one kit takes times the kits."""
        takes = super()._takes(products)
        needs = self.env["omni.kit"]._needs(products, self.company_id[:1])
        return {**takes, **needs}


class Share(models.Model):
    """What a channel has sold of a component is also what its kits took of it."""

    _inherit = "omni.share"

    def _sold(self, products):
        kits = self.env["omni.kit"]
        around = products.browse(sorted(kits._sharing(products.ids)))
        sold = super()._sold(products | around)
        needs = kits._needs(around, self.company_id[:1])
        found = defaultdict(int)
        for (connection_id, product_id), pieces in sold.items():
            for component, need in needs.get(product_id, {product_id: 1}).items():
                found[connection_id, component] += math.ceil(pieces * need)
        return dict(found)
