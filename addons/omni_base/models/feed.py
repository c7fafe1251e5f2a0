import json
import traceback
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core.errors import AuthError, LimitReached, RemoteError, RetryableError
from ..core.resource import resource
from .checkpoint import CONFLICTS, LONGEST_REST, LOST_DATABASE
from .work import BACKFILL

FAULT_PAUSE_SECONDS = 60


class Feed(models.Model):
    """One kind of thing in one direction over one connection, with its own schedule."""

    _name = "omni.feed"
    _inherit = ["omni.confined", "omni.kept"]
    _description = "Feed"
    _order = "connection_id, sequence, id"
    _rec_name = "resource"

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    sequence = fields.Integer()
    resource = fields.Char(required=True, readonly=True)
    label = fields.Char(string="What", compute="_compute_words")
    help = fields.Char(compute="_compute_words")
    direction = fields.Selection(
        [("in", "In"), ("out", "Out")], compute="_compute_direction", store=True
    )
    active = fields.Boolean(string="On", default=True)
    cron_id = fields.Many2one(
        "ir.cron", readonly=True, ondelete="set null", groups="base.group_system"
    )
    minutes = fields.Integer(
        string="Every … minutes",
        compute="_compute_minutes",
        store=True,
        readonly=False,
        help="How often the remote is asked. What goes out, goes at once.",
    )
    next_at = fields.Datetime(string="Next", compute="_compute_next_at", compute_sudo=True)
    cursor = fields.Json(readonly=True, default=dict)
    run_ids = fields.One2many("omni.run", "feed_id")
    last_run_id = fields.Many2one("omni.run", compute="_compute_last_run")
    last_state = fields.Selection(
        lambda self: self.env["omni.run"]._fields["state"]._description_selection(self.env),
        string="Last result",
        compute="_compute_last_run",
    )
    last_at = fields.Datetime(string="Last", compute="_compute_last_run")

    _one_per_resource = models.Constraint(
        "UNIQUE (connection_id, resource)", "A connection has each feed once."
    )

    @api.depends("resource")
    @api.depends_context("lang")
    def _compute_words(self):
        for feed in self:
            known = resource(feed.resource)
            feed.label = feed.connection_id._say(known.label) if known else feed.resource
            feed.help = feed.connection_id._say(known.help) if known else ""

    @api.depends("label")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for feed in self:
            feed.display_name = feed.label

    @api.depends("resource")
    def _compute_direction(self):
        for feed in self:
            known = resource(feed.resource)
            feed.direction = known.direction if known else False

    @api.depends("resource")
    def _compute_minutes(self):
        for feed in self:
            known = resource(feed.resource)
            feed.minutes = known.minutes if known and known.direction == "in" else 0

    @api.depends("cron_id.nextcall", "active", "minutes")
    def _compute_next_at(self):
        for feed in self:
            feed.next_at = feed.active and feed.minutes and feed.cron_id.nextcall

    def _compute_last_run(self):
        newest = self.env["omni.run"]._read_group(
            [("feed_id", "in", self.ids)], ["feed_id"], ["id:max"]
        )
        ids = {feed.id: run_id for feed, run_id in newest}
        for feed in self:
            run = feed.last_run_id = self.env["omni.run"].browse(ids.get(feed.id))
            feed.last_state = run.state
            feed.last_at = run.started_at

    def action_run_now(self):
        """Start the feed at once, in the background."""
        self.ensure_one()
        if self.connection_id.state != "connected":
            raise UserError(
                self.env._("Connect “%s” first: test its connection.", self.connection_id.name)
            )
        if not self.active:
            raise UserError(self.env._("Switch “%s” on first.", self.label))
        if self.direction == "in":
            self.sudo().cron_id._trigger()
        else:
            self._offer()
        return self.connection_id._notice("info", self.env._("“%s” starts now.", self.label))

    def _offer(self):
        """Put everything of an outgoing feed up for comparison with the remote."""
        self.ensure_one()
        getattr(self.connection_id, f"_offer_{self.resource}")()
        self.env["omni.drain"]._wake(BACKFILL)

    @api.model
    def _cron_pull(self, feed_id):
        """Read what changed at the remote; each page is stored together with its cursor."""
        feed = self.browse(feed_id).exists()
        connection = feed.connection_id
        if not feed.active or not connection.active or connection.state != "connected":
            return
        connection = self.env["omni.drain"]._as_company(connection)
        feed = feed.with_env(connection.env)
        if connection.paused_until and connection.paused_until > fields.Datetime.now():
            feed.sudo().cron_id._trigger(at=connection.paused_until)
            return
        feed.run_ids.filtered(lambda run: run.state == "running")._interrupted()
        run = self.env["omni.run"].create(
            {
                "feed_id": feed.id,
                "connection_id": connection.id,
                "company_id": connection.company_id.id,
            }
        )
        self.env["omni.checkpoint"]._commit(0, remaining=1)
        try:
            feed._pull(run)
        except CONFLICTS:
            feed._start_anew(run)

    def _pull(self, run):
        adapter, complete = None, True
        try:
            session = {"scheduled": True, "rests": True, "resource": self.resource}
            with self.connection_id._session(**session) as adapter:
                complete = self._pull_pages(adapter, run)
            run._end("done" if complete else "stopped", adapter, self._why_stopped())
            if complete:
                self._look_again_after(run)
        except AuthError as error:
            reason = self.connection_id._say(error.reason)
            self.connection_id._suspend(reason)
            run._end("failed", adapter, reason, error.detail)
        except RemoteError as error:
            state = self._start_again_after(error)
            run._end(state, adapter, self.connection_id._say(error.reason), error.detail)
        except (*CONFLICTS, *LOST_DATABASE):
            raise
        except Exception as error:  # noqa: BLE001 - a job that fails too often is switched off by Odoo
            self.env["omni.checkpoint"]._undo()
            detail = "".join(traceback.format_exception(error))
            run._end("failed", adapter, self.env._("A fault of the program: %s", error), detail)
        self.env["omni.checkpoint"]._commit(1, remaining=int(not complete))

    def _look_again_after(self, run):
        """Start anew where this run ended what an earlier one began: much is newer than that."""
        earlier = self.run_ids.filtered(lambda known: known.id < run.id)[:1]
        if earlier.state in ("stopped", "failed"):
            self.sudo().cron_id._trigger()

    def _start_again_after(self, error):
        """Start again by itself where that may help; return the state in which the run ends."""
        if isinstance(error, LimitReached):
            self._go_on_later(error.after)
            return "stopped"
        if isinstance(error, RetryableError):
            self._try_again(error.after)
        return "failed"

    def _go_on_later(self, seconds):
        """A job that could rest no longer starts anew; a schedule only counts in minutes."""
        now = fields.Datetime.now()
        rests = seconds <= LONGEST_REST
        self.sudo().cron_id._trigger(at=now if rests else now + timedelta(seconds=seconds))

    def _start_anew(self, run):
        """Another worker wrote the same, which the last commit may notice first."""
        self.env["omni.checkpoint"]._undo()
        run._end("stopped", None, self.env._("Somebody changed the feed meanwhile."))
        self.sudo().cron_id._trigger()
        self.env["omni.checkpoint"]._commit(1, remaining=0)

    def _try_again(self, after):
        until = self.connection_id._pause(after or FAULT_PAUSE_SECONDS)
        self.sudo().cron_id._trigger(at=until)

    def _pull_pages(self, adapter, run):
        """Store page after page until the end or until the time is up; return whether complete."""
        pages = self._pages(adapter)
        checkpoint = self.env["omni.checkpoint"]
        connection, message = self.connection_id, self.env["omni.message"]
        code = self.resource
        checkpoint._commit()
        for page in pages:
            fresh = message._store_page(connection, code, page.items, run) if page.items else 0
            connection._after_page(code, page)
            adapter.http.drift.sample(code, page.items)
            run.read_count += len(page.items)
            run.new_count += fresh
            run.unchanged_count += len(page.items) - fresh
            run.call_count = adapter.http.calls
            self._keep_cursor(page.cursor)
            if fresh:
                self.env["omni.drain"]._wake(BACKFILL)
            goes_on = page.more and self._is_on()
            seconds = checkpoint._commit(1, remaining=int(goes_on))
            if not page.more:
                return True
            if not seconds or not goes_on:
                return False
        return True

    def _pages(self, adapter):
        """Begin to ask the remote: what is read of the database for that, is read before."""
        known = resource(self.resource)
        pull, cursor = getattr(adapter, known.needs), dict(self.cursor or {})
        if not known.is_awaited:
            return pull(cursor)
        return pull(cursor, getattr(self.connection_id, f"_awaited_{known.code}")())

    def _keep_cursor(self, cursor):
        self.env.cr.execute(
            "UPDATE omni_feed SET cursor = %s WHERE id = %s", [json.dumps(cursor), self.id]
        )
        self.invalidate_recordset(["cursor"])
