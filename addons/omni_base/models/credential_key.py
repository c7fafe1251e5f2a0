from collections import namedtuple

from odoo import api, models
from odoo.tools import config

from ..core.errors import AuthError
from ..core.vault import Vault
from .checkpoint import CONFLICTS

SLICE = 200
MOST_MEETINGS = 5

Rotation = namedtuple("Rotation", "renewed kept unreadable")


class Credential(models.Model):
    """The stored secrets, when the server's key changes."""

    _inherit = "omni.credential"

    @api.model
    def _rotate_key(self):
        """Encrypt every secret with the newest key, a slice a commit; return a Rotation.

        ``renewed``, ``kept``: how many were encrypted anew, and how many already had the newest
        key; ``unreadable``: the names of the connections with a secret that no key reads. Safe to
        stop at any moment, and to start again: all the keys go on being read meanwhile. Raises
        AuthError where the server's keys are no keys.
        """
        vault, done, last = Vault(config["data_dir"]), Rotation(0, 0, ()), 0
        while rows := self._stored_after(last):
            done = self._add(done, self._rotate_slice(vault, rows))
            last = rows[-1][0]
        return done

    def _stored_after(self, last):
        """Return the next [(id, encrypted secret, connection's name)]."""
        self.env.cr.execute(
            """
            SELECT r.id, r.secret, c.name FROM omni_credential r
              JOIN omni_connection c ON c.id = r.connection_id
             WHERE r.secret IS NOT NULL AND r.id > %s ORDER BY r.id LIMIT %s
            """,
            [last, SLICE],
        )
        return self.env.cr.fetchall()

    def _rotate_slice(self, vault, rows):
        """A secret that somebody types at the same moment is read anew, never overwritten."""
        for _meeting in range(MOST_MEETINGS):
            try:
                done = self._renew(vault, rows)
                self.env["omni.checkpoint"]._commit()
                return done
            except CONFLICTS:
                self.env.cr.rollback()
                rows = self._stored_after(rows[0][0] - 1)[: len(rows)]
        raise AuthError(self.env._("Secrets are being typed right now: try again in a minute."))

    def _renew(self, vault, rows):
        kept, renewed, unreadable = 0, [], set()
        for row_id, secret, name in rows:
            if vault.is_newest(secret):
                kept += 1
                continue
            try:
                renewed.append((row_id, secret, vault.encrypt(vault.decrypt(secret))))
            except AuthError:
                unreadable.add(name)
        if renewed:
            self.env.cr.execute_values(
                """
                UPDATE omni_credential r SET secret = v.new FROM (VALUES %s) AS v (id, old, new)
                 WHERE r.id = v.id AND r.secret = v.old
                """,
                renewed,
            )
        return Rotation(len(renewed), kept, tuple(sorted(unreadable)))

    def _add(self, one, other):
        unreadable = tuple(sorted({*one.unreadable, *other.unreadable}))
        return Rotation(one.renewed + other.renewed, one.kept + other.kept, unreadable)
