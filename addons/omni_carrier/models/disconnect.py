from odoo import models


class Connection(models.Model):
    """Labels were paid for: they stay, and so does the connection that they name, archived."""

    _inherit = "omni.connection"

    def _labels(self):
        return self.env["omni.label"].sudo().search_count([("connection_id", "=", self.id)])

    def _methods(self):
        carriers = self.env["delivery.carrier"].sudo().with_context(active_test=False)
        return carriers.search([("omni_connection_id", "=", self.id)])

    def _stays(self):
        stays = super()._stays()
        if self.kind != "carrier":
            return stays
        return [
            *stays,
            (self.env._("Labels"), self._labels()),
            (self.env._("Shipping methods (archived)"), len(self._methods())),
        ]

    def _is_needed(self):
        return super()._is_needed() or bool(self._labels() or self._methods())

    def _disconnect(self, keeps_links):
        self._methods().action_archive()
        return super()._disconnect(keeps_links)
