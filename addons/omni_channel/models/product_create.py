from math import prod

from odoo import Command, api, models


class ProductCreate(models.AbstractModel):
    """Makes the products that a shop has and Odoo has not: the shop's variants and no others."""

    _name = "omni.product.create"
    _description = "Product creation"

    @api.model
    def _unfit(self, document):
        """Return why this Product cannot be one of Odoo's, or an empty text."""
        names = self._option_names(document)
        combinations = [self._combination(variant) for variant in document.variants]
        if not document.variants:
            return self.env._("It has no variant in the shop.")
        if not all(value for combination in combinations for value in combination):
            return self.env._(
                "One of its variants stands for several values at once: give it one of them in the "
                "shop."
            )
        if len(set(combinations)) < len(combinations) or len(set(names)) < len(names):
            return self.env._("Two of its variants have the same options.")
        if any(len(combination) != len(names) for combination in combinations):
            return self.env._("Its variants do not have the same options.")
        return ""

    def _option_names(self, document):
        """Return the names of its options, as compared."""
        first = document.variants[0].options if document.variants else ()
        return [name.strip().lower() for name, _value in first]

    def _combination(self, variant):
        return tuple(value.strip().lower() for _name, value in variant.options)

    @api.model
    def _make(self, connection, documents, remarks):
        """Create a product of each document; return {variant's external id: product}."""
        if not documents:
            return {}
        choices = self.env["omni.product.option"]._resolve(documents)
        categories = self.env["omni.product.category.new"]._of(connection, documents)
        templates = self.env["product.template"].create(
            [
                self._template_values(connection, document, choices, categories)
                for document in documents
            ]
        )
        made = {}
        for document, template in zip(documents, templates, strict=True):
            made.update(self._variants(document, template, choices))
        pairs = list(zip(documents, templates, strict=True))
        self.env["omni.product.tax"]._set(connection, pairs, remarks)
        for document, template in zip(documents, templates, strict=True):
            self._set_prices(connection, document, template, made, remarks)
        return made

    def _template_values(self, connection, document, choices, categories):
        goods = any(variant.requires_shipping for variant in document.variants)
        values = {
            "name": document.name,
            "type": "consu" if goods else "service",
            "is_storable": goods,
            "list_price": 0.0,
            "channel_description": document.description,
            "attribute_line_ids": [
                Command.create({"attribute_id": attribute, "value_ids": [Command.set(values)]})
                for attribute, values in self._lines(document, choices)
            ],
        }
        category = self.env["omni.product.values"]._category(document, categories)
        category = category or connection.product_category_id.id
        return {**values, "categ_id": category} if category else values

    def _lines(self, document, choices):
        """Return [(attribute id, value ids in the shop's order)] of a document."""
        lines = {}
        for variant in document.variants:
            for value in choices[variant.external_id]:
                lines.setdefault(value.attribute_id.id, {})[value.id] = None
        return [(attribute, list(values)) for attribute, values in lines.items()]

    def _variants(self, document, template, choices):
        """Return {variant's external id: product}: those Odoo made at once, or made now."""
        values = template.attribute_line_ids.product_template_value_ids
        own = {value.product_attribute_value_id: value for value in values}
        existing = {
            product.product_template_attribute_value_ids: product
            for product in template.product_variant_ids
        }
        wanted = {
            variant.external_id: values.browse(
                sorted(own[value].id for value in choices[variant.external_id])
            )
            for variant in document.variants
        }
        known = {frozenset(key.ids): product for key, product in existing.items()}
        missing = [key for key, chosen in wanted.items() if frozenset(chosen.ids) not in known]
        products = self.env["product.product"].create(
            [template._prepare_variant_values(wanted[key]) for key in missing]
        )
        made = dict(zip(missing, products, strict=True))
        for key, chosen in wanted.items():
            made.setdefault(key, known.get(frozenset(chosen.ids)))
        return made

    def _set_prices(self, connection, document, template, made, remarks):
        """The lowest price is the product's; what a value costs more is the value's extra."""
        tell = self.env["omni.product.values"]._price
        prices = {
            variant.external_id: tell(connection, document, template, variant.price)
            for variant in document.variants
        }
        known = [price for price in prices.values() if price is not None]
        if not known:
            return
        template.list_price = min(known)
        if len(set(known)) == 1 and len(known) == len(prices):
            return
        if not self._set_extras(template, prices, made):
            remarks[document.external_id].append(
                self.env._("Its variants' prices do not follow one option: check them.")
            )

    def _set_extras(self, template, prices, made):
        """Whether one option explains all prices; its values then carry the difference."""
        for line in template.attribute_line_ids:
            by_value = {}
            for key, price in prices.items():
                chosen = made[key].product_template_attribute_value_ids & (
                    line.product_template_value_ids
                )
                by_value.setdefault(chosen, set()).add(price)
            if all(len(found) == 1 and None not in found for found in by_value.values()):
                for value, found in by_value.items():
                    value.price_extra = found.pop() - template.list_price
                return True
        return False


