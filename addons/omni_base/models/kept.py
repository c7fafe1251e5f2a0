from odoo import api, models


class Kept(models.AbstractModel):
    """What the program notes about a record is written by nobody else.

    ``readonly`` on a field is for the form only: a call from outside, an import or a default would
    write it all the same, and go live, or agree, in somebody else's name.
    """

    _name = "omni.kept"
    _description = "Keeps its own notes"

    @api.model
    def _is_kept(self, field):
        """Whether only the program writes a field: it is shown, and never typed."""
        is_own = field.name not in models.MAGIC_COLUMNS and not field.compute
        return is_own and field.readonly and field.store

    @api.model
    def _has_field_access(self, field, operation):
        if operation == "write" and not self.env.su and self._is_kept(field):
            return False
        return super()._has_field_access(field, operation)

    @api.model
    def default_get(self, fields):
        """A default that somebody stored for a field is no way around it either."""
        values = super().default_get(fields)
        for name in values.keys() & set(fields):
            field = self._fields[name]
            if not self.env.su and self._is_kept(field):
                values[name] = field.default(self) if field.default else False
        return values
