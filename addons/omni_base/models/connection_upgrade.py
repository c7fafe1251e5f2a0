import logging

from psycopg2 import IntegrityError

from odoo import api, models

from ..core import adapter as adapters
from ..core.resource import offered
from .checkpoint import CONFLICTS

_logger = logging.getLogger(__name__)


class Connection(models.Model):
    """What a newer program brings, connections that were made before it get as well.

    Looked at whenever the program is loaded, because any addon may bring it: an adapter that serves
    one more kind of thing, or asks for one more field of the log-in. Two queries where nothing is
    new.
    """

    _inherit = "omni.connection"

    def _register_hook(self):
        result = super()._register_hook()
        self.sudo()._complete_after_upgrade()
        return result

    def _complete_after_upgrade(self):
        lacking = self._lacking()
        if not lacking:
            return
        try:
            with self.env.cr.savepoint():
                lacking._complete()
                self.env.flush_all()
        except (IntegrityError, *CONFLICTS):
            self.env.invalidate_all(flush=False)
            _logger.info("Another server completes these connections: %s", lacking.ids)

    def _lacking(self):
        """Return the connections without a feed or a field of the log-in that others would have.

        What was disconnected has none of them, on purpose.
        """
        known = self._have("omni_feed", "resource")
        fields = self._have("omni_credential", "name")
        ids = []
        for (connection_id, adapter_code), resources in known.items():
            cls = adapters.adapter(adapter_code)
            if not cls:
                continue
            wanted = {item.code for item in offered(cls)} - resources
            asked = {declared.name for declared in cls.credentials}
            if wanted or asked - fields.get((connection_id, adapter_code), asked):
                ids.append(connection_id)
        return self.browse(ids)

    def _have(self, table, column):
        """Return {(connection's id, its adapter's code): the values of a column}: one query."""
        self.env.cr.execute(
            f"""
            SELECT c.id, c.adapter_code, array_agg(t.{column})
              FROM omni_connection c JOIN {table} t ON t.connection_id = c.id
             WHERE c.state <> 'closing' GROUP BY c.id
            """  # noqa: S608 - of our own constants
        )
        return {(row[0], row[1]): set(row[2]) for row in self.env.cr.fetchall()}


class Feed(models.Model):
    _inherit = "omni.feed"

    @api.model_create_multi
    def create(self, vals_list):
        """What goes out, and comes to a connection that is live already, waits for its stage."""
        feeds = super().create(vals_list)
        late = feeds.sudo().filtered(
            lambda feed: feed.direction == "out" and feed.connection_id.mode == "live"
        )
        late.is_held = True
        for connection in late.connection_id:
            connection.is_staged = connection._is_part_held()
        return feeds
