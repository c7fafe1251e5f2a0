from odoo import api, models

from ..core.errors import (
    AuthError,
    LimitReached,
    ReadOnlyError,
    RemoteError,
    RetryableError,
    UnknownOutcome,
)
from .work import LIVE_ONES


class Drain(models.AbstractModel):
    _inherit = "omni.drain"

    @api.model
    def _drain_out(self, lowest_priority):
        """Tell one connection one slice of what changed, with the values of now."""
        intents = self.env["omni.intent"]._claim(lowest_priority, LIVE_ONES)
        if not intents:
            return False
        intents = intents._claim_rest()
        connection = self._as_company(intents[0].connection_id)
        intents = intents.with_env(connection.env)
        self = self.with_env(connection.env)
        if not connection._writes_outside():
            intents._postpone(self.env._("Held: this database is not the live one."), after=3600)
            return True
        held = connection._holds(intents[0].resource)
        if held:
            intents._hold(held)
            return True
        code = intents[0].resource
        self._push(connection, intents)
        connection._after_push(code)
        return True

    @api.model
    def _push(self, connection, intents):
        code, lane = intents[0].resource, intents[0].priority
        self.env["omni.checkpoint"]._commit()
        try:
            told = {"about": intents._about(), "resource": code}
            with connection._session(scheduled=True, lane=lane, **told) as adapter:
                getattr(connection, f"_export_{code}")(adapter, intents)
        except RemoteError as error:
            left = intents & intents._taken()
            if left:
                self._not_told(connection, left, error)

    @api.model
    def _not_told(self, connection, intents, error):
        """Decide what becomes of intents whose push failed. Those that the export has left to
        another worker are that one's by now, or told already.
        """
        reason = connection._say(error.reason)
        match error:
            case AuthError():
                intents._release()
                connection._suspend(reason)
            case LimitReached():
                intents._wait_for_room(connection, error)
            case ReadOnlyError():
                connection._cannot_write(reason)
                intents._hold(connection._holds(intents[0].resource))
            case RetryableError():
                connection._pause(error.after or 5)
                intents._postpone(reason, error.after, error.detail)
            case UnknownOutcome():
                intents._postpone(reason, 60, error.detail)
            case _:
                self._push_halves(connection, intents, error)

    @api.model
    def _push_halves(self, connection, intents, error):
        """What is refused together is told in halves, until the bad one stands alone (law 3)."""
        records = sorted(set(intents.mapped("res_id")))
        if len(records) == 1:
            intents._give_up(connection._say(error.reason), error.detail)
            return
        first = set(records[: len(records) // 2])
        half = intents.filtered(lambda intent: intent.res_id in first)
        rest = intents - half
        self._push(connection, half)
        if connection.state == "connected":
            self._push(connection, rest)
        else:
            rest._release()

    @api.model
    def _book_outcomes(self, connection, intents, outcomes):
        """Settle each intent by the Outcome whose key is the record's id; return the done ids.

        Done ones are deleted; what has no outcome is tried again.
        """
        by_key = {outcome.key: outcome for outcome in outcomes}
        done = intents.browse()
        for record_id in set(intents.mapped("res_id")):
            own = intents.filtered(lambda intent, record_id=record_id: intent.res_id == record_id)
            outcome = by_key.get(str(record_id))
            if outcome and outcome.state == "done":
                done |= own
            elif outcome and outcome.state == "rejected":
                own._give_up(connection._say(outcome.reason))
            else:
                reason = (
                    outcome.reason if outcome else self.env._("Not confirmed by the remote yet.")
                )
                own._postpone(connection._say(reason))
        done._acknowledge()
        return done
