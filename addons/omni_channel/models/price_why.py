from odoo import fields, models
from odoo.addons.omni_channel.core.published import MINUS, formula
from odoo.tools.misc import format_date, formatLang


class Listing(models.Model):
    """“Why this price?”: the terms of the price, and how far the channel knows it."""

    _inherit = "omni.listing"

    why_price = fields.Html(compute="_compute_why_price", sanitize=False)
    why_price_text = fields.Char(compute="_compute_why_price", string="Why this price")

    def action_open_why_price(self):
        """The button “Why this price?”."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why this price?"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("omni_channel.view_listing_why_price").id, "form")],
            "target": "new",
        }

    def _compute_why_price(self):
        for connection, listings in self.grouped("connection_id").items():
            own = connection.sudo()
            priced = listings.sudo().filtered("product_id")
            wanted = own._wanted_prices(priced)
            for listing in listings:
                values = listing.sudo()._why_price(own, wanted.get(listing.sudo()))
                listing.why_price_text = values["text"]
                listing.why_price = self.env["ir.qweb"]._render(
                    "omni_channel.listing_why_price", values
                )

    def _why_price(self, connection, wanted):
        """Return what the explanation shows of one listing."""
        row = self.price_ids[:1]
        amount = self._money(wanted.currency if wanted else self.currency)
        known = row._known_price_in_words(wanted, amount) if wanted else []
        is_told = wanted and not (wanted.problem or wanted.silent)
        text = formula(wanted.terms, connection._say, amount) if is_told else ""
        return {
            "text": ", ".join([text, *known]) if text else "",
            "terms": self._price_terms(connection, wanted, amount) if is_told else [],
            "total": amount(wanted.regular) if is_told else "",
            "sale": self._sale_in_words(wanted, amount) if is_told else "",
            "silent": self._price_silent(connection, wanted),
            "problem": row.problem or "",
            "warning": wanted.warning if is_told else "",
            "pricelist": connection.pricelist_id.display_name or "",
            "before": self._before_in_words(row, amount),
            "waiting": self._waiting_in_words("price"),
        }

    def _money(self, currency):
        """Return what writes an amount as the reader does, with the currency's decimals."""
        known = self.env["res.currency"].with_context(active_test=False)
        found = known.search([("name", "=", currency or "")], limit=1)
        digits = found.decimal_places if found else 2
        return lambda value: formatLang(self.env, float(value), digits=digits)

    def _price_terms(self, connection, wanted, amount):
        rows = []
        for term in wanted.terms:
            sign = MINUS if term.pieces < 0 else "+" if rows else ""
            label = connection._say(term.label)
            rows.append({"label": label, "amount": f"{sign}{amount(abs(term.pieces))}"})
        return rows

    def _sale_in_words(self, wanted, amount):
        sale = wanted.sale
        if sale is None:
            return ""
        _ = self.env._
        said = [_("Sale price %(price)s (%(rule)s)", price=amount(sale.price), rule=sale.name)]
        if sale.starts_at:
            said.append(_("from %s", self._day(sale.starts_at)))
        if sale.ends_at:
            said.append(_("until %s", self._day(sale.ends_at)))
        return " ".join(said)

    def _day(self, moment):
        local = fields.Datetime.context_timestamp(self, moment.replace(tzinfo=None))
        return format_date(self.env, local.date())

    def _before_in_words(self, row, amount):
        before = row._before() if row else None
        if before is None:
            return ""
        at = self.env["omni.listing.level"]._moment(row.before_at)
        price = amount(before.regular)
        return self.env._(
            "Before going live, the shop asked %(price)s (%(at)s).", price=price, at=at
        )

    def _price_silent(self, connection, wanted):
        """Return why its price is not told, or an empty text: the first reason."""
        _ = self.env._
        reasons = (
            (True, connection._silent_price_as_a_whole()),
            (not self.active, _("It is not on sale in the channel any more.")),
            (not self.product_id, _("It has no product: choose one.")),
            (not self.publishes_price, _("“Send price” is switched off for it.")),
            (self.is_held, _("It is held: it is released in a later stage of going live.")),
            (True, wanted.problem or wanted.silent if wanted else ""),
        )
        return next((why for is_so, why in reasons if is_so and why), "")


class Connection(models.Model):
    _inherit = "omni.connection"

    def _silent_price_as_a_whole(self):
        """Return why no price of this connection is told, or an empty text."""
        _ = self.env._
        feed = self._price_feed()
        reasons = (
            (not self._can("push_prices"), _("This channel cannot be told prices.")),
            (not self._is_price_ours(), _("Odoo does not decide the price: see “Who decides”.")),
            (not feed.active, _("The feed “Prices” is switched off.")),
            (not self.active, _("The connection is archived.")),
            (self.state != "connected", _("The connection does not work: test it.")),
            (self.mode == "test", _("Test mode: nothing is written to the channel.")),
            (self.is_copy, _("This database is a copy: it writes nothing to the channel.")),
            (bool(self.returning_at), _("The channel is given back its prices of before.")),
            (feed.is_held, _("The feed “Prices” is held for a later stage of going live.")),
        )
        return next((why for is_so, why in reasons if is_so), "")


class ListingPrice(models.Model):
    _inherit = "omni.listing.price"

    def _known_price_in_words(self, wanted, amount):
        """Return what was sent and acknowledged, as words behind the formula."""
        _ = self.env._
        moment = self.env["omni.listing.level"]._moment
        known = []
        if self.in_flight_at:
            price, at = amount(self.in_flight_regular), moment(self.in_flight_at)
            known.append(_("%(price)s on its way since %(at)s", price=price, at=at))
        elif self.sent_at:
            known.append(_("sent %s", moment(self.sent_at)))
        if not self.acknowledged_at:
            return known or [_("never told")]
        at = moment(self.acknowledged_at)
        if self._shows(wanted.shown):
            return [*known, _("acknowledged %s", at)]
        return [*known, _("%(price)s acknowledged %(at)s", price=amount(self.regular), at=at)]
