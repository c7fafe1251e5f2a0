from odoo import api, fields, models
from odoo.tools import SQL


class Listing(models.Model):
    """The marks of what was read last, to know deliveries that tell nothing new."""

    _inherit = "omni.listing"

    seen_mark = fields.Char(readonly=True, copy=False)
    seen_parent_mark = fields.Char(readonly=True, copy=False)

    @api.model
    def _keep_marks(self, connection, documents):
        """Keep the marks of what these Products say."""
        rows = [
            (one.external_id, one.mark, document.mark)
            for document in documents
            for one in document.variants
            if one.mark
        ]
        self._keep_read(connection, ("seen_mark", "seen_parent_mark"), rows)

    @api.model
    def _keep_read(self, connection, names, rows):
        """Keep two words of what was read, [(external id, own, its product's)], under these names.

        One query for all, and none for what is so already.
        """
        if not rows:
            return
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE omni_listing l SET %(own)s = v.own, %(shared)s = v.shared
                  FROM (VALUES %(rows)s) v (external_id, own, shared)
                 WHERE l.connection_id = %(connection)s AND l.external_id = v.external_id
                   AND (l.%(own)s, l.%(shared)s) IS DISTINCT FROM (v.own, v.shared)
                """,
                own=SQL.identifier(names[0]),
                shared=SQL.identifier(names[1]),
                rows=SQL(", ").join(SQL("(%s, %s::varchar, %s::varchar)", *row) for row in rows),
                connection=connection.id,
            )
        )
        self.invalidate_model(names)


class Connection(models.Model):
    _inherit = "omni.connection"

    def _why_nothing_new(self, bell):
        """A product that is as it was read last has changed in its stock alone."""
        if bell.resource != "product":
            return super()._why_nothing_new(bell)
        here = self.with_context(lang=self.user_id.lang)
        self.env["omni.listing"].flush_model()
        self.env.cr.execute(
            """
            SELECT EXISTS (SELECT 1 FROM omni_listing_level v WHERE v.listing_id = l.id
                              AND %(quantity)s IN (v.acknowledged_quantity, v.in_flight_quantity))
              FROM omni_listing l
             WHERE l.connection_id = %(connection)s AND l.active
               AND ((l.external_id = %(thing)s AND l.seen_mark = %(mark)s)
                    OR (l.parent_id = %(thing)s AND l.seen_parent_mark = %(mark)s))
             LIMIT 1
            """,
            {
                "connection": self.id,
                "thing": bell.thing,
                "mark": bell.mark,
                "quantity": bell.quantity,
            },
        )
        found = self.env.cr.fetchone()
        if not found:
            return ""
        if found[0]:
            return here.env._("Our own change of its stock came back: nothing new to read.")
        return here.env._("Only its stock has changed: nothing new to read.")
