import json
from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import RemoteError
from odoo.exceptions import UserError, ValidationError


class DeliveryCarrier(models.Model):
    """One shipping method for each service of a carrier; the connection holds the log-in."""

    _inherit = "delivery.carrier"

    delivery_type = fields.Selection(
        selection_add=[("omni", "Omni carrier")],
        ondelete={"omni": "set default"},
    )
    omni_connection_id = fields.Many2one(
        "omni.connection",
        string="Connection",
        domain="[('kind', '=', 'carrier')]",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    omni_mode = fields.Selection(related="omni_connection_id.mode")
    omni_service_code = fields.Char(string="Service code", help="The carrier's own code")
    omni_service_name = fields.Char(string="Service")
    omni_carrier_name = fields.Char(string="Carrier")
    omni_contract = fields.Char(
        string="Contract", help="Number of the contract at the carrier; empty: its default one"
    )
    omni_needs_service_point = fields.Boolean(string="Delivers to a pick-up point")
    omni_needs_phone = fields.Boolean(string="Needs the recipient's phone")
    omni_needs_email = fields.Boolean(string="Needs the recipient's e-mail")
    omni_package_type_id = fields.Many2one(
        "stock.package.type",
        string="Usual packaging",
        domain="[('package_carrier_type', 'in', ('omni', 'none', False))]",
        help="The size and the empty weight of the box, where goods are not put in packages",
    )

    _omni_one_per_service = models.UniqueIndex(
        "(omni_connection_id, omni_service_code, COALESCE(omni_contract, ''))"
        " WHERE omni_connection_id IS NOT NULL AND active",
        "There is a shipping method for this service already.",
    )

    @api.constrains("delivery_type", "omni_connection_id", "omni_service_code")
    def _check_omni_service(self):
        for carrier in self.filtered(lambda carrier: carrier.delivery_type == "omni"):
            if not carrier.omni_connection_id or not carrier.omni_service_code:
                raise ValidationError(
                    self.env._(
                        "“%s” needs a connection and the code of a service. “Compare rates” on a "
                        "transfer makes shipping methods by itself.",
                        carrier.name,
                    )
                )

    def _omni_own(self, pickings):
        """Core hands over all pickings of an action, those of other carriers too."""
        return pickings.filtered(lambda picking: picking.carrier_id == self)

    @api.private
    def omni_rate_shipment(self, order):
        """Core's hook: the price for a sales order, in the company's currency."""
        try:
            rate = self._omni_rate(order._omni_shipping_request(self))
        except (RemoteError, UserError) as error:
            reason = getattr(error, "reason", None)
            return self._omni_no_price(
                self.omni_connection_id._say(reason) if reason else str(error)
            )
        if rate is None or rate.price is None:
            reason = rate and self.omni_connection_id._say(rate.reason)
            return self._omni_no_price(
                reason or self.env._("%s does not carry this there.", self.name)
            )
        price = self._omni_convert(rate.price, rate.currency, order.company_id.currency_id)
        return {"success": True, "price": price, "error_message": False, "warning_message": False}

    def _omni_no_price(self, message):
        return {"success": False, "price": 0.0, "error_message": message, "warning_message": False}

    def _omni_rate(self, request):
        """Return this service's Rate for a request, None when it is not offered for it."""
        with self.sudo().omni_connection_id._session() as adapter:
            rates = adapter.pull_rates(request) if adapter.can("pull_rates") else []
        return next((rate for rate in rates if rate.service_code == self.omni_service_code), None)

    @api.private
    def omni_send_shipping(self, pickings):
        """Core's hook: buy (or find again) the label of each transfer."""
        return [self._omni_ship(picking) for picking in self._omni_own(pickings)]

    def _omni_ship(self, picking):
        connection = self.sudo().omni_connection_id
        request = picking._omni_shipping_request(self)
        picking._omni_refuse_incomplete(request, self)
        with connection._person_waits():
            label = self.env["omni.label"]._obtain(picking, self.sudo(), request)
        price = self._omni_cost(picking, label, request)
        picking._omni_carry(label)
        numbers = [parcel.tracking_number for parcel in label.parcels if parcel.tracking_number]
        return {"exact_price": price, "tracking_number": ",".join(numbers) or label.reference}

    def _omni_cost(self, picking, label, request):
        """What the label costs, in the order's currency: as bought or quoted, else asked now."""
        currency = picking.sale_id.currency_id or picking.company_id.currency_id
        if label.price is not None:
            return self._omni_convert(label.price, label.currency, currency)
        try:
            rate = self._omni_rate(request)
        except RemoteError:
            return 0.0
        if rate is None or rate.price is None:
            return 0.0
        return self._omni_convert(rate.price, rate.currency, currency)

    def _omni_convert(self, price, currency_name, currency):
        """Return a price (Decimal or float) of the named currency in ``currency``, as float."""
        known = self.env["res.currency"].with_context(active_test=False)
        source = known.search([("name", "=", currency_name)], limit=1) or currency
        company = self.company_id or self.env.company
        amount = float(price) if isinstance(price, Decimal) else price
        return source._convert(amount, currency, company, fields.Date.context_today(self))

    @api.private
    def omni_get_tracking_link(self, picking):
        """Core's hook: one address, or core's list of [number, address] for several parcels."""
        links = picking._omni_tracking_links()
        if not links:
            return False
        return links[0][1] if len(links) == 1 else json.dumps(links)

    @api.private
    def omni_cancel_shipment(self, pickings):
        """Core's hook: cancel at the carrier what these transfers carry, ours only."""
        for picking in self._omni_own(pickings):
            picking._omni_cancel_label()

    def _omni_get_default_custom_package_code(self):
        """Core's hook: our carriers know no named packages."""
        return False
