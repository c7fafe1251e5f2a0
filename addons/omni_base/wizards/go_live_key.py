from odoo import models
from odoo.tools import config

from ..core.vault import exposed


class Connection(models.Model):
    _inherit = "omni.connection"

    def _live_checks(self):
        return super()._live_checks() + self._check_key_file()

    def _check_key_file(self):
        """Warn of a key that other users of the server could read; silent where all is well."""
        path = exposed(config["data_dir"])
        if not path:
            return []
        text = self.env._(
            "Other users of the server can read the key file %(path)s. On the server: chmod 600 "
            "%(path)s",
            path=path,
        )
        return [{"state": "warning", "label": self.env._("Key of the secrets"), "text": text}]
