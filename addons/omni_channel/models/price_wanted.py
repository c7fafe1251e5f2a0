from datetime import timezone

from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import RemoteError
from odoo.addons.omni_base.core.money import rounded
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.price import Sale, Wanted
from odoo.addons.omni_channel.core.published import Term, exact, total

INCLUDED, EXCLUDED = "included", "excluded"


class Connection(models.Model):
    """By which pricelist a channel sells, and what its prices are in."""

    _inherit = "omni.connection"

    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Pricelist of the shop",
        check_company=True,
        help="What is told to the shop. Empty: the sales price. A rule with an end is a sale price "
        "there, with its dates.",
    )
    price_taxes = fields.Selection(
        [(INCLUDED, "with taxes"), (EXCLUDED, "without taxes")],
        string="The shop's prices are",
        help="The shop says so itself, where it can.",
    )
    shop_currency = fields.Char(string="Currency of the shop", readonly=True, copy=False)

    def _wanted_prices(self, listings):
        """Return {listing: Wanted} of listings that have a product."""
        return self.env["omni.price"]._wanted(self, listings)

    def _ask_price_terms(self):
        """Learn them now, if the channel can be asked; else they are learnt with the first push."""
        try:
            with self._session() as adapter:
                self._learn_price_terms(adapter)
        except RemoteError:
            return

    def _learn_price_terms(self, adapter):
        """Ask on what terms the channel's prices are; keep what it says."""
        if not adapter.can("pull_price_terms"):
            return
        found = adapter.pull_price_terms()
        said = {None: self.price_taxes, True: INCLUDED, False: EXCLUDED}[found.taxes_included]
        currency = found.currency or self.shop_currency
        if (said, currency) != (self.price_taxes, self.shop_currency):
            self.sudo().write({"price_taxes": said, "shop_currency": currency})


