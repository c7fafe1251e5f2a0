from odoo import Command, api, fields, models
from odoo.addons.omni_base.core.errors import AuthError, RemoteError
from odoo.exceptions import UserError
from odoo.tools import float_compare

NEVER = 10**6


class RateWizard(models.TransientModel):
    """Every service that could carry a transfer, with its price, from all carriers at once."""

    _name = "omni.rate.wizard"
    _inherit = "omni.confined"
    _description = "Compare rates"

    picking_id = fields.Many2one("stock.picking", string="Transfer", required=True, readonly=True)
    company_id = fields.Many2one(related="picking_id.company_id")
    partner_id = fields.Many2one(related="picking_id.partner_id", string="To")
    weight = fields.Float(
        digits="Stock Weight", help="Of the goods that are not in packages, with their box"
    )
    weight_uom_name = fields.Char(related="picking_id.weight_uom_name")
    has_loose_goods = fields.Boolean(compute="_compute_parcels")
    parcel_count = fields.Integer(string="Parcels", compute="_compute_parcels")
    parcel_weight = fields.Float(
        string="Total weight (kg)", digits="Stock Weight", compute="_compute_parcels"
    )
    warning = fields.Char(compute="_compute_warning")
    line_ids = fields.One2many("omni.rate.line", "wizard_id", string="Offers")
    is_asked = fields.Boolean()
    has_cheapest = fields.Boolean(compute="_compute_has_cheapest")

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        for wizard in wizards:
            typed = wizard.weight or wizard.picking_id.omni_weight
            wizard.weight = typed or wizard._own_weight()
        return wizards

    def _own_weight(self):
        """Return what the goods that are in no package weigh by their products."""
        lines = self.picking_id.move_line_ids.filtered(lambda line: not line.result_package_id)
        return self.picking_id._omni_loose_weight(lines)

    def _typed_weight(self):
        """Return the weight a person has typed, 0 where it is the products' own."""
        is_own = float_compare(self.weight, self._own_weight(), precision_digits=3) == 0
        return 0 if is_own or not self.has_loose_goods else self.weight

    @api.depends("picking_id", "weight")
    def _compute_parcels(self):
        for wizard in self:
            lines = wizard.picking_id.move_line_ids
            parcels = wizard.picking_id._omni_parcels(weight=wizard.weight)
            wizard.has_loose_goods = not lines or any(not line.result_package_id for line in lines)
            wizard.parcel_count = len(parcels)
            wizard.parcel_weight = float(sum(parcel.weight for parcel in parcels))

    @api.depends("picking_id", "weight")
    def _compute_warning(self):
        for wizard in self:
            names = wizard._products_without_weight().mapped("display_name")
            wizard.warning = bool(names) and self.env._(
                "No weight is known of: %s. Weigh the parcel and type its weight.",
                ", ".join(names),
            )

    @api.depends("line_ids.is_cheapest")
    def _compute_has_cheapest(self):
        for wizard in self:
            wizard.has_cheapest = any(wizard.line_ids.mapped("is_cheapest"))

    def _products_without_weight(self):
        lines = self.picking_id.move_line_ids.filtered(lambda line: not line.result_package_id)
        products = lines.product_id or self.picking_id.move_ids.product_id
        return products.filtered(lambda product: not product.weight and product.type == "consu")

    def _ask_when_ready(self):
        """Ask at once, unless a person has to weigh first or complete the address."""
        if self.parcel_weight and not (self.warning and not self.picking_id.omni_weight):
            self.action_ask()

    def action_ask(self):
        """Ask all connected carriers of the company; what fails is a line with its reason."""
        self.ensure_one()
        if not self.parcel_weight:
            raise UserError(self.env._("Type the weight of the parcel first."))
        connections = self._connections()
        if not connections:
            raise UserError(
                self.env._(
                    "No carrier is connected for %s. Connect one under Integrations > Connections.",
                    self.company_id.name,
                )
            )
        request = self.picking_id._omni_shipping_request(weight=self.weight)
        self.picking_id._omni_refuse_address(request.recipient, self.partner_id)
        offers = [values for one in connections for values in self._offers(one, request)]
        lines = [Command.create(values) for values in self._ranked(offers)]
        self.check_access("write")
        self.sudo().write({"line_ids": [Command.clear(), *lines], "is_asked": True})
        return self._open()

    def _connections(self):
        connections = (
            self.env["omni.connection"]
            .sudo()
            .search(
                [
                    ("kind", "=", "carrier"),
                    ("state", "=", "connected"),
                    ("company_id", "=", self.company_id.id),
                ]
            )
        )
        return connections.filtered(lambda one: one._adapter_class().can("pull_rates"))

    def _offers(self, connection, request):
        try:
            with connection._session() as adapter:
                rates = adapter.pull_rates(request)
        except RemoteError as error:
            reason = connection._say(error.reason)
            if isinstance(error, AuthError):
                connection._suspend(reason)
            return [self._failure(connection, reason)]
        if not rates:
            reason = self.env._("Nothing offered for this parcel and this address.")
            return [self._failure(connection, reason)]
        return [self.env["omni.rate.line"]._from_rate(connection, rate) for rate in rates]

    def _failure(self, connection, reason):
        return {
            "connection_id": connection.id,
            "carrier_name": connection.name,
            "reason": reason,
            "is_failure": True,
        }

    def _ranked(self, offers):
        """Cheapest first, what has no price later, what failed last; the best ones are marked."""
        currency = self.company_id.currency_id
        for offer in offers:
            offer["company_price"] = self._in(currency, offer)
        offers.sort(key=_rank)
        usable = [offer for offer in offers if self._is_usable(offer)]
        if usable:
            usable[0]["is_cheapest"] = True
        timed = [offer for offer in usable if offer.get("transit_hours")]
        if timed:
            min(timed, key=lambda offer: offer["transit_hours"])["is_fastest"] = True
        return [dict(offer, sequence=number) for number, offer in enumerate(offers)]

    def _is_usable(self, offer):
        """Whether it may be the best one: a pick-up point is the buyer's choice, not ours."""
        needs_point = offer.get("needs_service_point") and not self.picking_id.omni_service_point
        return offer["company_price"] is not None and not offer.get("is_trial") and not needs_point

    def _in(self, currency, offer):
        if offer.get("price") is None or not offer.get("currency_id"):
            return None
        source = self.env["res.currency"].browse(offer["currency_id"])
        today = fields.Date.context_today(self)
        return source._convert(offer["price"], currency, self.company_id, today)

    def action_choose_cheapest(self):
        self.ensure_one()
        cheapest = self.line_ids.filtered("is_cheapest")[:1]
        if not cheapest:
            raise UserError(self.env._("There is no offer with a price."))
        return cheapest.action_choose()

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare rates"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }


def _rank(offer):
    price = offer["company_price"]
    last = offer.get("is_failure", False), price is None, offer.get("is_trial", False)
    return *last, price or 0, offer.get("transit_hours") or NEVER