class ProductOption(models.AbstractModel):
    """The shop's options as Odoo's attributes: those of the same name, else new ones."""

    _name = "omni.product.option"
    _description = "Product options"

    @api.model
    def _resolve(self, documents):
        """Return {variant's external id: its attribute values}, making what is missing.

        An attribute of Odoo's that makes all combinations by itself is used only for a product
        that has them all, or together with one that makes none.
        """
        known = list(self.env["product.attribute"].search([("create_variant", "!=", "no_variant")]))
        # The dynamic ones first: they never make a variant by themselves.
        known.sort(key=lambda attribute: attribute.create_variant != "dynamic")
        attributes = {
            document.external_id: self._attributes(document, known) for document in documents
        }
        values = self._values(documents, attributes)
        none = self.env["product.attribute.value"]
        return {
            variant.external_id: none.concat(
                *(
                    values[attribute, value.strip().lower()]
                    for attribute, (_name, value) in zip(
                        attributes[document.external_id], variant.options, strict=True
                    )
                )
            )
            for document in documents
            for variant in document.variants
        }

    def _attributes(self, document, known):
        """Return the attribute of each option; new ones join the ``known``."""
        by_name = {}
        for attribute in known:
            by_name.setdefault(attribute.name.strip().lower(), attribute)
        names = [name.strip() for name, _value in document.variants[0].options]
        chosen = [by_name.get(name.lower()) or self._new(name, known) for name in names]
        if chosen and not self._has_all(document) and not self._any_dynamic(chosen):
            chosen[0] = self._new(names[0], known)
        return chosen

    def _new(self, name, known):
        values = {"name": name, "create_variant": "dynamic"}
        known.insert(0, self.env["product.attribute"].create(values))
        return known[0]

    def _any_dynamic(self, attributes):
        return any(attribute.create_variant == "dynamic" for attribute in attributes)

    def _has_all(self, document):
        """Whether the shop has every combination of its values."""
        combine = self.env["omni.product.create"]._combination
        columns = zip(*(combine(variant) for variant in document.variants), strict=True)
        return prod(len(set(column)) for column in columns) == len(document.variants)

    def _values(self, documents, attributes):
        """Return {(attribute, value in lower case): value}, made where it is missing."""
        wanted = {}
        for document in documents:
            for variant in document.variants:
                chosen = attributes[document.external_id]
                for attribute, (_name, value) in zip(chosen, variant.options, strict=True):
                    wanted.setdefault((attribute, value.strip().lower()), value.strip())
        every = self.env["product.attribute"].concat(
            *(one for found in attributes.values() for one in found)
        )
        known = {
            (value.attribute_id, value.name.strip().lower()): value for value in every.value_ids
        }
        missing = [key for key in wanted if key not in known]
        made = self.env["product.attribute.value"].create(
            [{"attribute_id": key[0].id, "name": wanted[key]} for key in missing]
        )
        return {**known, **dict(zip(missing, made, strict=True))}
