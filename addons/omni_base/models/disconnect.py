import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..core.errors import RemoteError

SLICE = 5000
AT_ONCE = 1000
BESIDE = ("omni.feed", "omni.credential")


class Connection(models.Model):
    """Disconnecting: what was stored for the connection goes, what became of it stays."""

    _inherit = "omni.connection"

    state = fields.Selection(
        selection_add=[("closing", "Being disconnected")], ondelete={"closing": "set default"}
    )
    keeps_links = fields.Boolean(
        readonly=True, copy=False, help="Records keep the word of the remote that they came from"
    )

    def action_open_disconnect(self):
        """The button “Disconnect”: says first what goes and what stays."""
        self.ensure_one()
        self.check_access("write")
        return self.env["omni.disconnect"]._open(self)

    def _going(self):
        """Return the models whose rows go with the connection, those that point at others first."""
        kept = self._kept_models() if self.keeps_links else ()
        names = [
            model._name
            for model in self.env.values()
            if model._auto
            and not model._transient
            and model._name not in (*BESIDE, *kept)
            and self._belongs(model)
        ]
        return sorted(names, key=lambda name: (name == "omni.payload", name))

    def _belongs(self, model):
        """Whether the rows of a model are nothing without their connection."""
        field = model._fields.get("connection_id")
        return bool(
            field
            and field.store
            and field.type == "many2one"
            and field.comodel_name == self._name
            and field.ondelete == "cascade"
        )

    def _kept_models(self):
        """A hook: models whose rows say which record here is which one there."""
        return ()

    def _links(self):
        """A hook: return [(model, fields)] of what says on other records where they came from.

        The first field is the connection; all of them are emptied when the links go.
        """
        return []

    def _stays(self):
        """A hook: return [(label, count)] of what is kept whatever is chosen."""
        return []

    def _is_needed(self):
        """A hook: whether records refer to the connection that must not lose it."""
        return False

    def _count_rows(self, name):
        model = self.env[name].sudo().with_context(active_test=False)
        return model.search_count([("connection_id", "=", self.id)])

    def _unsubscribe(self):
        """Make the remote ring no more; return a sentence of what was done, or why it was not."""
        try:
            with self._session() as adapter:
                count = adapter.unsubscribe(self._rings_at())
        except RemoteError as error:
            reason = self._say(error.reason)
            return self.env._("The subscriptions there could not be removed. %s", reason)
        return self.env._("Subscriptions removed there: %s.", count)

    def _disconnect(self, keeps_links):
        """Stop at once, forget the log-in, and delete what goes; the workers do the rest."""
        self.ensure_one()
        self.action_back_to_test()
        self.sudo().write(
            {
                "state": "closing",
                "active": False,
                "keeps_links": keeps_links,
                "webhook_token": secrets.token_urlsafe(24),
                "problem": False,
                "paused_until": False,
            }
        )
        self.sudo().credential_ids.write({"secret": False, "plain": False})
        self.with_context(active_test=False).feed_ids.sudo().unlink()
        self.sudo().activity_ids.unlink()
        if not self._purge(AT_ONCE):
            self.env.ref("omni_base.cron_disconnect").sudo()._trigger()

    @api.model
    def _cron_disconnect(self):
        """Delete in slices what belongs to connections that are being disconnected."""
        checkpoint = self.env["omni.checkpoint"]
        closing = [("state", "=", "closing")]
        for connection in self.with_context(active_test=False).search(closing):
            seconds = checkpoint._commit(0, remaining=1)
            while seconds and not connection._purge(SLICE):
                seconds = checkpoint._commit(1, remaining=1)
        left = self.with_context(active_test=False).search_count(closing)
        checkpoint._commit(1, remaining=left)

    def _purge(self, most):
        """Delete at most so many rows; return whether nothing is left and the end was made."""
        if self._delete_rows(most) >= most or self._unlink_records(most) >= most:
            return False
        self._end_connection()
        return True

    def _delete_rows(self, most):
        self.env.flush_all()
        deleted = 0
        for name in self._going():
            table = SQL.identifier(self.env[name]._table)
            self.env.cr.execute(
                SQL(
                    """
                    DELETE FROM %(table)s WHERE id IN (
                        SELECT id FROM %(table)s
                         WHERE connection_id = %(connection)s LIMIT %(most)s)
                    """,
                    table=table,
                    connection=self.id,
                    most=most - deleted,
                )
            )
            deleted += self.env.cr.rowcount
            if deleted >= most:
                break
        self.env.invalidate_all()
        return deleted

    def _unlink_records(self, most):
        """Empty what says on other records where they came from, when that is to go as well."""
        if self.keeps_links:
            return 0
        emptied = 0
        for name, names in self._links():
            columns = SQL(", ").join(SQL("%s = NULL", SQL.identifier(one)) for one in names)
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE %(table)s SET %(columns)s WHERE id IN (
                        SELECT id FROM %(table)s WHERE %(field)s = %(connection)s LIMIT %(most)s)
                    """,
                    table=SQL.identifier(self.env[name]._table),
                    columns=columns,
                    field=SQL.identifier(names[0]),
                    connection=self.id,
                    most=most,
                )
            )
            emptied += self.env.cr.rowcount
        self.env.invalidate_all()
        return emptied

    def _end_connection(self):
        """Delete the connection, or keep it archived where records still name it."""
        if not self.keeps_links and not self._is_needed():
            self.sudo().credential_ids.unlink()
            self.sudo().unlink()
            return
        self.sudo().write({"state": "draft", "account_url": False})
        self._await_authorisation()
        self._message_log(body=self.env._("Disconnected: what was stored for it is deleted."))

    @api.model
    def _forget_addon(self, addon):
        """Delete the connections of an addon that goes: no schedule and no row is left behind."""
        for connection in self.sudo().with_context(active_test=False).search([]):
            cls = connection._adapter_class()
            if not cls or addon in ("omni_base", cls.addon()):
                connection._disconnect(keeps_links=False)
                while connection.exists() and connection.state == "closing":
                    connection._purge(SLICE)

    def action_unarchive(self):
        if any(connection.state == "closing" for connection in self):
            raise UserError(self.env._("It is still being disconnected: wait until that is done."))
        self._renew()
        return super().action_unarchive()

    def _renew(self):
        """A connection that is taken up again after it was disconnected gets its feeds back."""
        self.filtered(
            lambda connection: not connection.with_context(active_test=False).feed_ids
        )._complete()
