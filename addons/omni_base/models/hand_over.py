import hashlib
import hmac
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_time

from ..core.errors import RejectedError
from ..core.hand_over import Offer
from ..core.text import _

MINUTES = 15


class HandOver(models.TransientModel):
    """A log-in that was asked for at the remote's own page, and may come once.

    The remote proves by a token that this is what we asked for. The token belongs to one
    connection, one person, one database and the log-in as it was then; only its digest is kept.
    """

    _name = "omni.hand.over"
    _description = "Log-in asked for at the remote"
    _order = "id desc"

    connection_id = fields.Many2one(
        "omni.connection", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True, index=True, groups=fields.NO_ACCESS)
    binding = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    expires_at = fields.Datetime(required=True, readonly=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("received", "Received"), ("refused", "Refused")],
        default="waiting",
        required=True,
        readonly=True,
    )
    words = fields.Char(readonly=True)

    @api.model
    def _offer(self, connection, return_to):
        """Return the Offer of a new row; what was asked for before is void from now on."""
        token = secrets.token_urlsafe(32)
        self.search([("connection_id", "=", connection.id), ("state", "=", "waiting")]).unlink()
        self.create(
            {
                "connection_id": connection.id,
                "user_id": self.env.uid,
                "digest": _digest(token),
                "binding": self._binding_of(connection),
                "expires_at": fields.Datetime.now() + timedelta(minutes=MINUTES),
            }
        )
        path = f"/omni/keys/{connection.adapter_code}"
        return Offer(
            token=token,
            callback_url=f"{connection.get_base_url()}{path}",
            return_url=f"{return_to.rstrip('/')}{path}/back",
        )

    @api.model
    def _binding_of(self, connection):
        """Return what must not have changed meanwhile: database, connector, address."""
        plain = connection.sudo().credential_ids.filtered(lambda row: not row.is_secret)
        typed = sorted((row.name, row.plain or "") for row in plain)
        bound = (connection._database_identity(), connection.adapter_code, typed)
        return _digest(repr(bound))

    def _bind_again(self, connection):
        """The remote has just corrected what was typed."""
        self.search([("connection_id", "=", connection.id)], limit=1).binding = self._binding_of(
            connection
        )

    @api.model
    def _of_token(self, token):
        digest = _digest(token)
        row = self.search([("digest", "=", digest)], limit=1)
        return row.filtered(lambda one: hmac.compare_digest(one.digest, digest))

    @api.model
    def _receive(self, cls, body):
        """Keep the log-in that a remote sent. Raises RejectedError where nobody asked for it so."""
        handed = cls.read_handed(body)
        row = self._of_token(handed.token)
        if not row or row.state != "waiting" or row.connection_id.adapter_code != cls.code:
            raise RejectedError(_("Nobody waits for these keys."))
        reason = row._why_too_late()
        if reason:
            raise RejectedError(reason)
        row._keep(cls, handed)

    def _why_too_late(self):
        """Return why what was asked for then may not come any more, or an empty text."""
        if self.expires_at <= fields.Datetime.now():
            return _("It was asked for too long ago.")
        if not hmac.compare_digest(self.binding, self._binding_of(self.connection_id)):
            return _("The connection was changed meanwhile.")
        try:
            self._as_the_person().check_access("write")
        except AccessError:
            return _("Whoever asked for it may not do so any more.")
        return "" if self.user_id.active else _("Whoever asked for it may not do so any more.")

    def _as_the_person(self):
        """Return the connection with the rights of whoever asked, in its company."""
        company = self.connection_id.company_id
        connection = self.connection_id.with_user(self.user_id)
        return connection.with_context(
            allowed_company_ids=(company & self.user_id.company_ids).ids, lang=self.user_id.lang
        )

    def _keep(self, cls, handed):
        """Store what this page brings, and nothing else; the state ends all further tries."""
        brings = cls.hand_over.brings
        if sorted(handed.values) != sorted(brings) or not all(handed.values.values()):
            raise RejectedError(_("The keys are not complete."))
        cls.clean({**self.connection_id.credential_ids._values(), **handed.values})
        connection = self._as_the_person()
        for row in connection.credential_ids.filtered(lambda one: one.name in brings):
            row._store(handed.values[row.name])
        connection._credentials_changed()
        self.state = "received"
        connection._tell_of_keys(handed)

    def _in_words(self):
        """Return what became of it, for whoever asked."""
        if self.words or self.state != "waiting":
            return self.words
        if self.expires_at <= fields.Datetime.now():
            return self.env._("The approval did not come in time: ask once more.")
        until = format_time(self.env, self._local(self.expires_at), time_format="short")
        return self.env._(
            "Waiting for your approval there, until %s. If an error is shown there, paste the keys "
            "below instead.",
            until,
        )

    def _local(self, moment):
        return fields.Datetime.context_timestamp(self, moment).time()

    def _came_back(self, is_approved):
        """The person's browser is back: say what is so, and test what has come."""
        self.ensure_one()
        connection = self._as_the_person()
        if self.state == "received":
            said = connection.action_test()["params"]["message"]
            self.words = False if connection.state == "connected" else said
        elif is_approved:
            self.words = self.env._("The remote says that it sent the log-in: none arrived here.")
        elif self.state == "waiting":
            self.write({"state": "refused", "words": self.env._("You did not approve there.")})
        return connection


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()
