from collections import defaultdict
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from functools import partial

from odoo import fields, models
from odoo.exceptions import UserError

from ..core.errors import AuthError, RemoteError, RetryableError
from ..core.http import HttpSession
from ..core.pace import BACKFILL, LIVE, PERSON
from ..core.text import _
from .shared_pace import SharedPace

_MEMORY = defaultdict(dict)


class Connection(models.Model):
    """How a connection lends its adapter for the length of one run."""

    _inherit = "omni.connection"

    backfill_paused_until = fields.Datetime(
        string="Bulk work waits until", readonly=True, copy=False
    )
    bucket_ids = fields.One2many(
        "omni.bucket",
        "connection_id",
        string="Limits",
        domain=lambda self: [
            "|",
            ("capacity", ">", 0),
            ("closed_until", ">", fields.Datetime.now()),
        ],
    )

    @contextmanager
    def _session(
        self, scheduled=False, lane=None, rests=False, about=None, resource="", calls=True
    ):
        """Yield the adapter with one keep-alive HTTP session; credentials are read here, once.

        ``scheduled``: complain loudly about a call that is made while a transaction is open.
        ``lane``: how urgent the calls are; default: a person waits, or else a schedule.
        ``rests``: between its calls it may wait for room, instead of raising LimitReached.
        ``about``: what its writing calls tell, as an About; they are kept with the next commit.
        ``resource``: what its calls are about, where it is one kind of thing.
        ``calls``: False where nothing is asked of the remote; whether this database may write there
        is not looked up then.
        Raises AuthError when the stored credentials cannot be read.
        """
        self.ensure_one()
        values = self.credential_ids._values()
        hidden = [values[row.name] for row in self.sudo().credential_ids if row.is_secret]
        checkpoint = self.env["omni.checkpoint"]
        if lane is None:
            lane = BACKFILL if scheduled else PERSON
        http = HttpSession(
            secrets=hidden,
            on_call=checkpoint._assert_no_transaction if scheduled else None,
            pace=SharedPace(self, lane, checkpoint._rest_within_job if rests else None),
        )
        if about:
            http.journal.keep = partial(self._note_told, about)
        http.drift.resource = resource
        memory = _MEMORY[self.env.cr.dbname, self.id, hash(tuple(sorted(values.items())))]
        live = calls and self._writes_outside()
        try:
            adapter = self._adapter_class()(http, values, live=live, memory=memory)
            self._prepare_adapter(adapter)
            with self._unless_changed(values) if scheduled else nullcontext():
                yield adapter
        except BaseException as error:
            http.hidden.error(error)
            raise
        finally:
            http.close()
            self._note_drift(http.drift)

    @contextmanager
    def _unless_changed(self, values):
        """A log-in that a person has replaced meanwhile says nothing about the new one."""
        try:
            yield
        except AuthError as error:
            with self.env.registry.cursor() as cr:
                now = self.with_env(self.env(cr=cr, su=True)).credential_ids._values()
            if now == values:
                raise
            reason = _("The log-in was changed while it was used: asked again with the new one.")
            raise RetryableError(reason, detail=error.detail) from error

    def _prepare_adapter(self, adapter):
        """A hook: tell an adapter what people said about its remote, besides the log-in."""

    @contextmanager
    def _person_waits(self):
        """Turn what a remote refuses into a sentence for the person who pressed the button."""
        try:
            yield
        except RemoteError as error:
            raise UserError(self._say(error.reason)) from error

    def _keep_payload(self, direction, body, resource, external_id=""):
        """Store one payload verbatim and return it."""
        return self.env["omni.payload"]._keep(self, direction, [(resource, external_id, body)])

    def _pause(self, seconds):
        """Leave the remote alone for a while: it asked for it, or it is ill."""
        until = fields.Datetime.now() + timedelta(seconds=min(max(seconds or 0, 1), 3600))
        self.sudo().paused_until = until
        return until

    def _wait_for_room(self, lane, seconds):
        """Let the work of a lane, and what is less urgent, wait for the remote's limit."""
        if lane <= LIVE:
            return self._pause(seconds)
        until = fields.Datetime.now() + timedelta(seconds=min(max(seconds, 1), 3600))
        self.sudo().backfill_paused_until = until
        return until
