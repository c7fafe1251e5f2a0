from odoo import api, fields, models
from odoo.exceptions import UserError


class RateLine(models.TransientModel):
    """One offer. Choosing it finds or makes the shipping method of that service.

    Written by us only: an offer that named another company's connection would buy its labels.
    """

    _name = "omni.rate.line"
    _description = "Offer of a carrier"
    _order = "sequence, id"

    wizard_id = fields.Many2one("omni.rate.wizard", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer()
    connection_id = fields.Many2one("omni.connection", required=True, readonly=True)
    is_test = fields.Boolean(compute="_compute_is_test", compute_sudo=True)
    carrier_name = fields.Char(string="Carrier", readonly=True)
    service_name = fields.Char(string="Service", readonly=True)
    service_code = fields.Char(readonly=True)
    contract = fields.Char(readonly=True)
    price = fields.Monetary(readonly=True)
    has_price = fields.Boolean(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    company_price = fields.Float(readonly=True)
    transit_hours = fields.Integer(readonly=True)
    transit = fields.Char(string="Delivery", compute="_compute_words")
    needs = fields.Char(string="To note", compute="_compute_words")
    needs_service_point = fields.Boolean(readonly=True)
    needs_phone = fields.Boolean(readonly=True)
    needs_email = fields.Boolean(readonly=True)
    needs_size = fields.Boolean(readonly=True)
    needs_customs = fields.Boolean(readonly=True)
    reason = fields.Char(readonly=True)
    is_failure = fields.Boolean(readonly=True)
    is_cheapest = fields.Boolean(readonly=True)
    is_fastest = fields.Boolean(readonly=True)
    is_trial = fields.Boolean(readonly=True)
    badge = fields.Char(string="Best", compute="_compute_badge")

    @api.model
    def _from_rate(self, connection, rate):
        """Return the values of a line for a Rate."""
        currency = self.env["res.currency"].with_context(active_test=False)
        has_price = rate.price is not None
        return {
            "connection_id": connection.id,
            "carrier_name": rate.carrier_name or connection.name,
            "service_name": rate.service_name,
            "service_code": rate.service_code,
            "contract": rate.contract,
            "price": float(rate.price) if has_price else None,
            "has_price": has_price,
            "currency_id": currency.search([("name", "=", rate.currency)], limit=1).id,
            "transit_hours": rate.transit_hours or 0,
            "needs_service_point": rate.needs_service_point,
            "needs_phone": "phone" in rate.needs,
            "needs_email": "email" in rate.needs,
            "needs_size": "size" in rate.needs,
            "needs_customs": "customs" in rate.needs,
            "is_trial": rate.is_trial,
            "reason": connection._say(rate.reason),
        }

    @api.depends("connection_id")
    def _compute_is_test(self):
        for line in self:
            line.is_test = not line.connection_id._writes_outside()

    @api.depends("is_cheapest", "is_fastest")
    @api.depends_context("lang")
    def _compute_badge(self):
        for line in self:
            line.badge = line._badge_words()

    def _badge_words(self):
        if self.is_cheapest and self.is_fastest:
            return self.env._("Cheapest and fastest")
        if self.is_cheapest:
            return self.env._("Cheapest")
        return self.is_fastest and self.env._("Fastest")

    @api.depends("transit_hours", "reason")
    @api.depends_context("lang")
    def _compute_words(self):
        for line in self:
            line.transit = line._transit_words()
            line.needs = ", ".join(line._needs_words()) or False

    def _transit_words(self):
        days, rest = divmod(self.transit_hours, 24)
        if not self.transit_hours:
            return False
        if rest or not days:
            return self.env._("%s h", self.transit_hours)
        return self.env._("1 day") if days == 1 else self.env._("%s days", days)

    def _needs_words(self):
        partner = self.wizard_id.partner_id
        words = [self.reason] if self.reason else []
        if self.is_test and not self.is_failure:
            words.append(self.env._("test mode: no label is bought"))
        if self.is_trial:
            words.append(self.env._("for trials: nobody carries it"))
        if self.needs_service_point:
            words.append(self.env._("to a pick-up point"))
        if self.needs_phone and not partner.phone:
            words.append(self.env._("phone number is missing"))
        if self.needs_email and not partner.email:
            words.append(self.env._("e-mail address is missing"))
        if self.needs_size:
            words.append(self.env._("size of the parcel"))
        if self.needs_customs:
            words.append(self.env._("customs papers"))
        return words

    def action_choose(self):
        """Put the service on the transfer, with the price it was quoted at."""
        self.ensure_one()
        if self.is_failure:
            raise UserError(self.reason)
        picking = self.wizard_id.picking_id
        carrier = self._find_or_create_method()
        picking.write(
            {
                "carrier_id": carrier.id,
                "omni_weight": self.wizard_id._typed_weight(),
                "omni_quoted_carrier_id": carrier.id if self.has_price else False,
                "omni_quoted_price": self.price,
                "omni_quoted_currency_id": self.currency_id.id,
            }
        )
        return {"type": "ir.actions.act_window_close"}

    def _find_or_create_method(self):
        methods = self.env["delivery.carrier"].sudo()
        found = methods.search(
            [
                ("omni_connection_id", "=", self.connection_id.id),
                ("omni_service_code", "=", self.service_code),
                ("omni_contract", "in", [self.contract, self.contract or False]),
            ],
            limit=1,
        )
        return found or methods.create(self._method_values())

    def _method_values(self):
        return {
            "name": self._method_name(),
            "delivery_type": "omni",
            "integration_level": "rate_and_ship",
            "invoice_policy": "estimated",
            "product_id": self._delivery_product().id,
            "omni_connection_id": self.connection_id.id,
            "omni_service_code": self.service_code,
            "omni_service_name": self.service_name,
            "omni_carrier_name": self.carrier_name,
            "omni_contract": self.contract,
            "omni_needs_service_point": self.needs_service_point,
            "omni_needs_phone": self.needs_phone,
            "omni_needs_email": self.needs_email,
        }

    def _method_name(self):
        """“Colissimo Home” already says whose it is."""
        service, carrier = self.service_name or self.service_code, self.carrier_name or ""
        if service.lower().startswith(carrier.lower()):
            return service
        return f"{carrier} {service}"

    def _delivery_product(self):
        """One service product a connection: core gives a method the company of its product."""
        connection = self.connection_id.sudo()
        known = connection.with_context(active_test=False).carrier_ids.product_id[:1]
        if known:
            return known
        return (
            self.env["product.product"]
            .sudo()
            .create(
                {
                    "name": self.env._("Delivery by %s", connection.name),
                    "type": "service",
                    "sale_ok": False,
                    "purchase_ok": False,
                    "list_price": 0.0,
                    "invoice_policy": "order",
                    "categ_id": self.env.ref("delivery.product_category_deliveries").id,
                    "company_id": connection.company_id.id,
                }
            )
        )
