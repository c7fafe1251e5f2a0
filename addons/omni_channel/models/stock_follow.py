import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import AuthError, RemoteError
from odoo.addons.omni_base.models.checkpoint import CONFLICTS, LOST_DATABASE
from odoo.addons.omni_channel.core.gone import too_many
from odoo.exceptions import UserError, ValidationError

_logger = logging.getLogger(__name__)

LATE_HOURS = 3
"""It is counted every hour; later than this, something is in its way."""
CRON = "omni_channel.cron_follow_stock"
UNREAD = ("rung", "new")


class Connection(models.Model):
    """Where the channel keeps the stock, its numbers become Odoo's by inventory adjustments."""

    _inherit = "omni.connection"

    follows_stock = fields.Boolean(
        string="Odoo counts what it shows",
        tracking=True,
        help="Every hour, and after each reading of its products, what the channel shows is "
        "counted in the warehouses of its locations.",
    )
    followed_at = fields.Datetime(string="Last counted", readonly=True, copy=False)
    followed_count = fields.Integer(string="Products that differed", readonly=True, copy=False)
    followed_left_count = fields.Integer(string="Listings left out", readonly=True, copy=False)

    def _is_followed(self):
        return self.follows_stock and self.stock_master == "channel"

    def _after_page(self, code, page):
        """What was read of all products is a good moment to count."""
        super()._after_page(code, page)
        if code == "listing" and not page.more and self._is_followed():
            self.env.ref(CRON).sudo()._trigger()

    @api.model
    def _cron_follow_stock(self):
        """Count what each channel shows that keeps its stock itself; one fault stops no other."""
        due = self.search(
            [
                ("follows_stock", "=", True),
                ("stock_master", "=", "channel"),
                ("state", "=", "connected"),
            ]
        )
        for number, connection in enumerate(due, start=1):
            self.env["omni.drain"]._as_company(connection)._try_to_follow()
            if not self.env["omni.checkpoint"]._commit(1, remaining=len(due) - number):
                return

    def _try_to_follow(self):
        reason = ""
        try:
            self._follow_stock()
        except AuthError as error:
            self._suspend(self._say(error.reason))
        except RemoteError as error:
            reason = self._say(error.reason)
        except UserError as error:
            self.env["omni.checkpoint"]._undo()
            reason = str(error)
        except CONFLICTS:
            self.env["omni.checkpoint"]._undo()
            self.env.ref(CRON).sudo()._trigger()
        except LOST_DATABASE:
            raise
        except Exception as error:
            self.env["omni.checkpoint"]._undo()
            _logger.exception("Stock could not be followed")
            reason = self.env._("A fault of the program: %s", error)
        if reason:
            self.env["omni.notice"]._note(self, "follow", "warning", "", "stock", reason=reason)
            self._tell_health()

    def _follow_stock(self):
        """Read what the channel shows and count it here; UserError where that cannot be right."""
        if self._has_unread_orders():
            return
        rows, left = self._opening_plan(scheduled=True)
        self._refuse_emptied(rows)
        self._adjust_stock(rows, self.env._("Stock of %s", self.name))
        self.sudo().write(
            {
                "followed_at": fields.Datetime.now(),
                "followed_count": len([row for row in rows if row.difference]),
                "followed_left_count": len(left),
            }
        )
        self.env["omni.notice"]._end(self, "follow")

    def _has_unread_orders(self):
        """What the shop has sold and nobody has read yet would be counted as gone: next time."""
        domain = [("connection_id", "=", self.id), ("resource", "=", "order")]
        unread = [*domain, ("state", "in", UNREAD)]
        return bool(self.env["omni.message"].search_count(unread, limit=1))

    def _refuse_emptied(self, rows):
        """Where most would be gone at once, the shop is more likely out of order than empty."""
        full = [row for row in rows if row.here > 0]
        emptied = [row for row in full if not row.counted]
        if too_many(len(emptied), len(full)):
            raise UserError(
                self.env._(
                    "The channel shows nothing of %(gone)s of %(all)s products that are here: "
                    "nothing was counted. See what it shows; count by hand if that is right.",
                    gone=len(emptied),
                    all=len(full),
                )
            )

    def _diagnose_followed(self):
        """When its numbers were counted here, what differed, and why they may not be ours yet."""
        _ = self.env._
        label, why = _("Stock"), self._follow_obstacle()
        if why:
            yield self._finding("warning", label, why)
        if not self.followed_at:
            text = _("The channel keeps it; its numbers were not counted here yet.")
            yield self._finding("warning", label, text, "action_take_over_stock")
            return
        when, number = self._in_words(self.followed_at), self.followed_count
        is_late = self.followed_at < fields.Datetime.now() - timedelta(hours=LATE_HOURS)
        text = _("The channel keeps it. Last counted here: %s.", when)
        differed = _("Products that differed: %s.", number)
        yield self._finding("warning" if is_late else "good", label, f"{text} {differed}")
        if self.followed_left_count:
            text = _(
                "Listings left out: %s. “Take over stock…” says why.", self.followed_left_count
            )
            yield self._finding("warning", label, text, "action_take_over_stock")

    def _follow_obstacle(self):
        """Return why nothing is counted at the moment, or an empty text."""
        told = [("connection_id", "=", self.id), ("kind", "=", "follow"), ("state", "=", "open")]
        notice = self.env["omni.notice"].search(told, limit=1)
        if notice:
            return notice.text
        if self._has_unread_orders():
            return self.env._("Nothing is counted before all orders that have come in are read.")
        return ""

    @api.constrains("follows_stock", "stock_master")
    def _check_one_master_a_warehouse(self):
        self.location_ids._check_one_master()


class ChannelLocation(models.Model):
    _inherit = "omni.channel.location"

    @api.constrains("warehouse_id", "stock_location_ids", "active")
    def _check_one_master(self):
        """Two channels that both keep the stock of one warehouse would overwrite each other."""
        for place in self.filtered(lambda one: one.active and one.connection_id._is_followed()):
            others = self.sudo().search(
                [
                    ("company_id", "=", place.company_id.id),
                    ("connection_id", "!=", place.connection_id.id),
                    ("connection_id.follows_stock", "=", True),
                    ("connection_id.stock_master", "=", "channel"),
                ]
            )
            warehouses = place._source().warehouse_id
            rival = others.filtered(lambda one, mine=warehouses: one._source().warehouse_id & mine)
            if rival:
                raise ValidationError(
                    self.env._(
                        "“%(other)s” keeps the stock of %(warehouse)s already: one channel at most "
                        "can. Choose another warehouse, or let Odoo keep the stock.",
                        other=rival[0].connection_id.name,
                        warehouse=(rival[0]._source().warehouse_id & warehouses)[0].name,
                    )
                )


class Notice(models.Model):
    _inherit = "omni.notice"

    kind = fields.Selection(
        selection_add=[("follow", "Stock of the channel")], ondelete={"follow": "cascade"}
    )

    def _text_follow(self):
        return self.env._(
            "The channel's stock could not be counted here. %s", self.details.get("reason", "")
        )
