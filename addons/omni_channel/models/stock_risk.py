from collections import defaultdict
from datetime import timedelta
from operator import ge, gt

from msgspec import Struct

from odoo import api, fields, models
from odoo.addons.omni_base.core.spread import percentile
from odoo.addons.omni_channel.core.lag import SLOW, worst_case

from .health import PLACED

RATE_DAYS, LAG_DAYS = 7, 1
RATE_HOURS = RATE_DAYS * 24
COMPARISONS = {">": gt, ">=": ge}


class Risk(Struct, frozen=True):
    """How many pieces other channels may sell before this one shows it.

    ``seconds``: None where nothing was measured yet. ``hourly``: pieces an hour on other channels.
    """

    seconds: float | None = None
    hourly: float = 0

    @property
    def pieces(self):
        return worst_case(self.seconds or 0, self.hourly)


class Listing(models.Model):
    """The price of one pool for all: two channels may sell the same piece, so many at most."""

    _inherit = "omni.listing"

    worst_case = fields.Integer(
        compute="_compute_worst_case",
        search="_search_worst_case",
        compute_sudo=True,
        help="Pieces that other channels may sell before this one shows it: how long orders and "
        "numbers take (95 of 100) times what they sell of it in an hour. Nothing that is "
        "held back covers it by itself: compare it with the buffer.",
    )

    def _compute_worst_case(self):
        risks = self._risks()
        for listing in self:
            listing.worst_case = risks[listing].pieces

    @api.model
    def _search_worst_case(self, operator, value):
        """Only what was sold lately can be sold twice: the rest is not looked at."""
        if operator not in COMPARISONS or value < 0:
            return NotImplemented
        sold = self._sold_lately([])
        listings = self.sudo().search(
            [
                ("product_id", "in", list({product for product, _channel in sold})),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        risks = listings._risks()
        is_so = COMPARISONS[operator]
        return [("id", "in", [row.id for row in listings if is_so(risks[row].pieces, value)])]

    def _risks(self):
        """Return {listing: Risk}: a few queries, however many they are."""
        products = self.product_id
        sold = self.sudo()._sold_lately([("product_id", "in", products.ids)]) if products else {}
        hourly = defaultdict(dict)
        for (product_id, connection_id), pieces in sold.items():
            hourly[product_id][connection_id] = pieces / RATE_HOURS
        delays = self.sudo().connection_id._delays()
        return {listing: listing._risk(hourly[listing.product_id.id], delays) for listing in self}

    def _risk(self, hourly, delays):
        """``hourly``: {connection id: pieces an hour}. ``delays``: see ``_delays``."""
        own = self.connection_id.id
        others = {one: pieces for one, pieces in hourly.items() if one != own}
        told = delays.get((own, "out.stock"))
        if told is None:
            return Risk(None, sum(others.values()))
        heard = max((delays.get((one, PLACED)) or 0 for one in others), default=0)
        return Risk(told + heard, sum(others.values()))

    @api.model
    def _sold_lately(self, domain):
        """Return {(product id, connection id): pieces sold in the last days}: one query."""
        since = fields.Datetime.now() - timedelta(days=RATE_DAYS)
        groups = (
            self.env["sale.order.line"]
            .sudo()
            ._read_group(
                [
                    *domain,
                    ("order_id.omni_connection_id", "!=", False),
                    ("order_id.date_order", ">=", since),
                    ("state", "!=", "cancel"),
                    ("company_id", "in", self.env.companies.ids),
                ],
                ["product_id", "order_id.omni_connection_id"],
                ["product_uom_qty:sum"],
            )
        )
        return {(product.id, channel.id): pieces for product, channel, pieces in groups}


class Connection(models.Model):
    _inherit = "omni.connection"

    def _delays(self):
        """Return {(connection id, kind of figure): seconds within which 95 of 100 were done},
        of all channels of these companies in the last day: two queries.
        """
        channels = self.search([("company_id", "in", self.company_id.ids)])
        since = fields.Datetime.now() - timedelta(days=LAG_DAYS)
        spreads = self.env["omni.measure"]._spreads(channels, since)
        return {key: percentile(spread, SLOW) for key, (_count, spread) in spreads.items()}

    def _risk_in_words(self, risk):
        _ = self.env._
        if not risk.hourly:
            return _("No other channel has sold it in the last %s days.", RATE_DAYS)
        rate = self._rate_in_words(risk.hourly)
        if risk.seconds is None:
            return _("Other channels sell %s; how fast this one learns is not measured yet.", rate)
        return _(
            "Worst case %(pieces)s: other channels sell %(rate)s, and it takes up to %(time)s "
            "until this one shows it.",
            pieces=risk.pieces,
            rate=rate,
            time=self._duration(risk.seconds),
        )

    def _rate_in_words(self, hourly):
        if hourly >= 1:
            return self.env._("%s an hour", round(hourly))
        if hourly * 24 >= 1:
            return self.env._("%s a day", round(hourly * 24))
        return self.env._("%s a week", max(round(hourly * RATE_HOURS), 1))
