import itertools
from decimal import Decimal

from odoo import Command, models

RATE_STEP = Decimal("0.0001")


class OrderTax(models.AbstractModel):
    """Which Odoo tax a shop's tax is: by rate, inclusion and the country's fiscal position."""

    _name = "omni.order.tax"
    _description = "Order taxes"

    def _open(self, connection):
        """Return all percent taxes on sales of the company by (rate, included): one search."""
        taxes = (
            self.env["account.tax"]
            .with_context(active_test=False)
            .search(
                [
                    *self.env["account.tax"]._check_company_domain(connection.company_id),
                    ("type_tax_use", "=", "sale"),
                    ("amount_type", "=", "percent"),
                ]
            )
        )
        table = {}
        for tax in taxes:
            table.setdefault((rate_of(tax.amount), tax.price_include), []).append(tax)
        return table

    def _positions(self, connection, partners):
        """Return {order id: fiscal position}, worked out once per place and kind of customer."""
        rules = self.env["account.fiscal.position"].with_company(connection.company_id)
        known, found = {}, {}
        for order_id, (partner, _invoice, delivery) in partners.items():
            place = (
                delivery.country_id.id,
                delivery.state_id.id,
                delivery.zip,
                partner.vat,
                partner.property_account_position_id.id,
                delivery.property_account_position_id.id,
            )
            if place not in known:
                known[place] = rules._get_fiscal_position(partner, delivery)
            found[order_id] = known[place]
        return found

    def _choose(self, table, connection, order, line, product, position):
        """Return (taxes, remark) for a line; the remark says what a person should check."""
        charged = [tax for tax in line.taxes if tax.rate]
        if not charged:
            return self._untaxed(connection, product, position), ""
        chosen, remarks = self.env["account.tax"], []
        for tax in charged:
            key = rate_of(tax.rate), order.taxes_included
            candidates = table.get(key, [])
            match = self._best(candidates, product, position, connection)
            if not match:
                match, remark = self._missing(table, key, connection, tax)
                remarks.append(remark)
            elif not match.active:
                match.active = True
                remarks.append(self.env._("The tax “%s” was activated.", match.name))
            chosen |= match
        return chosen, " ".join(filter(None, remarks))

    def _untaxed(self, connection, product, position):
        """Without a tax in the shop: the product's own zero tax of that country, if it has one."""
        taxes = product.taxes_id._filter_taxes_by_company(connection.company_id)
        mapped = position.map_tax(taxes) if position else taxes
        return mapped if mapped and not any(mapped.mapped("amount")) else self.env["account.tax"]

    def _best(self, candidates, product, position, connection):
        own = product.taxes_id._filter_taxes_by_company(connection.company_id)
        own = position.map_tax(own) if position else own
        scope = "service" if product.type == "service" else "consu"

        def rank(tax):
            return (
                tax not in own,
                not self._fits(tax, position),
                not tax.active,
                tax.tax_scope not in (False, scope),
                tax.sequence,
                tax.id,
            )

        return min(candidates, key=rank, default=None)

    def _fits(self, tax, position):
        """Whether the tax is meant for the fiscal position (none: for sales at home)."""
        if not tax.fiscal_position_ids:
            return True
        return position in tax.fiscal_position_ids if position else tax.is_domestic

    def _missing(self, table, key, connection, tax):
        """Make the tax, as a twin of the other inclusion where there is one: accounts are kept."""
        rate, included = key
        if not connection.creates_taxes:
            return self.env["account.tax"], self.env._(
                "No tax of %(rate)s %% was found: “%(name)s” is missing on a line.",
                rate=_shown(rate),
                name=tax.name,
            )
        made = self._make(
            table.get((rate, not included), []),
            rate,
            {
                "name": self._free_name(connection, tax.name, key),
                "price_include_override": "tax_included" if included else "tax_excluded",
                "company_id": connection.company_id.id,
                "active": True,
            },
        )
        table.setdefault(key, []).append(made)
        return made, self.env._(
            "The tax “%s” was created: check its accounts and its place in the declaration.",
            made.name,
        )

    def _free_name(self, connection, name, key):
        """Return a name that no tax of the company has: Odoo wants each to be the only one."""
        rate, included = key
        said = self.env._("included") if included else self.env._("on top")
        plain = f"{name} {_shown(rate)} % ({connection.name})"
        exact = f"{name} {_shown(rate)} %, {said} ({connection.name})"
        numbered = (f"{exact} {count}" for count in itertools.count(2))
        return next(
            wanted
            for wanted in itertools.chain((plain, exact), numbered)
            if not self._is_taken(connection, wanted)
        )

    def _is_taken(self, connection, name):
        known = self.env["account.tax"].sudo().with_context(active_test=False)
        family = connection.company_id.root_id.id
        return known.search_count(
            [("company_id", "child_of", family), ("name", "=", name)], limit=1
        )

    def _make(self, twins, rate, values):
        if twins:
            twin = min(twins, key=lambda tax: (not tax.active, tax.sequence, tax.id))
            return twin.copy(values)
        return self.env["account.tax"].create(
            {
                **values,
                "amount_type": "percent",
                "amount": float(rate),
                "type_tax_use": "sale",
                "fiscal_position_ids": [Command.clear()],
            }
        )


def rate_of(value):
    return Decimal(str(value)).quantize(RATE_STEP).normalize()


def _shown(rate):
    return f"{rate:f}"
