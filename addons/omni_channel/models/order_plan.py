from odoo import models

from ..core.merging import merge
from .order_imported import PARTNERS


class OrderImport(models.AbstractModel):
    """What would have to be written so that an order follows what is told now."""

    _inherit = "omni.order.import"

    def _plan(self, sale, values, is_moved):
        """Return head and lines to write, new lines, what is kept, and what is imported then."""
        told, here = values["omni_imported"], self._here(sale)
        imported = sale.omni_imported or {"head": {}, "lines": {}, "review": []}
        if not is_moved:
            told["head"].update({name: here["head"][name] for name in PARTNERS})
        head, kept = merge(imported["head"], here["head"], told["head"])
        plan = {"head": head, "lines": {}, "new": [], "kept": [(None, name) for name in kept]}
        for key in told["lines"]:
            if key not in here["lines"] and key not in imported["lines"]:
                plan["new"].append(key)
            else:
                self._plan_line(plan, key, imported, here, told)
        for key in imported["lines"].keys() - told["lines"].keys():
            self._plan_line(plan, key, imported, here, {"lines": {key: {"product_uom_qty": 0.0}}})
        plan["differs"] = bool(head or plan["lines"] or plan["new"])
        plan["imported"] = self._imported_then(imported, told, plan["kept"], is_moved)
        return plan

    def _plan_line(self, plan, key, imported, here, told):
        if key not in here["lines"]:
            plan["kept"].append((key, "product_uom_qty"))
            return
        line = here["lines"][key]
        changes, kept = merge(imported["lines"].get(key, {}), line, told["lines"][key])
        if changes:
            plan["lines"][key] = changes
        plan["kept"] += [(key, name) for name in kept]

    def _imported_then(self, imported, told, kept, is_moved):
        """What people changed is still compared with what they had changed it from."""
        then = {
            **told,
            "head": dict(told["head"]),
            "lines": {key: dict(row) for key, row in told["lines"].items()},
            "exact": imported.get("exact", {}),
        }
        if not is_moved:
            then["head"].update({name: imported["head"].get(name) for name in PARTNERS})
        for key, name in kept:
            row = then["lines"].get(key) if key else then["head"]
            old = imported["lines"].get(key, {}) if key else imported["head"]
            if row and name in old:
                row[name] = old[name]
        return then

    def _why_kept(self, sale, order):
        """Return why nothing may be written on an order any more, or ""."""
        _ = self.env._
        if sale.state == "cancel":
            return _("Not changed: the order is cancelled here.")
        if sale.picking_ids.filtered(lambda picking: picking.state == "done"):
            return _("Not changed: its goods have left, or are on their way out.")
        if sale.invoice_ids.filtered(lambda move: move.state != "cancel"):
            return _("Not changed: an invoice is made already.")
        if order.fulfilled:
            return _("Not changed: the shop has shipped it already.")
        return ""

    def _kept_reason(self, sale, kept):
        """Name what is left as it is because somebody changed it here."""
        lines = {line.omni_external_id: line for line in sale.order_line}
        names = []
        for key, name in kept:
            model = sale.order_line if key else sale
            label = model._fields[name]._description_string(self.env)
            line = lines.get(key)
            names.append(f"{line.name.splitlines()[0]}, {label}" if line else label)
        return self.env._("Left as it was changed here: %s.", "; ".join(dict.fromkeys(names)))
