from odoo import fields, models
from odoo.addons.omni_channel.core.published import MINUS, formula
from odoo.tools.misc import format_date, format_time, formatLang

LISTED = 12
TAKEN = ("reserved", "ordered")
OPEN_STATES = ("waiting", "confirmed", "partially_available", "assigned")


class Listing(models.Model):
    """“Why this number?”: the terms of the published number, and how far the channel knows it."""

    _inherit = "omni.listing"

    why = fields.Html(compute="_compute_why", sanitize=False)
    why_text = fields.Char(compute="_compute_why", string="Why this number")

    def action_open_why(self):
        """The button “Why this number?”."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why this number?"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("omni_channel.view_listing_why").id, "form")],
            "target": "new",
        }

    def _compute_why(self):
        silent, risks = self.sudo()._silent(), self._risks()
        for connection, listings in self.grouped("connection_id").items():
            own = connection.sudo()
            places, is_parted = own._places(), bool(own._parted_pools())
            explained = own._explained(listings.sudo(), places)
            for listing in listings:
                rows = [
                    listing._why_at(place, explained[listing.sudo(), place]) for place in places
                ]
                listing.why_text = "\n".join(row["text"] for row in rows)
                values = {
                    "rows": rows,
                    "silent": silent[listing],
                    "rule": listing.rule_words,
                    "risk": "" if is_parted else own._risk_in_words(risks[listing]),
                    "waiting": listing._waiting_in_words(),
                }
                listing.why = self.env["ir.qweb"]._render("omni_channel.listing_why", values)

    def _why_at(self, place, published):
        """Return what is to be shown at one place, term by term, and what is known there."""
        level = self.sudo().level_ids.filtered(lambda level: level.location_id == place)
        say = self.connection_id._say
        known = level._known_in_words(published.quantity)
        text = formula(published.terms, say, self._number)
        return {
            "place": place.name,
            "source": ", ".join(place._source().mapped("display_name")),
            "terms": self._why_terms(place, published.terms),
            "quantity": self._number(published.quantity),
            "text": ", ".join([text, *known]),
            "known": known,
            "problem": level.problem,
            "missing": level.unexplained_quantity,
        }

    def _why_terms(self, place, terms):
        """Return the terms as they are shown; behind the last demand, who takes it."""
        rows = [
            {
                "label": self.connection_id._say(term.label),
                "pieces": self._signed(term.pieces, is_first=not number),
                "moves": [],
            }
            for number, term in enumerate(terms)
        ]
        taken = [number for number, term in enumerate(terms) if term.code in TAKEN]
        if taken:
            rows[taken[-1]]["moves"] = self._holders(place)
        return rows

    def _holders(self, place):
        """Return the transfers that are to take it from there, with what each takes; the oldest
        first, and only what the reader may see.
        """
        moves = self.env["stock.move"]
        if not moves.has_access("read"):
            return []
        products = self._taken_products().with_context(location=place._source().ids)
        leaving = products.sudo()._get_domain_locations()[2]
        domain = [("product_id", "in", products.ids), ("state", "in", OPEN_STATES), *leaving]
        found = moves.search(domain, limit=LISTED, order="date, id")
        return [self._holder(move) for move in found]

    def _taken_products(self):
        """A hook: the products whose demand takes from what is shown."""
        return self.product_id

    def _holder(self, move):
        record = move.picking_id or move.sale_line_id.order_id or move
        origin = move.origin or move.picking_id.origin or ""
        return {
            "name": record.display_name if move.picking_id else move.reference or origin,
            "url": f"/odoo/{record._name}/{record.id}",
            "origin": origin if origin != record.display_name else "",
            "pieces": self._number(move.product_qty),
            "is_reserved": move.state == "assigned",
        }

    def _signed(self, pieces, is_first):
        number = self._number(abs(pieces))
        if pieces < 0:
            return f"{MINUS}{number}"
        return number if is_first else f"+{number}"

    def _number(self, pieces):
        """Return a quantity as the reader writes it: whole where it is whole."""
        digits = 0 if pieces == int(pieces) else 3
        return formatLang(self.env, float(pieces), digits=digits)

    def _waiting_in_words(self, resource="stock"):
        """Return since when a change waits to be told, and why, or an empty text."""
        intent = self.env["omni.intent"].sudo()
        intent = intent.search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("resource", "=", resource),
                ("res_id", "=", self.id),
            ],
            order="created_at, id",
            limit=1,
        )
        if not intent:
            return ""
        at = self.env["omni.listing.level"]._moment(intent.created_at)
        if intent.state == "dead":
            reason = intent.reason or ""
            return self.env._("Refused, noted %(at)s: %(reason)s", at=at, reason=reason)
        if intent.reason:
            reason = intent.reason
            return self.env._("Waits to be told since %(at)s: %(reason)s", at=at, reason=reason)
        return self.env._("Waits to be told since %s.", at)


class ListingLevel(models.Model):
    _inherit = "omni.listing.level"

    def _known_in_words(self, wanted):
        """Return what was sent and acknowledged, as words behind the formula."""
        _ = self.env._
        known = []
        if self.in_flight_at:
            at, pieces = self._moment(self.in_flight_at), self.in_flight_quantity
            known.append(_("%(pieces)s on its way since %(at)s", pieces=pieces, at=at))
        elif self.sent_at:
            known.append(_("sent %s", self._moment(self.sent_at)))
        if not self.acknowledged_at:
            return known or [_("never told")]
        at, pieces = self._moment(self.acknowledged_at), self.acknowledged_quantity
        if pieces == wanted and not self.in_flight_at:
            return [*known, _("acknowledged %s", at)]
        return [*known, _("%(pieces)s acknowledged %(at)s", pieces=pieces, at=at)]

    def _moment(self, at):
        """Return a moment in the reader's time zone and form; of today, the time only."""
        local = fields.Datetime.context_timestamp(self, at)
        time = format_time(self.env, local.time(), time_format="short")
        if local.date() == fields.Datetime.context_timestamp(self, fields.Datetime.now()).date():
            return time
        return f"{format_date(self.env, local.date())} {time}"
