from decimal import Decimal

from odoo import Command, models
from odoo.addons.omni_base.core.money import rounded
from odoo.addons.omni_base.core.verdict import Verdict

from .order_imported import LINE, PARTNERS

PINNED = (*PARTNERS, "user_id", "team_id", "payment_term_id", "warehouse_id")
TOLD = ("omni_version", "omni_digest", "omni_url", "omni_payment_method", "omni_tax")
TOLD_LINE = ("omni_total", "omni_discount", "omni_tax", "omni_listing_id")


class _TooFarError(Exception):
    def __init__(self, verdict):
        super().__init__(verdict.reason)
        self.verdict = verdict


class OrderImport(models.AbstractModel):
    """An order that a person has processed again follows what is read today.

    What people changed, shipped, invoiced or cancelled stays as they made it.
    """

    _inherit = "omni.order.import"

    def _bring_again(self, connection, again):
        """Return {message: Verdict} of [(message, order, sale order, its version)]."""
        verdicts, pairs = {}, []
        all_sales = self.env["sale.order"].union(*(sale for _m, _order, sale, _version in again))
        sales = {sale.omni_external_id: sale for sale in all_sales}
        for message, order, sale, version in again:
            if version and order.version < version:
                reason = self.env._("Older than what is known already.")
                verdicts[message] = Verdict("done", reason, sale)
            else:
                pairs.append((message, order))
        if pairs:
            context = self._context_again(connection, pairs, sales)
            for message, order in pairs:
                sale = sales[order.external_id]
                verdicts[message] = self._bring_one(connection, message, order, sale, context)
        return verdicts

    def _context_again(self, connection, pairs, sales):
        """Look people up only where the order now names others than when it was imported."""
        moved = []
        for _message, order in pairs:
            imported = sales[order.external_id].omni_imported
            if imported and imported["places"] != self._places(order):
                moved.append(order)
        partners = {key: tuple(sale[name] for name in PARTNERS) for key, sale in sales.items()}
        if moved:
            partners.update(self.env["omni.order.partner"]._resolve(connection, moved))
        context = self._context_of(connection, pairs, partners)
        context["moved"] = {order.external_id for order in moved}
        for key, sale in sales.items():
            if key not in context["moved"]:
                context["positions"][key] = sale.fiscal_position_id
        return context

    def _bring_one(self, connection, message, order, sale, context):
        quiet = self.env._("Nothing that concerns Odoo changed.")
        if self._is_called_off(order):
            return Verdict("done", self._apply_change(sale, order) or quiet, sale)
        values = self._order_values(connection, message, order, context)
        plan = self._plan(sale, values, order.external_id in context["moved"])
        why = self._why_kept(sale, order) if plan["differs"] else ""
        if why:
            verdict = Verdict("done", why, sale)
            verdict.is_kept = True
        else:
            verdict = self._carry_out(connection, order, sale, values, plan)
            if verdict.state != "done":
                return verdict
        told = (verdict.reason, self._apply_change(sale, order))
        verdict.reason = " ".join(filter(None, told)) or quiet
        write_if_other(sale, {name: values[name] for name in TOLD})
        return verdict

    def _carry_out(self, connection, order, sale, values, plan):
        """Write a plan, all of it or nothing; return its Verdict."""
        verdict = Verdict("done", "", sale)
        if plan["kept"]:
            verdict.reason = self._kept_reason(sale, plan["kept"])
            verdict.is_kept = True
        if not plan["differs"]:
            return verdict
        before = self._portrait(sale)
        try:
            with self.env.cr.savepoint():
                self._write_plan(sale, values, plan)
                self._settle_again(connection, order, sale)
        except _TooFarError as error:
            return error.verdict
        self._tell_what_changed(sale, before, verdict)
        return verdict

    def _write_plan(self, sale, values, plan):
        was_locked, sale.locked = sale.locked, False
        self._write_head(sale, plan["head"])
        rows = {row["omni_external_id"]: row for _command, _id, row in values["order_line"]}
        for line in sale.order_line.filtered("omni_external_id"):
            row = rows.get(line.omni_external_id)
            self._write_line(line, plan["lines"].get(line.omni_external_id))
            if row:
                told = {name: row[name] for name in TOLD_LINE}
                told["omni_question_id"] = row["omni_question_id"] or line.omni_question_id.id
                write_if_other(line, told)
        sale.order_line = [Command.create(rows[key]) for key in plan["new"]]
        self._write_review(sale, plan["imported"]["review"])
        sale.omni_imported = plan["imported"]
        sale.omni_total = values["omni_total"]
        sale.locked = was_locked

    def _write_head(self, sale, changes):
        pinned = {}
        if not changes.keys().isdisjoint(PARTNERS):
            pinned = {name: sale[name].id for name in (*PINNED, "fiscal_position_id")}
            pinned["note"] = sale.note
        sale.write({**pinned, **changes})
        waiting = sale.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        if "partner_shipping_id" in changes:
            waiting.write({"partner_id": changes["partner_shipping_id"]})
        if "carrier_id" in changes:
            waiting.filtered(lambda one: not one.carrier_tracking_ref).write(
                {"carrier_id": changes["carrier_id"]}
            )

    def _write_line(self, line, changes):
        """Write it whole, or Odoo would work out price and taxes anew from what is left out.

        Another product is ordered anew: what was reserved of the former one is given back.
        """
        if not changes:
            return
        values = {name: line[name] for name in LINE if not name.endswith(("_id", "_ids"))}
        values = {"tax_ids": line.tax_ids.ids, **values, **changes}
        values["tax_ids"] = [Command.set(values["tax_ids"])]
        values["technical_price_unit"] = values["price_unit"]
        if "product_id" in changes:
            line.move_ids.filtered(lambda move: move.state != "done")._action_cancel()
            line.invalidate_recordset(["product_updatable"])
        line.write(values)
        line._action_launch_stock_rule()

    def _write_review(self, sale, told):
        """What is in order now is no longer to be reviewed; what is new is."""
        old = (sale.omni_imported or {}).get("review", [])
        shown = (sale.omni_review or "").splitlines()
        left = [text for text in shown if text not in old or text in told]
        left += [text for text in told if text not in old and text not in left]
        sale.omni_review = "\n".join(left) or False

    def _settle_again(self, connection, order, sale):
        """Let the rounding line carry what is between the shop's total and Odoo's now."""
        line = self._rounding_line(sale)
        wanted = order.total + rounded(Decimal(str(line.price_total)), order.currency)
        limit = self._rounding_limit(connection, sale.currency_id)
        difference = self._missing(sale, wanted)
        if difference and abs(difference) <= limit:
            self._fit_lines(connection, sale, order, wanted)
            difference = self._missing(sale, wanted)
        if abs(difference) > limit:
            raise _TooFarError(self._too_far(order, order.total - difference, difference))
        if line:
            write_if_other(line, {"price_unit": float(difference), "omni_total": float(difference)})
        elif difference:
            self._add_rounding(sale, difference)

    def _tell_what_changed(self, sale, before, verdict):
        after = self._portrait(sale)
        changed = [what for what in after if before.get(what, "") != after[what]]
        changed += [what for what in before if what not in after]
        said = self.env._("Brought up to date: %s.", ", ".join(changed))
        verdict.reason = " ".join(filter(None, [said, verdict.reason]))
        sale._message_log(body=verdict.reason)

    def _portrait(self, sale):
        return sale.omni_connection_id._portrait_order(sale)


def write_if_other(record, values):
    """Write only what differs, so that nothing is recorded as changed that was not."""
    other = {
        name: value
        for name, value in values.items()
        if (record[name].id if name.endswith("_id") else record[name]) != (value or False)
        and (record[name] or value)
    }
    if other:
        record.write(other)