class ChannelPrice(models.AbstractModel):
    """What products should cost in a channel: the pricelist's price in the channel's terms.

    The mirror of what ``omni.product.values`` reads.
    """

    _name = "omni.price"
    _description = "Prices for channels"

    @api.model
    def _wanted(self, connection, listings):
        """Return {listing: Wanted}; the number of queries does not grow with the listings."""
        now = fields.Datetime.now()
        pricelist = connection.pricelist_id
        rules = self._rules(pricelist, listings.product_id, now)
        return {listing: self._of_listing(connection, listing, rules, now) for listing in listings}

    def _rules(self, pricelist, products, now):
        """Return the rules that may count for these products, now or later, in their order."""
        if not pricelist or not products:
            return self.env["product.pricelist.item"]
        dateless = [
            *["|", ("categ_id", "=", False), ("categ_id", "parent_of", products.categ_id.ids)],
            *["|", ("product_tmpl_id", "=", False)],
            ("product_tmpl_id", "in", products.product_tmpl_id.ids),
            *["|", ("product_id", "=", False), ("product_id", "in", products.ids)],
        ]
        current = ["|", ("date_end", "=", False), ("date_end", ">", now)]
        return self.env["product.pricelist.item"].search(
            [("pricelist_id", "=", pricelist.id), *dateless, *current]
        )

    def _of_listing(self, connection, listing, rules, now):
        product, pricelist = listing.product_id, connection.pricelist_id
        currency = connection.shop_currency or listing.currency or ""
        if listing.own_price:
            own = Term("own", exact(listing.own_price), _("own price of this listing"))
            return Wanted(currency=currency, terms=(own,))
        ours = (pricelist or product).currency_id.name
        problem = self._problem(connection, product, currency, ours)
        fitting = rules.filtered(lambda rule: rule._is_applicable_for(product, 1))
        rule = self._regular_rule(fitting, now)
        asked = self._price(pricelist, rule, product, now)
        if problem or not asked:
            silent = "" if problem else self.env._("It has no price in Odoo.")
            return Wanted(currency=currency, problem=problem, silent=silent)
        terms = self._terms(connection, product, rule, asked, currency)
        sale, warning = self._sale(connection, product, fitting - rule, total(terms), currency, now)
        return Wanted(currency=currency, terms=terms, sale=sale, warning=warning)

    def _problem(self, connection, product, currency, ours):
        """Return why the price cannot be told, or an empty text."""
        if not currency:
            return self.env._("The shop does not say in which currency it sells.")
        if currency != ours:
            return self.env._(
                "The price is in %(ours)s and the shop sells in %(theirs)s: choose a pricelist in "
                "%(theirs)s on the connection.",
                ours=ours,
                theirs=currency,
            )
        if self._taxes(connection, product) and not connection.price_taxes:
            return self.env._(
                "The shop does not say whether its prices hold the taxes: choose it on the "
                "connection."
            )
        return ""

    def _taxes(self, connection, product):
        company = connection.company_id
        domain = self.env["account.tax"]._check_company_domain(company)
        return product.taxes_id.filtered_domain(domain)

    def _regular_rule(self, rules, now):
        """Return the rule that holds now and has no end; one that has an end is a sale."""
        is_on = rules.filtered(lambda rule: not rule.date_start or rule.date_start <= now)
        return is_on.filtered(lambda rule: not rule.date_end)[:1]

    def _price(self, pricelist, rule, product, now):
        if not pricelist:
            return exact(product.list_price + product.price_extra)
        currency = pricelist.currency_id
        return exact(rule._compute_price(product, 1, product.uom_id, date=now, currency=currency))

    def _terms(self, connection, product, rule, asked, currency):
        """Return the Terms whose sum is what the shop should show, rounded to its currency."""
        sales, extra = exact(product.list_price), exact(product.price_extra)
        is_from_sales = self._is_from_sales_price(connection.pricelist_id, rule, product)
        name = _("pricelist “%s”", connection.pricelist_id.name or "")
        if is_from_sales:
            steps = [("sales", sales, _("sales price"))]
            steps += [("extra", extra, _("extra price"))]
            steps += [("pricelist", asked - sales - extra, name)]
        else:
            steps = [("pricelist", asked, name)]
        in_terms = self._in_terms(connection, product, asked)
        whole = rounded(in_terms, currency)
        steps += [("taxes", in_terms - asked, _("taxes"))]
        steps += [("rounding", whole - in_terms, _("rounding"))]
        return tuple(Term(*step) for number, step in enumerate(steps) if step[1] or not number)

    def _is_from_sales_price(self, pricelist, rule, product):
        is_same_money = not pricelist or pricelist.currency_id == product.currency_id
        is_reckoned = rule.compute_price != "fixed"
        return is_same_money and is_reckoned and (rule.base or "list_price") == "list_price"

    def _in_terms(self, connection, product, amount):
        """Return the amount with or without taxes, as the channel's prices are."""
        taxes = self._taxes(connection, product)
        is_included = connection.price_taxes == INCLUDED
        if not taxes or set(taxes.mapped("price_include")) == {is_included}:
            return amount
        company = connection.company_id
        found = taxes.compute_all(float(amount), company.currency_id, 1, product=product)
        return exact(found["total_included" if is_included else "total_excluded"])

    def _sale(self, connection, product, rules, regular, currency, now):
        """Return the Sale of the first rule with an end that is lower: one that is on, else, where
        the channel can keep it for later, the next to begin. Beside it, where there is none, why a
        rule that has an end makes none.
        """
        ending = rules.filtered("date_end")
        is_on = ending.filtered(lambda rule: not rule.date_start or rule.date_start <= now)
        later = (ending - is_on).sorted(lambda rule: (rule.date_start, rule.id))
        schedules, dearer = connection._adapter_class().schedules_sales, ""
        for rule in [*is_on, *(later if schedules else ())]:
            asked = self._price(connection.pricelist_id, rule, product, now)
            price = rounded(self._in_terms(connection, product, asked), currency)
            if 0 < price < regular:
                dates = (rule.date_start, rule.date_end) if schedules else (False, False)
                starts, ends = (at.replace(tzinfo=timezone.utc) if at else None for at in dates)
                return Sale(price=price, starts_at=starts, ends_at=ends, name=rule.name or ""), ""
            if price > regular:
                dearer = dearer or self._dearer(rule, price, regular)
        return None, dearer

    def _dearer(self, rule, price, regular):
        return self.env._(
            "The sale price %(price)s (%(rule)s) is above the price %(regular)s: it is not told. "
            "Lower it in the pricelist, or end it there.",
            price=rule.currency_id.format(float(price)),
            regular=rule.currency_id.format(float(regular)),
            rule=rule.name,
        )
