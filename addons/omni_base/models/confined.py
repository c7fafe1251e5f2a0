from odoo import models

MOVES = {"company_id", "connection_id"}


class Confined(models.AbstractModel):
    """What belongs to a connection, or is one, cannot be moved to where its user may not go.

    Odoo asks for the right to write before a change only. A connection that somebody moved into
    another company would tell that company's stock to a remote of his own.
    """

    _name = "omni.confined"
    _description = "Stays where its user may go"

    def write(self, values):
        result = super().write(values)
        if MOVES & values.keys():
            self.check_access("write")
        return result
