from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, models

from ..core.errors import AuthError

PREVIEW = "omni_preview"


class Connection(models.Model):
    """What an addon brings so that a preview can show its kind: hooks found by the resource's code.

    ``_known_<code>(external_ids)``: {external id: record} of what is here already.
    ``_portrait_<code>(record)``: {what: text}, as a person would compare two states of it.
    """

    _inherit = "omni.connection"

    def _known_here(self, code, external_ids):
        hook = getattr(self, f"_known_{code}", None)
        return hook(list(external_ids)) if hook else {}

    def _portrait(self, code, record):
        hook = getattr(self, f"_portrait_{code}", None)
        return hook(record) if hook and record and record.exists() else {}


class Drain(models.AbstractModel):
    """Processing for show: all of it happens, is looked at, and is taken back."""

    _inherit = "omni.drain"

    @contextmanager
    def _taken_back(self, connection):
        """Yield the connection in a transaction of its own that is always rolled back.

        With it go the rows, and what waits for a commit: mails, notices, intents, wake-ups. Only
        numbers drawn from database sequences would not come back, so none that people see is drawn
        while the context says ``omni_preview``.
        """
        cr = self.env.registry.cursor()
        try:
            env = api.Environment(cr, SUPERUSER_ID, {})
            own = env["omni.drain"]._as_company(env["omni.connection"].browse(connection.id))
            lang = self.env.lang or own.env.lang
            yield own.with_context(**{PREVIEW: True, "lang": lang})
        finally:
            cr.rollback()
            cr.close()

    @api.model
    def _preview(self, connection, messages):
        """Return what processing these messages again would do, one dict for each:

        external_id, name, state, reason, is_kept, changes [(what, now, then)].
        """
        with self._taken_back(connection) as own:
            drain = own.env["omni.drain"]
            return drain._preview_here(own, own.env["omni.message"].browse(messages.ids))

    def _preview_here(self, connection, messages):
        code = messages[:1].resource
        keys = messages.mapped("external_id")
        before = {
            key: connection._portrait(code, record)
            for key, record in connection._known_here(code, keys).items()
        }
        messages.write({"origin": "person"})
        try:
            verdicts, pairs = self._read_documents(connection, messages)
        except AuthError as error:
            return [self._unread(connection, message, error) for message in messages]
        verdicts.update(self._import(connection, list(pairs.values())))
        connection.env.flush_all()
        connection.env.invalidate_all()
        return [
            self._shown(connection, message, verdict, before.get(message.external_id, {}))
            for message, verdict in verdicts.items()
        ]

    def _shown(self, connection, message, verdict, before):
        record = verdict.record
        after = connection._portrait(message.resource, record)
        return {
            "external_id": message.external_id,
            "name": record.display_name if after else message.external_id,
            "state": verdict.state,
            "reason": verdict.reason,
            "is_kept": verdict.is_kept,
            "is_new": bool(after) and not before,
            "changes": [
                (what, before.get(what, ""), after.get(what, ""))
                for what in dict.fromkeys((*before, *after))
                if after and before.get(what, "") != after.get(what, "")
            ],
        }

    def _unread(self, connection, message, error):
        return {
            "external_id": message.external_id,
            "name": message.external_id,
            "state": "dead",
            "reason": connection._say(error.reason),
            "is_kept": False,
            "is_new": False,
            "changes": [],
        }
