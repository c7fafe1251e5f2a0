import logging
import time
from functools import partial

import psycopg2

from odoo import SUPERUSER_ID, api, models

_logger = logging.getLogger(__name__)

AGAIN_AFTER_SECONDS = 3600
LATER = "omni.notices"
_TOLD = {}


class Notice(models.Model):
    """Warnings that work comes across on its way: noted once it is committed, and not each time."""

    _inherit = "omni.notice"

    @api.model
    def _note_later(self, connection, kind, level, subject="", resource="", **details):
        """Note something after the commit, in a transaction of its own: nobody waits for its row.

        The same is noted once an hour by each process.
        """
        told = (self.env.cr.dbname, connection.id, kind, subject, resource)
        if time.monotonic() - _TOLD.get(told, -AGAIN_AFTER_SECONDS) < AGAIN_AFTER_SECONDS:
            return
        after = self.env.cr.postcommit
        if LATER not in after.data:
            after.data[LATER] = {}
            after.add(partial(self._note_all, after.data[LATER]))
        after.data[LATER][told] = (level, details)

    def _note_all(self, found):
        """A warning that meets another worker's is noted the next time."""
        try:
            with self.pool.cursor() as cr:
                notices = self.with_env(api.Environment(cr, SUPERUSER_ID, {}))
                for (_name, connection_id, *what), (level, details) in found.items():
                    notices._note_found(connection_id, what, level, details)
        except psycopg2.Error as error:
            _logger.info("A warning is noted the next time: %s", error)
        else:
            _TOLD.update(dict.fromkeys(found, time.monotonic()))
        found.clear()

    def _note_found(self, connection_id, what, level, details):
        connection = self.env["omni.connection"].browse(connection_id).exists()
        if not connection:
            return
        kind, subject, resource = what
        self._note(connection, kind, level, subject, resource, **details)
        connection._tell_health()
