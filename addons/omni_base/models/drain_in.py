import logging
import traceback
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models

from ..core.auth import digest
from ..core.errors import AuthError, LimitReached, RemoteError, RetryableError
from ..core.resource import resource
from ..core.verdict import Verdict
from .checkpoint import CONFLICTS

_logger = logging.getLogger(__name__)

MOST_MEETINGS = 3
BOOKED = ("state", "reason", "severity", "after", "detail", "mend")


class Drain(models.AbstractModel):
    _inherit = "omni.drain"

    @api.model
    def _drain_in(self, lowest_priority):
        messages = self.env["omni.message"]._claim(lowest_priority)
        if not messages:
            return False
        connection = self._as_company(messages[0].connection_id)
        messages = messages.with_env(connection.env)
        self = self.with_env(connection.env)
        known = resource(messages[0].resource)
        reads = messages[0].state != "new" and known.by_id and connection._can(known.by_id)
        take = self._read_again if reads else self._process
        self.env["omni.checkpoint"]._commit()
        try:
            take(connection, messages)
        except AuthError as error:
            messages._release()
            connection._suspend(connection._say(error.reason))
        return True

    @api.model
    def _read_again(self, connection, messages):
        """Read the things that doorbells named (or that were parked) anew, many at a time."""
        code = messages[0].resource
        known = resource(code)
        wanted = {}
        for message in messages:
            wanted.setdefault(message.external_id, []).append(message.id)
        try:
            lane = messages[0].priority
            with connection._session(scheduled=True, lane=lane, resource=code) as adapter:
                self.env["omni.checkpoint"]._commit()
                items = getattr(adapter, known.by_id)(list(wanted))
                adapter.http.drift.sample(code, items)
        except AuthError:
            raise
        except LimitReached as error:
            messages._wait_for_room(connection, error)
        except RetryableError as error:
            connection._pause(error.after or 5)
            messages._postpone(connection._say(error.reason), error.after, error.detail)
        except RemoteError as error:
            self._halve(connection, messages, list(wanted), error)
        else:
            kept = self._store_read(connection, messages, items)
            self.env["omni.checkpoint"]._commit()
            if kept:
                self._process(connection, kept)

    @api.model
    def _halve(self, connection, messages, external_ids, error):
        """What is refused together is asked for in halves, until the bad one stands alone."""
        if len(external_ids) == 1:
            self._bury(messages, connection._say(error.reason), error.detail)
            return
        first = set(external_ids[: len(external_ids) // 2])
        half = messages.filtered(lambda message: message.external_id in first)
        self._read_again(connection, half)
        self.env["omni.checkpoint"]._commit()
        self._read_again(connection, messages - half)

    @api.model
    def _store_read(self, connection, messages, items):
        """Book what was read on the newest message of each thing; the others are answered by it.

        Returns the messages to process, still under their lease.
        """
        found = {item.external_id: item for item in items}
        newest = {}
        for message in messages.sorted("id"):
            newest[message.external_id] = message
        keep = [m for m in newest.values() if m.external_id in found]
        payloads = self.env["omni.payload"]._keep(
            connection, "in", [(m.resource, m.external_id, found[m.external_id].body) for m in keep]
        )
        for message, payload_id in zip(keep, payloads.ids, strict=True):
            item = found[message.external_id]
            message.write(
                {
                    "state": "new",
                    "version": item.version,
                    "digest": digest(item.body),
                    "payload_id": payload_id,
                    "not_before": False,
                }
            )
        kept = messages.browse([m.id for m in keep])
        gone = messages.browse([m.id for m in newest.values()]) - kept
        self._book(gone, Verdict("ignored", self.env._("The remote no longer has it.")))
        if gone:
            connection._things_gone(gone[0].resource, gone.mapped("external_id"))
        twice = messages - kept - gone
        self._book(twice, Verdict("done", self.env._("Read together with a newer notice of it.")))
        return kept

    @api.model
    def _process(self, connection, messages):
        """Translate and import one slice; whatever happens, each message gets its verdict."""
        verdicts, pairs = self._read_documents(connection, messages)
        verdicts.update(self._outdated(connection, pairs))
        verdicts.update(self._import(connection, list(pairs.values())))
        messages.write({"mapping_version": connection._adapter_class().mapping_version})
        self._book_all(verdicts)
        messages._supersede(list(pairs))

    @api.model
    def _read_documents(self, connection, messages):
        """Return ({message: Verdict}, {external id: (message, document)}): the newest of each."""
        verdicts, pairs = {}, {}
        bodies = messages.payload_id._bodies()
        with connection._session() as adapter:
            read = getattr(adapter, resource(messages[0].resource).read)
            for message in messages.sorted("id"):
                try:
                    document = read(bodies.get(message.payload_id.id, b""))
                except Exception as error:  # noqa: BLE001 - costs this message only
                    verdicts[message] = self._dead(connection, error)
                    continue
                older = pairs.pop(message.external_id, None)
                if older and older[0].version and older[0].version > (message.version or ""):
                    older, message, document = (message, None), *older
                if older:
                    verdicts[older[0]] = Verdict(
                        "done", self.env._("A newer state of it was processed.")
                    )
                pairs[message.external_id] = (message, document)
        return verdicts, pairs

    @api.model
    def _outdated(self, connection, pairs):
        """Take out of ``pairs`` what is older than a state that was read before; their verdicts."""
        newest = self.env["omni.message"]._newest_read(connection, pairs) if pairs else {}
        old = [
            key
            for key, (message, _document) in pairs.items()
            if message.version
            and (message.version, message.payload_id.id) < newest.get(key, ("", 0))
        ]
        reason = self.env._("A newer state of it is known already.")
        return {pairs.pop(key)[0]: Verdict("done", reason) for key in old}

    @api.model
    def _import(self, connection, pairs):
        """The whole slice in one savepoint first; when it fails, halves, down to the bad one."""
        if not pairs:
            return {}
        importer = getattr(connection, f"_import_{pairs[0][0].resource}")
        try:
            with self.env.cr.savepoint():
                return importer(pairs)
        except CONFLICTS:
            raise
        except UniqueViolation as error:
            if len(pairs) == 1 or not any(message.tries for message, _document in pairs):
                return self._met_another(connection, pairs, error)
        except Exception as error:  # noqa: BLE001 - one bad record never stops the others (law 3)
            if len(pairs) == 1:
                return {pairs[0][0]: self._dead(connection, error)}
        middle = len(pairs) // 2
        return self._import(connection, pairs[:middle]) | self._import(connection, pairs[middle:])

    @api.model
    def _met_another(self, connection, pairs, error):
        """Another worker made the same at the same moment: look again at what is there now.

        The whole slice once; then halves, so that what can never be made stands alone.
        """
        verdicts = {}
        for message, _document in pairs:
            if message.tries >= MOST_MEETINGS:
                verdicts[message] = self._dead(connection, error)
                continue
            message.tries += 1
            reason = self.env._("Another worker was at it; it is looked at again.")
            verdicts[message] = Verdict("new", reason)
        return verdicts

    @api.model
    def _dead(self, connection, error):
        reason = connection._say(getattr(error, "reason", None)) or self._first_line(error)
        detail = "".join(traceback.format_exception(error))
        _logger.info("A message of %s is a problem: %s", connection.name, reason)
        return Verdict("dead", reason[:500], detail=detail)

    @api.model
    def _book_all(self, verdicts):
        """Write equal verdicts together: one query for the usual slice, not one per message."""
        alike = {}
        for message, verdict in verdicts.items():
            record = verdict.record
            mark = tuple(getattr(verdict, name) for name in BOOKED)
            alike.setdefault(mark, [verdict, []])[1].append((message, record))
        for verdict, members in alike.values():
            messages = self.env["omni.message"].browse([m.id for m, _record in members])
            self._book(messages, verdict)
        self._book_records({m: v.record for m, v in verdicts.items() if v.record})

    @api.model
    def _book(self, messages, verdict):
        if not messages:
            return
        now = fields.Datetime.now()
        again = verdict.state == "parked"
        waits = {"has_waited": True} if verdict.state in ("parked", "dead") else {}
        messages.write(
            {
                **waits,
                "state": verdict.state,
                "severity": verdict.severity,
                "reason": verdict.reason,
                "detail": verdict.detail,
                "mend": verdict.mend,
                "lease_until": False,
                "not_before": now + timedelta(seconds=verdict.after) if again else False,
                "done_at": now,
            }
        )

    @api.model
    def _book_records(self, records):
        """Note the record that each message made, in one statement."""
        if not records:
            return
        self.env.flush_all()
        self.env.cr.execute_values(
            """
            UPDATE omni_message m SET res_model = v.model, res_id = v.record_id
              FROM (VALUES %s) AS v (id, model, record_id) WHERE m.id = v.id
            """,
            [(message.id, record._name, record.id) for message, record in records.items()],
        )
        self.env["omni.message"].invalidate_model(["res_model", "res_id"])

    @api.model
    def _bury(self, messages, reason, detail):
        self._book(messages, Verdict("dead", reason, detail=detail))
