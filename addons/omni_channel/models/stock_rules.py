from odoo import api, fields, models
from odoo.addons.omni_channel.core.published import ALWAYS, IN_OUT
from odoo.addons.omni_channel.core.stock_rules import Choice, in_force

MADE = "made"


class Connection(models.Model):
    """Whose decision is in force: the listing's, its category's, or that of the connection."""

    _inherit = "omni.connection"

    def _stock_rules(self, listings):
        return {listing: rule for listing, (rule, _from) in self._rules_in_force(listings).items()}

    def _rules_in_force(self, listings):
        """Return {listing: (Rule, {setting: whose decision it is})}; queries do not grow with them.

        The key of an origin is a record, or the text MADE for what is made to order.
        """
        known, found = {}, {}
        own = self._choice()
        above = listings.product_id.categ_id.with_company(self.company_id)._omni_above()
        made = self._made_to_order(listings.product_id)
        for listing in listings:
            product = listing.product_id
            case = (listing._choice(), product.categ_id, product in made)
            if case not in known:
                nearest, category, is_made = case
                choices = [(listing, nearest)]
                choices += [(one, one._omni_choice()) for one in above.get(category, ())]
                choices += [(MADE, Choice(shows=ALWAYS))] if is_made else []
                known[case] = in_force([*choices, (self, own)])
            found[listing] = known[case]
        return found

    def _made_to_order(self, products):
        """Return the products whose stock says nothing: made to order, dropshipped, not counted."""
        if self.made_to_order != ALWAYS:
            return products.browse()
        return products.filtered(
            lambda product: not product.is_storable or product._is_made_to_order()
        )


class Product(models.Model):
    _inherit = "product.product"

    def _is_made_to_order(self):
        """Whether each order of it is made, bought or sent by a supplier on its own."""
        rules = (self.route_ids | self.categ_id.total_route_ids).rule_ids
        return any(
            rule.procure_method == "make_to_order" or rule.picking_type_id.code == "dropship"
            for rule in rules
        )


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def write(self, values):
        result = super().write(values)
        if not values.keys().isdisjoint(("route_ids", "categ_id", "is_storable")):
            self.env["omni.stock.change"]._note(self.product_variant_ids.ids)
        return result


class Listing(models.Model):
    _inherit = "omni.listing"

    rule_words = fields.Char(string="In force", compute="_compute_rule_words", compute_sudo=True)

    @api.depends("buffer", "buffer_unit", "shown_most", "shows", "shown_figure", "product_id")
    @api.depends_context("lang")
    def _compute_rule_words(self):
        for connection, listings in self.grouped("connection_id").items():
            rules = connection._rules_in_force(listings)
            for listing in listings:
                listing.rule_words = listing._rule_in_words(*rules[listing])

    def _rule_in_words(self, rule, origins):
        """Return what is in force, each with whose decision it is."""
        _ = self.env._
        if rule.shows == ALWAYS:
            words = [("shows", _("always available, shown as %s", rule.figure))]
        else:
            words = [("buffer", self._buffer_in_words(rule))] if rule.buffer else []
            if rule.shows == IN_OUT:
                words.append(("shows", _("in stock or sold out only, shown as %s", rule.figure)))
            elif rule.most:
                words.append(("most", _("at most %s shown", rule.most)))
        said = [f"{text} ({self._origin_in_words(origins[code])})" for code, text in words]
        return ", ".join(said) or _("all that can be promised")

    def _buffer_in_words(self, rule):
        if rule.is_percent:
            return self.env._("%s %% held back", rule.buffer)
        return self.env._("%s held back", rule.buffer)

    def _origin_in_words(self, origin):
        if isinstance(origin, str):
            return self.env._("made to order or not counted")
        if origin._name == self._name:
            return self.env._("this listing")
        if origin._name == "omni.connection":
            return self.env._("connection")
        return self.env._("category %s", origin.name)
