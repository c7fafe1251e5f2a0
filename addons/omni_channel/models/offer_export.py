import time

from odoo import fields, models
from odoo.addons.omni_base.core.documents import Product, ProductOffer, Variant
from odoo.addons.omni_channel.core.published import exact
from odoo.tools.misc import limited_field_access_token

PICTURE_SECONDS = 3600
"""How long a shop may fetch a picture: the address is signed, and ends by itself."""


class Connection(models.Model):
    """Makes products in a channel, one after the other, each found again by its reference."""

    _inherit = "omni.connection"

    def _offer_offer(self):
        """Tell again what is wanted and not made."""
        wanted = [("connection_id", "=", self.id), ("state", "=", "wanted")]
        self.env["omni.offer"].search(wanted)._tell()

    def _offer_some_offer(self, offer_ids):
        """Tell again of these what is wanted and not made."""
        offers = self.env["omni.offer"].browse(offer_ids).exists()
        offers.filtered(lambda one: one.state == "wanted")._tell()

    def _export_offer(self, adapter, intents):
        intents = intents._first_of_each()
        offers = self.env["omni.offer"].browse(set(intents.mapped("res_id"))).exists()
        wanted = offers.filtered(lambda one: one.state == "wanted")
        self.env["omni.checkpoint"]._commit()
        self._learn_price_terms(adapter)
        outcomes = []
        for offer in wanted:
            document = offer._document()
            self.env["omni.checkpoint"]._commit()
            outcome = adapter.push_new_product(document)
            if outcome.state == "done":
                offer._note_made(outcome)
            outcomes.append(outcome)
        done = intents.filtered(lambda intent: intent.res_id not in wanted.ids)
        done._acknowledge()
        self.env["omni.drain"]._book_outcomes(self, intents - done, outcomes)


class Offer(models.Model):
    _inherit = "omni.offer"

    def _document(self):
        """Return the ProductOffer of a template with all its variants, as they are now."""
        template, units = self.product_tmpl_id, self.env["omni.product.values"]._units()
        products = template.product_variant_ids
        prices = self._prices(products)
        return ProductOffer(
            key=str(self.id),
            reference=self.reference,
            product=Product(
                external_id="",
                name=template.name,
                description=str(template.channel_description or ""),
                categories=(template.categ_id.name,) if template.categ_id else (),
                images=self._pictures(),
                variants=tuple(self._variant(one, prices, units) for one in products),
                active=False,
            ),
        )

    def _variant(self, product, prices, units):
        values = product.product_template_attribute_value_ids
        options = values.filtered(lambda one: len(one.attribute_line_id.value_ids) > 1)
        return Variant(
            external_id=str(product.id),
            name=product.display_name,
            sku=product.default_code or "",
            barcode=product.barcode or "",
            price=prices.get(product),
            weight=exact(product.weight / units[0]).normalize() if product.weight else None,
            options=tuple((one.attribute_id.name, one.name) for one in options),
            requires_shipping=product.type != "service",
        )

    def _prices(self, products):
        """Return {product: the price that the shop should ask}, where that is known."""
        connection, listing = self.connection_id, self.env["omni.listing"]
        rows = {
            one: listing.new({"connection_id": connection.id, "product_id": one.id})
            for one in products
        }
        rules = self.env["omni.price"]
        wanted = rules._wanted(connection, listing.concat(*rows.values()))
        found = {one: wanted[row] for one, row in rows.items()}
        return {
            one: price.regular
            for one, price in found.items()
            if not (price.problem or price.silent)
        }

    def _pictures(self):
        """Return the addresses at which the shop may fetch the picture, for an hour; none where
        Odoo cannot be reached by https.
        """
        template = self.product_tmpl_id
        base = template.get_base_url()
        if not template.image_1920 or not base.startswith("https://"):
            return ()
        until = hex(int(time.time()) + PICTURE_SECONDS)
        token = limited_field_access_token(template, "image_1920", until, scope="binary")
        name = f"{template.id}.jpg"
        path = f"/web/image/product.template/{template.id}/image_1920/{name}"
        return (f"{base}{path}?access_token={token}",)

    def _note_made(self, outcome):
        """It is there: its listings are kept, each with its product."""
        self.write(
            {
                "state": "made",
                "external_id": outcome.external_id,
                "made_at": fields.Datetime.now(),
            }
        )
        connection = self.connection_id
        known = connection._known_listings([one.listing.external_id for one in outcome.made])
        for one in outcome.made:
            values = connection._listing_values(one.listing)
            values |= {"product_id": int(one.key), "match": "person"}
            listing = known.get(one.listing.external_id)
            if listing:
                listing.write(values)
            else:
                self.env["omni.listing"].create({**values, "connection_id": connection.id})
        if outcome.reason:
            said = self.env._(
                "%(shop)s took everything but this: %(reason)s",
                shop=connection.name,
                reason=connection._say(outcome.reason),
            )
            self.product_tmpl_id._message_log(body=said)
        products = self.product_tmpl_id.product_variant_ids
        self.env["omni.stock.change"]._note(products.ids)
        self.env["omni.price.change"]._note(products)
