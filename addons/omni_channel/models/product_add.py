from itertools import product as every

from msgspec import Struct

from odoo import Command, api, models
from odoo.exceptions import AccessError, UserError


class Addition(Struct, frozen=True):
    """What is to be added to a product here. ``chosen``: {external id: {line: value}}, as compared.

    ``problem``: why nothing is.
    """

    document: object
    template: object = None
    chosen: dict = {}
    problem: str = ""

    @property
    def variants(self):
        return [one for one in self.document.variants if one.external_id in self.chosen]


class ProductAdd(models.AbstractModel):
    """Makes further variants of products that are here, where the shop's options are their
    attributes. Nothing that is here is changed, archived or brought back.
    """

    _name = "omni.product.add"
    _description = "Variants that are added"

    @api.model
    def _plan(self, document, found):
        """Return the Addition of a Product that is here in part; ``found``: the import's."""
        known = {
            one: found[one.external_id] for one in document.variants if self._is_in(one, found)
        }
        fresh = [one for one in document.variants if one.active and not self._is_in(one, found)]
        template = self.env["product.template"].union(*(p.product_tmpl_id for p in known.values()))
        if len(template) != 1:
            problem = self.env._("Its variants are several products here.")
            return Addition(document, problem=problem)
        problem = self.env["omni.product.create"]._unfit(document)
        lines = {} if problem else self._lines(document, template)
        problem = problem or self._other_options(document, template, lines, known)
        if problem:
            return Addition(document, template, problem=problem)
        chosen = {one.external_id: self._chosen(template, lines, one) for one in fresh}
        problem = self._taken(template, chosen) or self._too_many(template, chosen)
        return Addition(document, template, {} if problem else chosen, problem)

    def _is_in(self, variant, found):
        return bool(found.get(variant.external_id))

    def _attribute_lines(self, template):
        lines = template.valid_product_template_attribute_line_ids
        return lines._without_no_variant_attributes()

    def _lines(self, document, template):
        """Return {option, as compared: the product's attribute line of that name}."""
        by_name = {}
        for line in self._attribute_lines(template):
            by_name.setdefault(self._word(line.attribute_id.name), line)
        names = self.env["omni.product.create"]._option_names(document)
        return {name: by_name[name] for name in names if name in by_name}

    def _word(self, text):
        return (text or "").strip().lower()

    def _other_options(self, document, template, lines, known):
        """Why the shop's options are not the product's attributes, or an empty text."""
        names = self.env["omni.product.create"]._option_names(document)
        others = self._attribute_lines(template).filtered(
            lambda line: line not in lines.values() and len(line.value_ids) > 1
        )
        if len(lines) < len(names) or others or not names:
            return self.env._(
                "Its options (%(options)s) are not the attributes of “%(product)s”.",
                options=", ".join(name for name, _value in document.variants[0].options),
                product=template.display_name,
            )
        for variant, product in known.items():
            if self._of_product(product) != self._chosen(template, lines, variant):
                return self.env._(
                    "“%(product)s” has other attributes here than in the shop (%(there)s).",
                    product=product.display_name,
                    there=", ".join(value for _name, value in variant.options),
                )
        return ""

    def _of_product(self, product):
        values = product.product_template_attribute_value_ids
        return {value.attribute_line_id: self._word(value.name) for value in values}

    def _chosen(self, template, lines, variant):
        """Return {line: value, as compared}; what has one value only is that."""
        chosen = {
            line: self._word(line.value_ids.name)
            for line in self._attribute_lines(template)
            if line not in lines.values()
        }
        for name, value in variant.options:
            chosen[lines[self._word(name)]] = self._word(value)
        return chosen

    def _taken(self, template, chosen):
        """Why one of them would be here twice, or an empty text."""
        here = template.with_context(active_test=False).product_variant_ids
        for product in here:
            if self._of_product(product) not in chosen.values():
                continue
            if product.active:
                return self.env._(
                    "“%s” is here already: choose it on the listing.", product.display_name
                )
            return self.env._(
                "“%s” is archived here: it is not created again.", product.display_name
            )
        return ""

    def _too_many(self, template, chosen):
        """Why Odoo would have to make more than the shop has, or an empty text."""
        lines = self._attribute_lines(template)
        if "dynamic" in lines.attribute_id.mapped("create_variant"):
            return ""
        values = [
            {self._word(value.name) for value in line.value_ids}
            | {one[line] for one in chosen.values()}
            for line in lines
        ]
        here = template.with_context(active_test=False).product_variant_ids
        known = [self._of_product(product) for product in here] + list(chosen.values())
        wanted = (dict(zip(lines, combination, strict=True)) for combination in every(*values))
        if all(one in known for one in wanted):
            return ""
        return self.env._(
            "“%s” has all combinations of its attributes, and the shop has not: add its variants "
            "by hand.",
            template.display_name,
        )

    @api.model
    def _make(self, connection, additions, remarks):
        """Add them; return {variant's external id: product}. One that fails stops no other."""
        made = {}
        for addition in additions:
            try:
                with self.env.cr.savepoint():
                    products, fresh = self._variants(addition)
                    self._set_prices(connection, addition, products, fresh, remarks)
                made |= products
            except AccessError:
                raise
            except UserError as error:
                remarks[addition.document.external_id].append(str(error))
        return made

    def _variants(self, addition):
        """Return ({external id: product}, the values that the product has got for them)."""
        template, combinations = addition.template, {}
        fresh = self.env["product.template.attribute.value"]
        for variant in addition.variants:
            names = {self._word(value): value.strip() for _name, value in variant.options}
            combination = fresh.browse()
            for line, word in addition.chosen[variant.external_id].items():
                value, is_new = self._value(line, word, names)
                combination |= value
                fresh |= value if is_new else fresh.browse()
            combinations[variant.external_id] = combination
        for combination in combinations.values():
            if not template._is_combination_possible_by_config(combination, True):
                text = self.env._("“%s” excludes this combination.", template.display_name)
                raise UserError(text)
        products = self.env["product.product"].create(
            [
                {**template._prepare_variant_values(one), "active": True}
                for one in combinations.values()
            ]
        )
        return dict(zip(combinations, products, strict=True)), fresh

    def _value(self, line, word, names):
        """Return (the product's value of a line, whether it is new), without Odoo's own making of
        all combinations, which would bring archived variants back.
        """
        values = line.product_template_value_ids._only_active()
        known = values.filtered(lambda one: self._word(one.name) == word)[:1]
        if known:
            return known, False
        every_one = line.attribute_id.value_ids
        value = every_one.filtered(lambda one: self._word(one.name) == word)[:1]
        value = value or every_one.create(
            {"attribute_id": line.attribute_id.id, "name": names[word]}
        )
        quiet = line.with_context(update_product_template_attribute_values=False)
        quiet.write({"value_ids": [Command.link(value.id)]})
        gone = line.product_template_value_ids.filtered(
            lambda one: one.product_attribute_value_id == value
        )
        if gone:
            gone.ptav_active = True
            return gone, True
        return gone.create(
            {"product_attribute_value_id": value.id, "attribute_line_id": line.id}
        ), True

    def _set_prices(self, connection, addition, products, fresh, remarks):
        """What a new value costs more is its extra; what follows no new value is said."""
        document, template = addition.document, addition.template
        tell, extras = self.env["omni.product.values"]._price, {}
        for variant in addition.variants:
            product = products[variant.external_id]
            price = tell(connection, document, template, variant.price)
            if price is None:
                continue
            values = product.product_template_attribute_value_ids
            more = round(price - template.list_price - sum(values.mapped("price_extra")), 6)
            extras.setdefault(values & fresh, set()).add(more)
        for values, found in extras.items():
            if found == {0}:
                continue
            if len(values) == 1 and len(found) == 1:
                values.price_extra += found.pop()
            else:
                remarks[document.external_id].append(
                    self.env._("The prices of the added variants do not follow: check them.")
                )
