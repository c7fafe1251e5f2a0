from odoo import models

from ..core.adapter import adapter

TYPED = "omni.secrets_typed"


class Credential(models.Model):
    """A kept secret goes to the host for which it was typed, and to no other.

    Else whoever may change the address could have it sent to a server of his own, although nobody
    can read it here. What is typed together with the new address is kept.
    """

    _inherit = "omni.credential"

    def write(self, values):
        moved = self.sudo().filtered(lambda row: row.secret and row._is_moved(values))
        result = super().write(values)
        moved.secret = False
        return result

    def _is_moved(self, values):
        """Whether a row would become another field, or another connection's."""
        now = {
            "connection_id": self.connection_id.id,
            "is_secret": self.is_secret,
            "name": self.name,
        }
        return any(values[mark] != now[mark] for mark in now.keys() & values.keys())

    def _inverse_value(self):
        before = {row: row._host() for row in self}
        self._typed().update(self.filtered(lambda row: row.is_secret and row.value).ids)
        super()._inverse_value()
        for row, host in before.items():
            if host and host != row._host():
                row.connection_id._forget_secrets(host, row._host())

    def _typed(self):
        """Return the ids of the secrets that were typed in this transaction."""
        return self.env.cr.precommit.data.setdefault(TYPED, set())

    def _host(self, value=None):
        """Return the host that the log-in is sent to because of this row, or ""."""
        declared = None if self.is_secret else self._declared()
        if not declared:
            return ""
        cls = adapter(self.connection_id.adapter_code)
        return cls.host(declared, value or self.sudo().plain or declared.default)


class Connection(models.Model):
    _inherit = "omni.connection"

    def write(self, values):
        code = values.get("adapter_code")
        others = self.filtered(lambda one: code and one.adapter_code != code)
        result = super().write(values)
        others._kept_secrets().secret = False
        return result

    def _kept_secrets(self):
        """Return the rows of secrets that nobody has typed in this transaction."""
        rows = self.sudo().credential_ids.filtered("secret")
        return rows.filtered(lambda row: row.id not in row._typed())

    def _forget_secrets(self, before, now):
        """Erase what was typed for another host, and say what is to be typed again."""
        rows = self._kept_secrets()
        if not rows:
            return
        rows.secret = False
        said = self.env._(
            "The address leads to “%(now)s” now, no longer to “%(before)s”. So that the secrets go "
            "nowhere else, they were erased: type %(fields)s again.",
            now=now,
            before=before,
            fields=", ".join(rows.mapped("label")),
        )
        self._await_authorisation()
        self.sudo().problem = said
        self.sudo()._message_log(body=said)

    def _correct_credentials(self, corrected):
        """A remote may correct its address, but not send us to another host."""
        rows = {row.name: row for row in self.sudo().credential_ids}
        at_home = {
            name: value
            for name, value in corrected.items()
            if name in rows and rows[name]._host() in ("", rows[name]._host(value))
        }
        return super()._correct_credentials(at_home)
