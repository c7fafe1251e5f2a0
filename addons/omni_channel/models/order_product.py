from odoo import models

SERVICES = {
    "custom": "product_custom",
    "product": "product_custom",
    "shipping": "product_shipping",
    "tip": "product_tip",
    "gift_card": "product_gift_card",
    "fee": "product_fee",
    "duty": "product_duty",
    "rounding": "product_rounding",
}


class OrderProduct(models.AbstractModel):
    """Which product a line means: by its listing, then SKU, then barcode. Nothing is created."""

    _name = "omni.order.product"
    _description = "Order products"

    def _resolve(self, connection, orders):
        """Return {(order id, line id): (product, listing or empty, remark or "")}."""
        lines = [(order, line) for order in orders for line in order.lines]
        goods = [line for _order, line in lines if line.kind == "product"]
        listings = self._listings(connection, goods)
        none = self.env["omni.listing"]
        left = self.env["omni.match.ignored"]._left_alone(none.concat(*listings.values()))
        matches = none._match_products(
            connection.company_id,
            [
                (line.sku, line.barcode)
                for line in goods
                if not listings.get(line.listing_id, none).product_id
            ],
        )
        made = self._new_listings(connection, goods, listings, matches)
        listings.update(made)
        return {
            (order.external_id, line.external_id): self._choose(line, listings, matches, left)
            for order, line in lines
        }

    def _listings(self, connection, goods):
        ids = list({line.listing_id for line in goods if line.listing_id})
        found = self.env["omni.listing"].search(
            [("connection_id", "=", connection.id), ("external_id", "in", ids)]
        )
        return {listing.external_id: listing for listing in found}

    def _new_listings(self, connection, goods, listings, matches):
        """Keep listings first seen on an order, so that their stock is told from now on."""
        values = {}
        for line in goods:
            if not line.listing_id or line.listing_id in listings:
                continue
            product, how, _problem = matches.get((line.sku, line.barcode), (None, "none", ""))
            values[line.listing_id] = {
                "connection_id": connection.id,
                "external_id": line.listing_id,
                "name": line.name,
                "sku": line.sku,
                "barcode": line.barcode,
                "product_id": product.id if product else False,
                "match": how,
            }
        made = self.env["omni.listing"].create(list(values.values()))
        return {listing.external_id: listing for listing in made}

    def _choose(self, line, listings, matches, left):
        empty = self.env["omni.listing"]
        if line.kind != "product":
            remark = ""
            if line.kind == "custom":
                remark = self.env._("“%s” is a custom line of the shop.", line.name)
            return self._service(line.kind), empty, remark
        listing = listings.get(line.listing_id, empty)
        if listing.product_id:
            return listing.product_id, listing, ""
        product, _how, problem = matches.get((line.sku, line.barcode), (None, "none", ""))
        if listing and listing in left:
            return self._service("product"), listing, self._left(line)
        if product:
            return product, listing, ""
        return self._service("product"), listing, problem or self._unknown(line)

    def _left(self, line):
        return self.env._("“%s” was left without a product: choose one.", line.name)

    def _unknown(self, line):
        if line.sku:
            return self.env._(
                "No product has the SKU “%(sku)s” (%(name)s).", sku=line.sku, name=line.name
            )
        return self.env._("“%s” has no SKU in the shop, so no product was found.", line.name)

    def _service(self, kind):
        return self.env.ref(f"omni_channel.{SERVICES[kind]}")
