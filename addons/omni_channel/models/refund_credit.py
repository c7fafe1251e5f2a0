from decimal import Decimal

from odoo import Command, models
from odoo.addons.omni_base.core.money import rounded
from odoo.exceptions import UserError

from ..core.pricing import solve

EXACT = Decimal("0.000001")


class Refund(models.Model):
    """The credit note: Odoo's own, made from the posted invoice, with what the shop gave back."""

    _inherit = "omni.refund"

    def action_credit_note(self):
        """The button “Make the credit note”: a draft, which a person looks at and posts."""
        self.ensure_one()
        self.check_access("read")
        amount = self._decimal(self.amount_left)
        if not amount:
            raise UserError(self.env._("Nothing is left to be credited of this refund."))
        invoice = self._invoice_to_credit(amount)
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "reason": self._reason_shown()})
        )
        action = wizard.refund_moves()
        self._fit(wizard.new_move_ids, amount)
        wizard.new_move_ids.sudo().omni_refund_id = self
        return action

    def _reason_shown(self):
        number = self.sale_id.omni_name or self.sale_id.name
        return " – ".join(filter(None, [number, self.reason]))

    def _invoice_to_credit(self, amount):
        """Return the posted invoice that has most of the refund's lines, the newest of equals."""
        invoices = self.sudo()._posted_invoices().sudo(False)
        if not invoices:
            raise UserError(
                self.env._(
                    "There is no posted invoice of this order to be credited. Invoice it first; of "
                    "what was not invoiced nothing is to be credited."
                )
            )
        lines = self.line_ids.line_id
        best = max(
            invoices, key=lambda one: (len(one.invoice_line_ids.sale_line_ids & lines), one.id)
        )
        if self._decimal(best.amount_total) < amount:
            raise UserError(
                self.env._(
                    "%(invoice)s is over %(total)s, and %(amount)s were given back: make the "
                    "credit notes by hand, then press “Nothing left to do”.",
                    invoice=best.name,
                    total=best.currency_id.format(best.amount_total),
                    amount=best.currency_id.format(float(amount)),
                )
            )
        return best

    def _fit(self, note, amount):
        """Change a whole credit note into one of the refund's lines and amount."""
        wanted = self._lines_to_credit()
        products = note.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        mixes = self._mixes(products)
        kept, commands = set(), []
        for line in products:
            row = next((one for one in wanted if one.line_id in line.sale_line_ids), None)
            if row is None or row in kept:
                commands.append(Command.delete(line.id))
                continue
            kept.add(row)
            commands.append(Command.update(line.id, self._line_values(row, *wanted[row])))
        others = note.invoice_line_ids - products
        note.invoice_line_ids = [*commands, *(Command.delete(line.id) for line in others)]
        rest = amount - self._decimal(note.amount_total)
        limit = self.env["omni.order.import"]._rounding_limit(self.connection_id, self.currency_id)
        if abs(rest) > limit:
            note.invoice_line_ids = self._rest_commands(rest, mixes)
        self._settle_note(note, amount, limit)

    def _lines_to_credit(self):
        """Return {line: (pieces, total)} of what is on an invoice still to be credited.

        What was taken off the order before it was invoiced is on no invoice.
        """
        if self.amount_credited:
            return {}
        found = {}
        for row in self.line_ids:
            left = self._decimal(row.amount) - self._decimal(row.amount_off)
            if not row.line_id or left <= 0:
                continue
            share = left / self._decimal(row.amount)
            total = rounded(self._decimal(row.total) * share, self.currency_id.name)
            found[row] = (self._decimal(row.quantity) * share, total)
        return found

    def _line_values(self, row, quantity, total):
        """Return what a line of the note becomes.

        A line that gives money alone, or pieces that are still to be invoiced by the order's
        quantity, does not count as invoiced less: nobody shall invoice it once more.
        """
        whole = self._decimal(row.line_id.product_uom_qty) or Decimal(1)
        is_whole = total == self._decimal(row.line_id.omni_total)
        pieces = quantity or (whole if is_whole else Decimal(1))
        price, discount = solve(pieces, total / pieces, total, self.currency_id.name)
        by_delivery = row.line_id.product_id.invoice_policy == "delivery"
        values = {
            "quantity": float(pieces),
            "price_unit": float(price),
            "discount": float(discount),
        }
        if not (quantity and (row.quantity_off or by_delivery)):
            values["sale_line_ids"] = [Command.clear()]
        return values

    def _mixes(self, products):
        """Return {taxes: how much of the invoice is taxed so}."""
        found = {}
        for line in products:
            known = found.get(line.tax_ids, Decimal(0))
            found[line.tax_ids] = known + self._decimal(line.price_total)
        return {taxes: total for taxes, total in found.items() if total > 0}

    def _rest_commands(self, rest, mixes):
        """Money that belongs to no line lowers the price of all, in proportion to their taxes."""
        service = self.env["omni.order.product"]._service("custom")
        name = self.env._("Refund %s", self._reason_shown())
        whole, given, commands = sum(mixes.values()), Decimal(0), []
        for place, (taxes, total) in enumerate(mixes.items(), start=1):
            part = rounded(rest * total / whole, self.currency_id.name)
            part = rest - given if place == len(mixes) else part
            given += part
            values = {
                "product_id": service.id,
                "name": name,
                "quantity": 1,
                "price_unit": float(self._untaxed(part, taxes)),
                "tax_ids": [Command.set(taxes.ids)],
            }
            commands.append(Command.create(values))
        return commands

    def _untaxed(self, amount, taxes):
        """Return the price of which the taxes, where they come on top, make the amount."""
        on_top = sum(
            self._decimal(tax.amount)
            for tax in taxes.flatten_taxes_hierarchy()
            if tax.amount_type == "percent" and not tax.price_include
        )
        return rounded(amount * 100 / (100 + on_top), self.currency_id.name)

    def _settle_note(self, note, amount, limit):
        """Let a visible line carry the cents; more than those is not what the shop gave back."""
        missing = amount - self._decimal(note.amount_total)
        if not missing:
            return
        if abs(missing) > limit:
            raise UserError(
                self.env._(
                    "The credit note would be over %(note)s instead of %(amount)s: make it by "
                    "hand from the invoice, then press “Nothing left to do”.",
                    note=note.currency_id.format(note.amount_total),
                    amount=note.currency_id.format(float(amount)),
                )
            )
        service = self.env["omni.order.product"]._service("rounding")
        values = {
            "product_id": service.id,
            "name": service.with_context(lang=note.partner_id.lang).name,
            "quantity": 1,
            "price_unit": float(missing),
            "tax_ids": [Command.clear()],
        }
        note.invoice_line_ids = [Command.create(values)]

    def _decimal(self, value):
        return Decimal(str(value)).quantize(EXACT)
