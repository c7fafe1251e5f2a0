import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import AuthError, LimitReached, RemoteError
from odoo.addons.omni_base.models.checkpoint import CONFLICTS, LOST_DATABASE
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

HOURS = 12
KEEP_DAYS = 100


class Audit(models.Model):
    """One comparison of a channel with Odoo: what is shown there, and what should be."""

    _name = "omni.audit"
    _inherit = "omni.confined"
    _description = "Comparison with a channel"
    _order = "id desc"
    _rec_name = "started_at"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    state = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("stopped", "Stopped")],
        required=True,
        readonly=True,
        default="running",
    )
    started_at = fields.Datetime(string="Started on", readonly=True, default=fields.Datetime.now)
    ended_at = fields.Datetime(string="Ended on", readonly=True)
    position = fields.Integer(readonly=True, help="The last listing that was compared")
    compared_count = fields.Integer(string="Compared", readonly=True)
    waiting_count = fields.Integer(string="On their way", readonly=True)
    call_count = fields.Integer(string="Calls", readonly=True)
    drift_ids = fields.One2many("omni.drift", "audit_id")
    drift_count = fields.Integer(string="Differences", readonly=True)
    open_count = fields.Integer(string="Open", compute="_compute_open_count")
    reason = fields.Char(readonly=True)

    @api.depends("drift_ids.state")
    def _compute_open_count(self):
        groups = self.env["omni.drift"]._read_group(
            [("audit_id", "in", self.ids), ("state", "=", "open")], ["audit_id"], ["__count"]
        )
        counts = {audit.id: count for audit, count in groups}
        for audit in self:
            audit.open_count = counts.get(audit.id, 0)

    @api.model
    def _cron_audit(self):
        """Compare what is due; a comparison whose time is up goes on in the next call."""
        due = self._due()
        for number, connection in enumerate(due, start=1):
            audit = self._begin(connection)
            self.env["omni.checkpoint"]._commit(0, remaining=1)
            complete = audit._run()
            if (
                not self.env["omni.checkpoint"]._commit(1, remaining=len(due) - number)
                or not complete
            ):
                return

    @api.model
    def _due(self):
        """Return the connections with an unfinished comparison, or without one since the day."""
        audited = self._audited()
        since = fields.Datetime.now() - timedelta(hours=HOURS)
        known = self.search([("connection_id", "in", audited.ids), ("started_at", ">", since)])
        ended = known.filtered(lambda one: one.state != "running").connection_id
        running = self.search([("state", "=", "running")]).connection_id & audited
        return [*running, *(audited - ended - running)]

    @api.model
    def _audited(self):
        channels = self.env["omni.connection"].search([("kind", "=", "channel")])
        return channels.filtered(lambda one: one.sudo()._is_audited())

    @api.model
    def _begin(self, connection):
        """Return its unfinished comparison, or a new one, as the scheduled work sees it."""
        connection = self.env["omni.drain"]._as_company(connection)
        audits = self.with_env(connection.env)
        running = audits.search(
            [("connection_id", "=", connection.id), ("state", "=", "running")], limit=1
        )
        return running or audits.create({"connection_id": connection.id})

    def _run(self):
        """Compare, or go on where it was left; return whether it has ended."""
        connection = self.connection_id
        try:
            with connection._session(scheduled=True, rests=True) as adapter:
                if not self._compare(connection, adapter):
                    return False
        except LimitReached as error:
            self._go_on_later(error.after)
            return False
        except RemoteError as error:
            self._stop(connection, error)
        except CONFLICTS:
            self.env["omni.checkpoint"]._undo()
            self._go_on_later(1)
            return False
        except LOST_DATABASE:
            raise
        except Exception as error:
            self.env["omni.checkpoint"]._undo()
            _logger.exception("A comparison failed")
            self._end("stopped", self.env._("A fault of the program: %s", error))
        else:
            self._settle()
        return True

    def _stop(self, connection, error):
        reason = connection._say(error.reason)
        if isinstance(error, AuthError):
            connection._suspend(reason)
        self._end("stopped", reason)

    def _go_on_later(self, seconds):
        at = fields.Datetime.now() + timedelta(seconds=seconds)
        self.env.ref("omni_channel.cron_audit").sudo()._trigger(at=at)

    def _compare(self, connection, adapter):
        """Return whether everything was compared within this job's time."""
        if not (connection._audit_stock(self, adapter) and connection._audit_prices(self, adapter)):
            return False
        connection._audit_orders(self, adapter)
        return True

    def _end(self, state, reason=""):
        self.write({"state": state, "reason": reason, "ended_at": fields.Datetime.now()})

    def _settle(self):
        """It is complete: what an earlier one found and this one did not is gone by itself."""
        self._end("done")
        earlier = self.env["omni.drift"].search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("state", "=", "open"),
                ("audit_id", "!=", self.id),
            ]
        )
        earlier.write({"state": "gone"})
        self.drift_count = len(self.drift_ids)
        self.drift_ids._repair_by_itself()
        self._tell()

    def _tell(self):
        """One warning for all that a person must look at."""
        notices = self.env["omni.notice"]
        if not self.open_count:
            notices._end(self.connection_id, "drift")
        else:
            notices._note(
                self.connection_id, "drift", "warning", "", "stock", number=self.open_count
            )
        self.connection_id._tell_health()

    def action_open_drift(self):
        """The button that leads to what differs."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_channel.action_drift")
        return {**action, "domain": [("audit_id", "=", self.id)], "context": {}}

    def action_compare_now(self):
        """The button “Compare now”, on whatever rows: every live channel, in the background."""
        self.check_access("read")
        audited = self._audited()
        if not audited:
            raise UserError(
                self.env._(
                    "There is nothing to compare: no channel is live with Odoo's stock or prices."
                )
            )
        for connection in audited:
            self.sudo()._begin(connection.sudo())
        self.env.ref("omni_channel.cron_audit").sudo()._trigger()
        return audited[0]._notice("info", self.env._("The comparison starts now."))

    @api.autovacuum
    def _gc_audits(self):
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        self.search([("started_at", "<", limit)]).unlink()


class Notice(models.Model):
    _inherit = "omni.notice"

    kind = fields.Selection(selection_add=[("drift", "Differences")], ondelete={"drift": "cascade"})

    def _text_drift(self):
        number = self.details.get("number", 0)
        if number == 1:
            return self.env._(
                "1 difference between the channel and Odoo waits for you: see Activity > "
                "Differences."
            )
        return self.env._(
            "%s differences between the channel and Odoo wait for you: see Activity > Differences.",
            number,
        )
