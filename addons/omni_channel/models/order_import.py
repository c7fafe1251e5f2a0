from markupsafe import Markup

from odoo import models
from odoo.addons.omni_base.core.links import web_link
from odoo.addons.omni_base.core.money import rounded
from odoo.addons.omni_base.core.times import naive
from odoo.addons.omni_base.core.verdict import Verdict

from .order_partner import told_vat

QUIET = {
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "tracking_disable": True,
}


class Connection(models.Model):
    _inherit = "omni.connection"

    def _import_order(self, pairs):
        """Make or update sale orders from [(message, Order)]; return {message: Verdict}."""
        quiet = self.with_context(**QUIET)
        return quiet.env["omni.order.import"]._import(quiet, pairs)


class OrderImport(models.AbstractModel):
    """Orders become sale orders, a slice at a time: one query for each kind of thing."""

    _name = "omni.order.import"
    _description = "Order import"

    def _import(self, connection, pairs):
        verdicts, fresh, again = {}, [], []
        known = self._known(connection, [order.external_id for _message, order in pairs])
        usable = self._usable_currencies({order.currency for _message, order in pairs})
        for message, order in pairs:
            if order.external_id in known:
                sale, version, _digest = known[order.external_id]
                if message.origin == "person":
                    again.append((message, order, sale, version))
                else:
                    verdicts[message] = self._seen_again(connection, known, message, order)
                continue
            verdict = self._screen(connection, order, usable)
            if verdict:
                verdicts[message] = verdict
            else:
                fresh.append((message, order))
        if fresh:
            verdicts.update(self._make(connection, fresh))
        if again:
            verdicts.update(self._bring_again(connection, again))
        return verdicts

    def _known(self, connection, external_ids):
        """Return {external id: (sale order, version, digest)}: one query for the slice."""
        self.env.cr.execute(
            """
            SELECT omni_external_id, id, omni_version, omni_digest FROM sale_order
             WHERE omni_connection_id = %s AND omni_external_id = ANY(%s)
            """,
            [connection.id, external_ids],
        )
        sales = self.env["sale.order"]
        return {row[0]: (sales.browse(row[1]), row[2], row[3]) for row in self.env.cr.fetchall()}

    def _seen_again(self, connection, known, message, order):
        sale, version, digest = known[order.external_id]
        if digest == message.digest:
            return Verdict("done", self.env._("Unchanged."), sale)
        if version and order.version < version:
            return Verdict("done", self.env._("Older than what is known already."), sale)
        done = [self._apply_change(sale, order), self._follow_delivery(connection, sale, order)]
        sale.write({"omni_version": order.version, "omni_digest": message.digest})
        reason = " ".join(filter(None, done))
        return Verdict("done", reason or self.env._("Nothing that concerns Odoo changed."), sale)

    def _make(self, connection, fresh):
        """Create and confirm the sale orders of new orders, all together."""
        orders = [order for _message, order in fresh]
        context = self._context_of(connection, fresh)
        values = [
            self._order_values(connection, message, order, context) for message, order in fresh
        ]
        sales = self.env["sale.order"].create(values)
        refused = self._settle_totals(connection, sales, orders)
        good = sales.filtered(lambda sale: sale not in refused)
        good.action_confirm()
        self._settle_shipped(connection, sales, orders)
        made = [order for sale, order in zip(sales, orders, strict=True) if sale not in refused]
        self._count_as_sold(connection, made, context)
        verdicts = {}
        for (message, _order), sale in zip(fresh, sales, strict=True):
            verdicts[message] = refused.get(sale) or Verdict("done", "", sale)
        self.env["sale.order"].browse([sale.id for sale in refused]).unlink()
        return verdicts

    def _count_as_sold(self, connection, orders, context):
        """The shop has lowered its own number by what it sold: expect that, to compare and set."""
        sold = []
        for order in orders:
            for line in order.lines:
                listing = context["products"][order.external_id, line.external_id][1]
                if listing and line.kind == "product":
                    sold.append((listing.id, int(line.quantity)))
        if sold:
            self.env["omni.listing"]._expect_less(connection, sold)

    def _context_of(self, connection, pairs, partners=None):
        """Return what the lines of all orders need, looked up together.

        ``partners``: {order id: (customer, invoice address, delivery address)} if known already.
        """
        orders = [order for _message, order in pairs]
        partners = partners or self.env["omni.order.partner"]._resolve(connection, orders)
        products = self.env["omni.order.product"]._resolve(connection, orders)
        positions = self.env["omni.order.tax"]._positions(connection, partners)
        taxes = self.env["omni.order.tax"]._open(connection)
        pricelists = self._pricelists(connection, {order.currency for order in orders})
        return {
            "partners": partners,
            "products": products,
            "positions": positions,
            "taxes": taxes,
            "pricelists": pricelists,
            "warehouse": connection._warehouse(),
        }

    def _order_values(self, connection, message, order, context):
        partner, invoice, delivery = context["partners"][order.external_id]
        review = []
        lines = self.env["omni.order.line"]._values(connection, order, context, review)
        review += self._to_review(order, partner)
        return {
            "company_id": connection.company_id.id,
            "partner_id": partner.id,
            "partner_invoice_id": invoice.id,
            "partner_shipping_id": delivery.id,
            "fiscal_position_id": context["positions"][order.external_id].id,
            "pricelist_id": context["pricelists"].get(order.currency),
            "warehouse_id": context["warehouse"].id,
            "team_id": connection.team_id.id,
            "user_id": False,
            "date_order": naive(order.ordered_at),
            "client_order_ref": order.name,
            "origin": f"{connection.name} {order.name}",
            "note": Markup("<br/>").join(order.note.splitlines()) or False,
            "require_payment": False,
            "require_signature": False,
            "order_line": lines,
            **self._channel_values(connection, message, order),
            "omni_review": "\n".join(dict.fromkeys(review)) or False,
        }

    def _channel_values(self, connection, message, order):
        values = {
            "omni_connection_id": connection.id,
            "omni_external_id": order.external_id,
            "omni_name": order.name,
            "omni_version": order.version,
            "omni_digest": message.digest,
            "omni_url": web_link(order.url),
            "omni_payment": order.payment,
            "omni_payment_method": ", ".join(order.payment_methods),
            "omni_total": float(order.total),
            "omni_refunded": float(self._refunded(order)),
            "omni_vat": told_vat(order),
            "omni_tax": float(sum(tax.amount for line in order.lines for tax in line.taxes)),
        }
        if order.presentment_currency and order.presentment_currency != order.currency:
            currency = self._currency(order.presentment_currency)
            values["omni_buyer_currency_id"] = currency.id
            values["omni_buyer_total"] = float(order.presentment_total or 0)
        return values

    def _refunded(self, order):
        """Return what was given back so far, in whole coins: some shops tell fractions of them."""
        return rounded(order.refunded_total, order.currency)

    def _usable_currencies(self, codes):
        """Return which of the currency codes are in use here: one query for the slice."""
        return set(self.env["res.currency"].search([("name", "in", list(codes))]).mapped("name"))

    def _currency(self, code):
        currencies = self.env["res.currency"].with_context(active_test=False)
        return currencies.search([("name", "=", code)], limit=1)

    def _pricelists(self, connection, codes):
        """Return {currency code: pricelist id}; none is needed in the company's own currency."""
        found = {}
        for code in codes:
            if code == connection.company_id.currency_id.name:
                found[code] = False
                continue
            pricelist = self.env["product.pricelist"].search(
                [
                    ("currency_id.name", "=", code),
                    ("company_id", "in", (False, connection.company_id.id)),
                ],
                limit=1,
            )
            found[code] = (pricelist or self._make_pricelist(connection, code)).id
        return found

    def _make_pricelist(self, connection, code):
        return self.env["product.pricelist"].create(
            {
                "name": f"{connection.name} {code}",
                "currency_id": self._currency(code).id,
                "company_id": connection.company_id.id,
            }
        )

    def _to_review(self, order, partner):
        """Return what a person should know of an order besides its lines."""
        needs = any(
            line.requires_shipping and line.kind in ("product", "custom") for line in order.lines
        )
        found = self.env["omni.order.partner"]._vat_review(order, partner)
        if needs and not (order.delivery and order.delivery.is_postal):
            found.append(self.env._("The order has no delivery address."))
        if order.is_test:
            found.append(self.env._("It is a test order of the shop."))
        if order.refunded_total:
            found.append(self._refund_reason(self._currency(order.currency), order))
        return found
