from odoo import api, fields, models

CENTIMETRES = 100**3


class ProductTemplate(models.Model):
    _inherit = "product.template"

    channel_description = fields.Html(string="Description in shops")


class ProductValues(models.AbstractModel):
    """What a shop says of a product, in the terms of Odoo's product."""

    _name = "omni.product.values"
    _description = "Product values"

    @api.model
    def _wanted(self, connection, documents, found, remarks):
        """Return [(record, external id, {field: value})] of every product that is known here."""
        categories = self._categories(documents)
        taken = self._barcodes([v.barcode for one in documents for v in one.variants])
        wanted, units = [], self._units()
        for document in documents:
            members = {}
            for variant in document.variants:
                product = found.get(variant.external_id)
                if product:
                    members.setdefault(product.product_tmpl_id, []).append(variant)
                    values = self._of_variant(variant, units)
                    if variant.barcode and taken[variant.barcode] - {product.id}:
                        values.pop("barcode")
                        remarks[document.external_id].append(self._not_unique(variant.barcode))
                    elif variant.barcode:
                        taken[variant.barcode].add(product.id)
                    wanted.append((product, variant.external_id, values))
            for template, variants in members.items():
                wanted.append(
                    self._of_template(connection, document, template, variants, categories)
                )
        return self._without_ours(connection, wanted)

    def _without_ours(self, connection, wanted):
        """A price that we tell ourselves is compared each night, and where it is told."""
        if connection._tells_prices():
            for _record, _external_id, values in wanted:
                values.pop("price", None)
        return wanted

    def _not_unique(self, barcode):
        return self.env._("The barcode %s belongs to another product here.", barcode)

    def _of_variant(self, variant, units):
        return {
            "sku": variant.sku,
            "barcode": variant.barcode,
            "weight": float(variant.weight or 0) * units[0],
            "volume": (self._volume(variant) or 0) * units[1],
        }

    def _of_template(self, connection, document, template, variants, categories):
        """One variant of the shop that is a whole product here goes by its own name and price."""
        alone = len(document.variants) > 1 and len(template.product_variant_ids) == 1
        prices = {variant.price for variant in (variants if alone else document.variants)}
        values = {
            "name": (variants[0].name if alone else "") or document.name,
            "description": document.description,
            "category": self._category(document, categories),
        }
        if len(prices) == 1:
            values["price"] = self._price(connection, document, template, prices.pop())
        return template, variants[0].external_id if alone else document.external_id, values

    def _price(self, connection, document, template, price):
        """Return the price as the product's own taxes want it, None where it cannot be told."""
        company = connection.company_id
        if (
            price is None
            or (document.currency or company.currency_id.name) != company.currency_id.name
        ):
            return None
        taxes = template.taxes_id.filtered_domain(
            self.env["account.tax"]._check_company_domain(company)
        )
        included = document.taxes_included
        if not taxes or included == all(taxes.mapped("price_include")):
            return float(price)
        if included is None:
            return None
        found = taxes.with_context(force_price_include=included).compute_all(
            float(price), company.currency_id, 1
        )
        return found["total_excluded" if included else "total_included"]

    def _units(self):
        """Return how many of Odoo's units of weight a kilogram is, and of volume a cubic metre."""
        template = self.env["product.template"]
        weight = template._get_weight_uom_id_from_ir_config_parameter()
        volume = template._get_volume_uom_id_from_ir_config_parameter()
        kilogram = self.env.ref("uom.product_uom_kgm")
        cubic_metre = self.env.ref("uom.product_uom_cubic_meter")
        return (
            kilogram._compute_quantity(1, weight, round=False),
            cubic_metre._compute_quantity(1, volume, round=False),
        )

    def _volume(self, variant):
        """Return cubic metres, None without all three sizes."""
        sizes = (variant.length, variant.width, variant.height)
        return float(sizes[0] * sizes[1] * sizes[2]) / CENTIMETRES if all(sizes) else None

    def _categories(self, documents):
        """Return {name in lower case: category} of what the shop names; of two, neither."""
        found = self._categories_named(documents)
        return {name: rows for name, rows in found.items() if len(rows) == 1}

    def _categories_named(self, documents):
        """Return {name in lower case: all categories of that name} of what the shop names."""
        names = {name.lower() for one in documents for name in one.categories}
        if not names:
            return {}
        found = {}
        for category in self.env["product.category"].search_fetch([], ["name"]):
            if category.name.lower() in names:
                found[category.name.lower()] = found.get(category.name.lower(), category) | category
        return found

    def _category(self, document, categories):
        known = (categories.get(name.lower()) for name in document.categories)
        return next((category.id for category in known if category), None)

    def _barcodes(self, barcodes):
        """Return {barcode: ids of the products that have it, whosever they are}: two queries.

        A packaging that has it counts as the product 0.
        """
        wanted = {code: set() for code in barcodes if code}
        holds = [("barcode", "in", list(wanted))]
        if wanted:
            for product in self.env["product.product"].sudo().search_fetch(holds, ["barcode"]):
                wanted[product.barcode].add(product.id)
            for packaging in self.env["product.uom"].sudo().search_fetch(holds, ["barcode"]):
                wanted[packaging.barcode].add(0)
        return wanted
