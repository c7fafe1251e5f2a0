from base64 import b64encode
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import RemoteError, RetryableError
from odoo.addons.omni_base.models.checkpoint import CONFLICTS, LOST_DATABASE
from odoo.tools import SQL

from .picture_query import FORGET, GATHER, SHOWN

A_PAGE = 10
MOST_TRIES = 5
AGAIN_AFTER = timedelta(minutes=50)
SETTLED = {"reason": False, "tries": 0, "not_before": False}


class Picture(models.Model):
    """A picture that a shop has of a product here: fetched once, apart from the product."""

    _name = "omni.picture"
    _inherit = ["omni.confined", "omni.kept"]
    _description = "Picture from a channel"
    _order = "id"
    _rec_name = "product_tmpl_id"

    connection_id = fields.Many2one(
        "omni.connection", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    product_tmpl_id = fields.Many2one(
        "product.template",
        string="Product",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    product_id = fields.Many2one(
        "product.product",
        string="Variant",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        help="Empty: the picture of the whole product",
    )
    external_id = fields.Char(string="Id there", readonly=True)
    address = fields.Char(required=True, readonly=True)
    state = fields.Selection(
        [
            ("wanted", "To be fetched"),
            ("taken", "Taken over"),
            ("kept", "Left as it is here"),
            ("failed", "Failed"),
        ],
        required=True,
        default="wanted",
        readonly=True,
    )
    reason = fields.Char(readonly=True)
    tries = fields.Integer(readonly=True)
    not_before = fields.Datetime(string="Again from", readonly=True)
    taken_at = fields.Datetime(string="Taken over on", readonly=True)
    digest = fields.Char(readonly=True, help="Of what was fetched last")
    checksum = fields.Char(readonly=True, help="Of what Odoo made of it")

    _one_per_record = models.UniqueIndex(
        "(connection_id, product_tmpl_id, (COALESCE(product_id, 0)))",
        "A product, and each variant, has one picture from a channel.",
    )
    _waiting = models.Index("(connection_id, id) WHERE state = 'wanted'")

    @api.model
    def _gather(self, connection, follows):
        """Put up what is not known yet of this connection's products; what is left, once more.

        ``follows``: whether a picture that came from the shop goes with the shop's.
        """
        self.env.flush_all()
        values = {"connection": connection.id, "now": fields.Datetime.now()}
        self.env.cr.execute(FORGET, values)
        self.env.cr.execute(GATHER, values)
        self.env.cr.execute(
            SQL(
                """
                UPDATE omni_picture p SET state = 'wanted' FROM (%s) s
                 WHERE s.id = p.id AND p.connection_id = %s AND p.state = 'kept'
                   AND (s.checksum IS NULL OR %s AND s.checksum = p.checksum)
                """,
                SHOWN,
                connection.id,
                follows,
            )
        )
        self.invalidate_model()

    @api.model
    def _next(self, connection, after):
        """Return the next few that are to be fetched, in the order of their ids."""
        due = ["|", ("not_before", "=", False), ("not_before", "<=", fields.Datetime.now())]
        wanted = [("connection_id", "=", connection.id), ("state", "=", "wanted")]
        return self.search([*wanted, ("id", ">", after), *due], limit=A_PAGE)

    def _shown(self):
        """Return {picture: checksum of what its product shows here}: one query."""
        self.env.flush_all()
        self.env.cr.execute(SQL("%s WHERE r.id = ANY(%s)", SHOWN, self.ids))
        return {self.browse(key): checksum for key, checksum in self.env.cr.fetchall() if checksum}

    def _leave_own(self, follows):
        """Settle what has a picture that stays; return the others."""
        shown = self._shown()
        own = self.filtered(
            lambda row: row in shown and not (follows and shown[row] == row.checksum)
        )
        own.write({"state": "kept", **SETTLED})
        return self - own

    def _take(self, found, follows):
        """Set what was fetched, {id: Picture or RemoteError}; return how many are new.

        What has got a picture here meanwhile is left as it is.
        """
        rows = self.browse(found)
        failed = rows.filtered(lambda row: isinstance(found[row.id], RemoteError))
        for row in failed:
            row._note_failure(found[row.id])
        here = (rows - failed)._leave_own(follows)
        fresh = here.filtered(lambda row: found[row.id].digest != row.digest)
        taken = fresh.filtered(lambda row: row._set(found[row.id]))
        shown, now = taken._shown(), fields.Datetime.now()
        for row in taken:
            row.write({"digest": found[row.id].digest, "checksum": shown.get(row), "taken_at": now})
        (here - fresh + taken).write({"state": "taken", **SETTLED})
        return len(taken)

    def _set(self, picture):
        """Give the product its picture; whether Odoo could read it."""
        record, name = self.product_tmpl_id, "image_1920"
        if self.product_id:
            record, name = self.product_id, "image_variant_1920"
        try:
            with self.env.cr.savepoint():
                record.write({name: b64encode(picture.body)})
        except (*CONFLICTS, *LOST_DATABASE):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a decoder stumbles over (law 3)
            reason = self.env._("Odoo cannot read it: %s", error)
            self.write({"state": "failed", "reason": reason})
            return False
        return True

    def _note_failure(self, error):
        """What may pass is tried again by itself, a few times; a person sees why."""
        tries = self.tries + 1
        passes = isinstance(error, RetryableError) and tries < MOST_TRIES
        self.write(
            {
                "state": "wanted" if passes else "failed",
                "reason": self.connection_id._say(error.reason),
                "tries": tries,
                "not_before": fields.Datetime.now() + AGAIN_AFTER if passes else False,
            }
        )

    def action_try_again(self):
        """The button “Try again”: fetch at once what failed."""
        self.check_access("read")
        rows = self.sudo().filtered(lambda row: row.state in ("failed", "wanted"))
        rows.write({"state": "wanted", **SETTLED})
        feeds = rows.connection_id.feed_ids.filtered(lambda one: one.resource == "picture")
        for feed in feeds:
            feed.cron_id._trigger()
        return self.env["omni.connection"]._notice("info", rows._said(feeds))

    def _said(self, feeds):
        """What is told to who pressed “Try again”; ``feeds``: those that fetch them now."""
        if not self:
            return self.env._("None of these has failed or waits: nothing is fetched again.")
        off = self.connection_id - feeds.connection_id
        if off:
            return self.env._(
                "The feed “Product pictures” of %s is off: they are fetched once it is on.",
                ", ".join(off.mapped("name")),
            )
        return self.env._("Pictures that are fetched again: %s.", len(self))
