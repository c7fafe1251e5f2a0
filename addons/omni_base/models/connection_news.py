from odoo import models


class Connection(models.Model):
    """What an addon wants to know of what the remote shows, besides the things themselves."""

    _inherit = "omni.connection"

    def _after_page(self, code, page):
        """A hook: a Page of this resource was stored; its cursor is committed with what is done."""

    def _things_gone(self, code, external_ids):
        """A hook: things that were asked for by id, and that the remote no longer has."""
