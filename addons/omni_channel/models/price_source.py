"""Where prices change in Odoo."""

from odoo import api, models

PRODUCT_FIELDS = ("list_price", "taxes_id", "categ_id", "uom_id", "attribute_line_ids")
VARIANT_FIELDS = ("standard_price", "product_template_attribute_value_ids")
TAX_FIELDS = (
    "active",
    "amount",
    "amount_type",
    "children_tax_ids",
    "include_base_amount",
    "invoice_repartition_line_ids",
    "price_include_override",
    "repartition_line_ids",
    "tax_group_id",
)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(PRODUCT_FIELDS):
            self.env["omni.price.change"]._note(self.product_variant_ids)
        return result


class ProductProduct(models.Model):
    _inherit = "product.product"

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(VARIANT_FIELDS):
            self.env["omni.price.change"]._note(self)
        return result


class AttributeValue(models.Model):
    _inherit = "product.template.attribute.value"

    def write(self, values):
        result = super().write(values)
        if "price_extra" in values:
            self.env["omni.price.change"]._note(self.sudo().ptav_product_variant_ids)
        return result


class PricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._note_price()
        return rules

    def write(self, values):
        self._note_price()
        result = super().write(values)
        self._note_price()
        return result

    def unlink(self):
        self._note_price()
        return super().unlink()

    def _note_price(self):
        """Note what these rules are about: single products, or all that their pricelists say."""
        change = self.env["omni.price.change"]
        ours = change._sold_by(self.pricelist_id)
        if not ours:
            return
        whole = self.filtered(lambda rule: not (rule.product_id or rule.product_tmpl_id))
        some = self - whole
        change._note_pricelists(whole.pricelist_id)
        templates = some.filtered(lambda rule: not rule.product_id).product_tmpl_id
        change._note(some.product_id | templates.product_variant_ids)


class Pricelist(models.Model):
    _inherit = "product.pricelist"

    def write(self, values):
        result = super().write(values)
        if "currency_id" in values:
            self.env["omni.price.change"]._note_pricelists(self)
        return result


class Tax(models.Model):
    _inherit = "account.tax"

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(TAX_FIELDS):
            self.env["omni.price.change"]._note_taxes(self | self._groups_of_them())
        return result

    def _groups_of_them(self):
        return self.sudo().search([("children_tax_ids", "in", self.ids)])
