from odoo import api, fields, models


class Listing(models.Model):
    """Where the shop keeps the pictures of what was read last, to be fetched later."""

    _inherit = "omni.listing"

    picture = fields.Char(string="Own picture there", readonly=True, copy=False)
    parent_picture = fields.Char(string="Picture there", readonly=True, copy=False)

    @api.model
    def _keep_pictures(self, connection, documents):
        """Keep where these Products have their pictures.

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
        self._keep_read(connection, ("picture", "parent_picture"), rows)
