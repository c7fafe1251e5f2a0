from odoo import api, fields, models
from odoo.tools import SQL


class Listing(models.Model):
    """Where the shop keeps the pictures of what was read last, to be fetched later."""

    _inherit = "omni.listing"

    picture = fields.Char(string="Own picture there", readonly=True, copy=False)
    parent_picture = fields.Char(string="Picture there", readonly=True, copy=False)

    @api.model
    def _keep_pictures(self, connection, documents):
        """Keep where these Products have their pictures; one query for all.

        What is the whole product has its picture, and none of its own beside it.
        """
        rows = [
            (
                one.external_id,
                one.image or None if len(document.variants) > 1 else None,
                next(iter(document.images), "") or document.variants[0].image or None,
            )
            for document in documents
            for one in document.variants
        ]
        if not rows:
            return
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE omni_listing l SET picture = v.own, parent_picture = v.shared
                  FROM (VALUES %s) v (external_id, own, shared)
                 WHERE l.connection_id = %s AND l.external_id = v.external_id
                   AND (l.picture, l.parent_picture) IS DISTINCT FROM (v.own, v.shared)
                """,
                SQL(", ").join(SQL("(%s, %s::varchar, %s::varchar)", *row) for row in rows),
                connection.id,
            )
        )
        self.invalidate_model(["picture", "parent_picture"])
