import logging
import traceback
from collections import Counter
from datetime import datetime, time, timedelta, timezone

from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import (
    AuthError,
    LimitReached,
    RemoteError,
    RetryableError,
)
from odoo.addons.omni_base.models.checkpoint import CONFLICTS, LOST_DATABASE

from .completeness import COUNTED

_logger = logging.getLogger(__name__)

WATCHED_DAYS = 14
"""So long a day that is not complete is looked at again by itself."""
DAYS_A_CALL = 31
PAUSE_SECONDS = 60


class Completeness(models.Model):
    """The count: the shop's own list of a day beside what is here."""

    _inherit = "omni.completeness"

    @api.model
    def _cron_check(self):
        """Count today, yesterday, and the days that are not complete or that somebody asked for."""
        checkpoint = self.env["omni.checkpoint"]
        left = self._least_recent_first()
        while left:
            connection = self.env["omni.drain"]._as_company(left[0])
            left = left[1:]
            self.with_env(connection.env)._check_alone(connection)
            if not checkpoint._commit(1, remaining=len(left)):
                return

    def _least_recent_first(self):
        """Return the shops, so ordered that none waits for ever when the time of a job is up."""
        connections = self.env["omni.connection"].search(
            [("kind", "=", "channel"), ("state", "=", "connected")]
        )
        newest = self._read_group(
            [("connection_id", "in", connections.ids)], ["connection_id"], ["checked_at:max"]
        )
        times = {connection.id: at for connection, at in newest if at}
        never = connections.filtered(lambda one: one.id not in times)
        return never + (connections - never).sorted(lambda one: times[one.id])

    def _check_alone(self, connection):
        """Count one shop; whatever goes wrong costs its own count only (law 3)."""
        try:
            self._check(connection)
        except CONFLICTS as error:
            _logger.info("A count met another worker: %s", type(error).__name__)
            self.env["omni.checkpoint"]._undo()
        except LOST_DATABASE:
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours, and others are to be counted
            self.env["omni.checkpoint"]._undo()
            detail = "".join(traceback.format_exception(error))
            _logger.error("The orders of “%s” could not be counted: %s", connection.name, detail)
            self._obstruct(connection, self.env._("A fault of the program: %s", error))

    def _check(self, connection):
        connection._learn_places_again()
        if not connection._can("pull_placed"):
            self._say_uncountable(connection)
            return
        if connection.paused_until and connection.paused_until > fields.Datetime.now():
            self._look_again(connection.paused_until)
            return
        for days in _spans(self._days(connection)):
            if not self._check_days(connection, days):
                return
            self.env["omni.checkpoint"]._commit(1, remaining=1)

    def _today(self, connection):
        now = fields.Datetime.now().replace(tzinfo=timezone.utc)
        return now.astimezone(connection._zone()).date()

    def _days(self, connection):
        """Return the days to look at, the oldest first."""
        today = self._today(connection)
        rows = self.search(
            [
                ("connection_id", "=", connection.id),
                "|",
                ("is_due", "=", True),
                "&",
                ("state", "!=", "complete"),
                ("day", ">=", today - timedelta(days=WATCHED_DAYS)),
            ]
        )
        return sorted({today, today - timedelta(days=1), *rows.mapped("day")})

    def _check_days(self, connection, days):
        """Compare the shop's own list of these days with what is here; return whether it came."""
        zone = connection._zone()
        since = datetime.combine(days[0], time(), zone)
        until = datetime.combine(days[-1] + timedelta(days=1), time(), zone)
        placed = {day: [] for day in days}
        try:
            with connection._session(scheduled=True, rests=True) as adapter:
                self.env["omni.checkpoint"]._commit()
                for external_id, moment in adapter.pull_placed(since, until):
                    placed[moment.astimezone(zone).date()].append(external_id)
        except AuthError as error:
            connection._suspend(connection._say(error.reason))
            return False
        except LimitReached as error:
            self._look_again(fields.Datetime.now() + timedelta(seconds=error.after or 0))
            return False
        except RemoteError as error:
            if isinstance(error, RetryableError):
                connection._pause(error.after or PAUSE_SECONDS)
            self._obstruct(connection, connection._say(error.reason))
            return False
        self._count(connection, placed)
        return True

    def _count(self, connection, placed):
        """Write down what became of the orders of each day, and look after what is missing."""
        fates = self._fates(connection, [key for keys in placed.values() for key in keys])
        rows = self._rows(connection, placed)
        stay = {}
        for day, external_ids in placed.items():
            missing = [one for one in external_ids if fates.get(one, "missing") == "missing"]
            stay[day] = len(set(missing).intersection(rows[day].missing_ids or []))
            counts = Counter(fates.get(external_id, "missing") for external_id in external_ids)
            rows[day].write(
                {
                    **{f"{fate}_count": counts[fate] for fate in COUNTED},
                    "placed_count": len(external_ids),
                    "placed_ids": external_ids,
                    "is_listed": True,
                    "missing_ids": missing,
                    "zone": str(connection._zone()),
                    "checked_at": fields.Datetime.now(),
                    "obstacle": False,
                    "is_due": False,
                }
            )
        connection._counted_again(stay)
        self._fetch_by_itself(connection, rows)

    def _rows(self, connection, days):
        """Return {day: row}, made where missing."""
        known = self.search([("connection_id", "=", connection.id), ("day", "in", list(days))])
        rows = {row.day: row for row in known}
        made = self.create(
            [{"connection_id": connection.id, "day": day} for day in days if day not in rows]
        )
        return rows | {row.day: row for row in made}

    def _fetch_by_itself(self, connection, rows):
        """Fetch what is missing of the last days, unless somebody has switched the orders off.

        Of what is older a person decides: orders of before the shop was connected are no loss.
        """
        first = self._today(connection) - timedelta(days=WATCHED_DAYS)
        feeds = connection.feed_ids.filtered(lambda feed: feed.resource == "order" and feed.active)
        if feeds:
            recent = [row.id for day, row in rows.items() if day >= first]
            self.browse(recent)._ask_missing()

    def _obstruct(self, connection, reason):
        """Say on the days that were to be counted why they were not."""
        rows = self._rows(connection, self._days(connection))
        self.browse([row.id for row in rows.values()]).write({"obstacle": reason})
        connection._not_counted(reason)

    def _say_uncountable(self, connection):
        """One line says it, and moves on with the days."""
        known = self.search([("connection_id", "=", connection.id)], limit=1)
        values = {
            "day": self._today(connection),
            "zone": str(connection._zone()),
            "is_due": False,
            "obstacle": self.env._(
                "Cannot be counted: this connector cannot ask which orders were placed."
            ),
        }
        if known:
            known.write(values)
        else:
            self.create({**values, "connection_id": connection.id})

    def _look_again(self, at=None):
        self.env.ref("omni_channel.cron_completeness").sudo()._trigger(at=at)


def _spans(days):
    """Yield runs of days that follow one another, each short enough for one list."""
    span = []
    for day in days:
        if span and (day - span[-1] > timedelta(days=1) or len(span) == DAYS_A_CALL):
            yield span
            span = []
        span.append(day)
    if span:
        yield span
