from odoo import Command, api, models

from .order_tax import rate_of


class ProductTax(models.AbstractModel):
    """Gives a product that was just made the sales tax of the rate that its shop charges."""

    _name = "omni.product.tax"
    _description = "Taxes of created products"

    @api.model
    def _set(self, connection, pairs, remarks):
        """``pairs``: [(Product, template just made)]. The default tax stays where it fits, where
        the shop does not say, and where no tax has that rate, which is remarked.
        """
        told = [pair for pair in pairs if pair[0].tax_rate is not None]
        table = self.env["omni.order.tax"]._open(connection) if told else {}
        changed = {}
        for document, template in told:
            rate = rate_of(document.tax_rate)
            own = template.taxes_id._filter_taxes_by_company(connection.company_id)
            if sum(rate_of(tax.amount) for tax in own) == rate:
                continue
            best = self._best(connection, table, rate, own, template)
            if best or not rate:
                taxes = template.taxes_id - own + best
                changed[taxes] = changed.get(taxes, template.browse()) | template
            remark = self._remark(document, best)
            if remark:
                remarks[document.external_id].append(remark)
        for taxes, templates in changed.items():
            templates.taxes_id = [Command.set(taxes.ids)]

    def _remark(self, document, best):
        """Return what a person should know of the tax; an archived one is activated."""
        if best and not best.active:
            best.sudo().active = True
            return self.env._("The tax “%s” was activated.", best.name)
        if best or not document.tax_rate:
            return ""
        return self.env._(
            "The shop charges %s %%, and no sales tax does: it has the default tax.",
            f"{document.tax_rate.normalize():f}",
        )

    def _best(self, connection, table, rate, own, template):
        """Return the tax of this rate that is most like the product's own, or none.

        For what is not taxed no archived tax is brought back.
        """
        taxes = self.env["omni.order.tax"]
        nowhere = self.env["account.fiscal.position"]
        included = all(own.mapped("price_include")) if own else False
        for way in (included, not included):
            candidates = [
                tax
                for tax in table.get((rate, way), [])
                if (tax.active or rate) and taxes._fits(tax, nowhere)
            ]
            found = taxes._best(candidates, template, nowhere, connection)
            if found:
                return found
        return self.env["account.tax"]
