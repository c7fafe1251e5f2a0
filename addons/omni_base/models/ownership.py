import json

import msgspec

from odoo import api, fields, models

from ..core.ownership import Agreed, decide, mark, owned_field

KEEP = """
    INSERT INTO omni_agreement (connection_id, company_id, res_model, res_id, external_id, marks)
         VALUES %s
    ON CONFLICT (connection_id, res_model, res_id, external_id)
  DO UPDATE SET marks = excluded.marks"""


class Agreement(models.Model):
    """What both sides showed of a thing when they last spoke: marks, not values."""

    _name = "omni.agreement"
    _description = "Last exchange"
    _log_access = False

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True, readonly=True)
    external_id = fields.Char(required=True, readonly=True)
    marks = fields.Json(readonly=True)

    _one_per_pair = models.Constraint(
        "UNIQUE (connection_id, res_model, res_id, external_id)",
        "Two things have one last exchange.",
    )

    @api.model
    def _of(self, connection, keys):
        """Return {(model, id, external id): {field: Agreed}}: one query for all ``keys``."""
        rows = self.sudo().search(
            [
                ("connection_id", "=", connection.id),
                ("res_id", "in", list({key[1] for key in keys})),
                ("external_id", "in", list({key[2] for key in keys})),
            ]
        )
        return {
            (row.res_model, row.res_id, row.external_id): {
                name: msgspec.convert(known, Agreed) for name, known in (row.marks or {}).items()
            }
            for row in rows
        }

    @api.model
    def _keep(self, connection, agreed):
        """Keep {(model, id, external id): {field: Agreed}} in one statement."""
        if not agreed:
            return
        rows = [
            (connection.id, connection.company_id.id, *key, json.dumps(msgspec.to_builtins(marks)))
            for key, marks in agreed.items()
        ]
        self.env.cr.execute_values(KEEP, rows, page_size=500)
        self.invalidate_model(["marks"])


class Ownership(models.AbstractModel):
    """Takes what a remote says of a thing, as far as the remote decides."""

    _name = "omni.ownership"
    _description = "Field ownership"

    @api.model
    def _take(self, connection, object_code, wanted, fresh=frozenset()):
        """Write what may be written; keep in the journal what loses.

        ``wanted``: [(record, external id, {field code: value})], values as ``write`` takes them.
        ``fresh``: records just made from it, whose empty fields are filled whoever decides.
        The number of queries does not grow with the records, but for what ``write`` itself asks.
        """
        owners = connection._owners(object_code)
        keys = [(record._name, record.id, external_id) for record, external_id, _v in wanted]
        before = self.env["omni.agreement"]._of(connection, keys) if keys else {}
        after, lost = {}, []
        for key, (record, _external_id, values) in zip(keys, wanted, strict=True):
            agreed = after.get(key) or before.get(key, {})
            who = dict.fromkeys(values, "nobody") if record in fresh else owners
            found, losers = self._take_one(record, values, object_code, who, agreed)
            lost += [(key, record, *loser) for loser in losers]
            if found != agreed:
                after[key] = found
        self.env["omni.agreement"]._keep(connection, after)
        self.env["omni.conflict"]._keep(connection, object_code, lost)

    @api.model
    def _take_one(self, record, values, object_code, owners, agreed):
        """Return ({field: Agreed} afterwards, [what lost]) of one record."""
        taken, losers, decisions = {}, [], {}
        for code, value in values.items():
            known = owned_field(object_code, code)
            there = self._shown(record, known.target, value)
            here = self._shown(record, known.target, record[known.target])
            marks = mark(here), mark(there)
            decision = decide(owners.get(code, known.owner), *marks, agreed.get(code))
            if decision.loser:
                losers.append((code, here, there, decision.loser, code not in agreed))
            if decision.takes:
                taken[known.target] = value
            if there:
                decisions[code] = (known.target, marks[1], decision.stands)
        if taken:
            record.write(taken)
        return agreed | self._agreed(record, decisions), losers

    @api.model
    def _agreed(self, record, decisions):
        """Return {field: Agreed} as the record is now: Odoo may have written another form."""
        return {
            code: Agreed(mark(self._shown(record, target, record[target])), there, stands)
            for code, (target, there, stands) in decisions.items()
        }

    @api.model
    def _shown(self, record, target, value):
        """Return a value of either side in one comparable JSON form; None for an empty one."""
        field = record._fields[target]
        if isinstance(value, models.BaseModel):
            value = value.id
        if field.type == "float":
            digits = field.get_digits(self.env)
            return round(value or 0.0, digits[1] if digits else 6) or None
        if field.type in ("many2one", "integer", "boolean"):
            return value or None
        cleaned = field.convert_to_cache(value or None, record)
        return str(cleaned).strip() or None if cleaned else None
