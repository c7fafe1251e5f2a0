from odoo import models
from odoo.addons.omni_channel.core.published import Available, exact


class StockAvailable(models.AbstractModel):
    """What lies at locations and can still be promised, of many products at once.

    A part of a warehouse can promise no more than the whole of it: demand names the warehouse, and
    nobody knows yet from which of its shelves it will be taken.
    """

    _name = "omni.stock.available"
    _description = "Stock that can be promised"

    def _by_source(self, products, places):
        """Return {locations: {product id: Available}} of the places: one read for each set."""
        read, found = {}, {}
        for source in {place._source() for place in places}:
            whole = source.warehouse_id.view_location_id
            for locations in (source, whole):
                if locations not in read:
                    read[locations] = self._read(products, locations)
            found[source] = {
                product_id: self._part(here, read[whole][product_id])
                for product_id, here in read[source].items()
            }
        return found

    def _part(self, here, whole):
        """Return what a part can promise: not what is reserved there, nor what the rest lacks."""
        on_hand, reserved, leaves = here
        is_whole = here == whole
        promised = on_hand - (leaves if is_whole else max(leaves, reserved))
        if not is_whole:
            promised = min(promised, whole[0] - whole[2])
        return Available(
            on_hand=on_hand,
            reserved=max(min(reserved, on_hand - promised), 0),
            promised=promised,
        )

    def _read(self, products, locations):
        """Return {product id: (on hand, reserved, demanded from outside)}; False has nothing."""
        quantities = products.with_context(
            location=locations.ids, prefetch_fields=False
        )._compute_quantities_dict(None, None, None)
        found = {False: (exact(0), exact(0), exact(0))}
        for product_id, values in quantities.items():
            on_hand = exact(values["qty_available"])
            reserved = on_hand - exact(values["free_qty"])
            found[product_id] = (on_hand, reserved, exact(values["outgoing_qty"]))
        return found
