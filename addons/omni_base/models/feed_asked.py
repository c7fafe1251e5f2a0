import json
from datetime import datetime, timedelta

from odoo import fields, models

from ..core.errors import AuthError, RemoteError, RetryableError
from ..core.resource import resource
from .work import BACKFILL

SPAN = timedelta(days=7)
"""So much of a period is listed between two commits."""


class Feed(models.Model):
    """What a person asked a feed for: everything again, or all things of a period.

    It is done by the feed's own scheduled action, so that it never runs beside the schedule, and
    what it finds takes the way of all that comes in.
    """

    _inherit = "omni.feed"

    asked = fields.Json(readonly=True, copy=False, help="The period that a person asked for")

    def _can_list(self):
        """Whether the remote names all things of a period, and reads them by their ids."""
        known, connection = resource(self.resource), self.connection_id
        return bool(known and known.lists and known.by_id) and all(
            connection._can(method) for method in (known.lists, known.by_id)
        )

    def _ask_again(self):
        """From now on everything is read as if it had never been; what is unchanged stays so."""
        self.sudo().cursor = {}

    def _ask_period(self, since, until):
        """Have all things of a period read: two aware moments."""
        self.sudo().asked = {"since": since.isoformat(), "until": until.isoformat()}

    def _pull_pages(self, adapter, run):
        if self.asked and not self._pull_asked(adapter, run):
            return False
        return super()._pull_pages(adapter, run)

    def _pull_asked(self, adapter, run):
        """Have all things of the period read again, a week a commit; return whether complete."""
        since, until = (datetime.fromisoformat(self.asked[end]) for end in ("since", "until"))
        checkpoint, pull = self.env["omni.checkpoint"], getattr(adapter, self._lists())
        while since < until:
            end = min(since + SPAN, until)
            checkpoint._commit()
            try:
                found = list(dict.fromkeys(key for key, _moment in pull(since, end)))
            except (AuthError, RetryableError):
                raise
            except RemoteError:
                self._keep_asked(None)
                raise
            self._store_asked(found, run)
            run.call_count = adapter.http.calls
            since = end
            left = {"since": since.isoformat(), "until": until.isoformat()}
            self._keep_asked(left if since < until else None)
            goes_on = self._is_on()
            if not checkpoint._commit(1, remaining=int(goes_on)) or not goes_on:
                return False
        return True

    def _lists(self):
        return resource(self.resource).lists

    def _store_asked(self, external_ids, run):
        """Put up what is not under way already; the workers read it by its ids."""
        self.env.cr.execute(
            """
            SELECT external_id FROM omni_message
             WHERE connection_id = %s AND resource = %s AND external_id = ANY(%s)
               AND state IN ('rung', 'new')
            """,
            [self.connection_id.id, self.resource, external_ids],
        )
        waiting = {row[0] for row in self.env.cr.fetchall()}
        rows = [
            {
                "resource": self.resource,
                "external_id": key,
                "state": "rung",
                "priority": BACKFILL,
                "run_id": run.id,
            }
            for key in external_ids
            if key not in waiting
        ]
        if rows:
            self.env["omni.message"]._store(self.connection_id, rows)
            self.env["omni.drain"]._wake(BACKFILL)
        run.read_count += len(external_ids)
        run.new_count += len(rows)

    def _keep_asked(self, asked):
        self.env.cr.execute(
            "UPDATE omni_feed SET asked = %s WHERE id = %s",
            [json.dumps(asked) if asked else None, self.id],
        )
        self.invalidate_recordset(["asked"])
