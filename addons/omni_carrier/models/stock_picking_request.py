"""A transfer (or an order) as a ShippingRequest."""

from decimal import Decimal

from odoo import models
from odoo.addons.omni_base.core.documents import Address, Commodity, Parcel, ShippingRequest

GRAM = Decimal("0.001")


def decimal(number, step=GRAM):
    """Return an ORM float as Decimal, rounded to ``step``."""
    return Decimal(str(number or 0)).quantize(step)


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _omni_shipping_request(self, carrier=None, weight=0.0):
        """Return the ShippingRequest of the transfer.

        ``carrier``: the shipping method, none to compare all. ``weight``: in the database's unit,
        used for the goods that are in no package; 0: as typed before, else the products' own.
        """
        self.ensure_one()
        parcels = self._omni_parcels(carrier, weight)
        order = self.sale_id
        value = sum(
            (item.value * item.quantity for parcel in parcels for item in parcel.commodities),
            Decimal(0),
        )
        carrier = carrier or self.env["delivery.carrier"]
        return ShippingRequest(
            reference=self.name,
            order_name=self._omni_order_name(),
            sender=self._omni_address(self._omni_sender()),
            recipient=self._omni_address(self.partner_id, order.partner_id),
            parcels=parcels,
            currency=(order.currency_id or self.company_id.currency_id).name,
            value=value,
            service_code=carrier.omni_service_code or "",
            contract=carrier.omni_contract or "",
            service_point_id=self.omni_service_point or "",
        )

    def _omni_sender(self):
        return self.picking_type_id.warehouse_id.partner_id or self.company_id.partner_id

    def _omni_parcels(self, carrier=None, weight=0.0):
        """One parcel a package, and one for everything that is in none."""
        moves = self.move_line_ids
        parcels = [
            self._omni_parcel(
                package.name,
                package.shipping_weight or package.with_context(picking_id=self.id).weight,
                package.package_type_id,
                moves.filtered(lambda line, package=package: line.result_package_id == package),
            )
            for package in moves.result_package_id
        ]
        loose = moves.filtered(lambda line: not line.result_package_id)
        if loose or not parcels:
            box = carrier.omni_package_type_id if carrier else self.env["stock.package.type"]
            own = self._omni_loose_weight(loose)
            loose_weight = weight or self.omni_weight or (own and own + box.base_weight)
            parcels.append(self._omni_parcel(self.name, loose_weight, box, loose))
        return tuple(parcels)

    def _omni_loose_weight(self, lines):
        """In the database's unit; before anything is reserved, what is asked for."""
        if not lines:
            return self._get_estimated_weight()
        return sum(line.quantity_product_uom * line.product_id.weight for line in lines)

    def _omni_parcel(self, name, weight, box, lines):
        sides = (box.packaging_length, box.width, box.height)
        length, width, height = (self._omni_centimetres(side) for side in sides)
        return Parcel(
            reference=name or self.name,
            weight=self._omni_kilograms(weight),
            length=length,
            width=width,
            height=height,
            commodities=tuple(self._omni_commodities(lines)),
        )

    def _omni_commodities(self, lines):
        carriers = self.env["delivery.carrier"]
        for item in carriers._get_commodities_from_stock_move_lines(lines):
            product = item.product_id
            yield Commodity(
                name=product.name,
                quantity=decimal(item.qty),
                value=decimal(item.monetary_value or product.lst_price, Decimal("0.01")),
                weight=self._omni_kilograms(product.weight),
                sku=product.default_code or "",
                hs_code=product.hs_code or "",
                origin_country_code=item.country_of_origin or "",
            )

    def _omni_kilograms(self, weight):
        unit = self.env["product.template"]._get_weight_uom_id_from_ir_config_parameter()
        kilogram = self.env.ref("uom.product_uom_kgm")
        return decimal(unit._compute_quantity(weight or 0, kilogram, round=False))

    def _omni_centimetres(self, side):
        if not side:
            return None
        unit = self.env["product.template"]._get_length_uom_id_from_ir_config_parameter()
        centimetre = self.env.ref("uom.product_uom_cm")
        return decimal(unit._compute_quantity(side, centimetre, round=False), Decimal("0.1"))

    def _omni_address(self, partner, other=None):
        """``other``: whose phone and e-mail serve where the partner has none (the customer)."""
        company = partner.commercial_company_name or ""
        fallback = (other or partner) | partner.commercial_partner_id
        return Address(
            name=partner.name or partner.parent_id.name or company,
            company=company,
            street=partner.street or "",
            street2=partner.street2 or "",
            city=partner.city or "",
            zip=(partner.zip or "").strip(),
            state_code=partner.state_id.code or "",
            country_code=partner.country_id.code or "",
            phone=partner.phone or next(filter(None, fallback.mapped("phone")), ""),
            email=partner.email_normalized
            or next(filter(None, fallback.mapped("email_normalized")), ""),
            vat=partner.commercial_partner_id.vat or "",
        )


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _omni_shipping_request(self, carrier):
        """Return the ShippingRequest of an order that is not yet a transfer, for its price."""
        self.ensure_one()
        picking = self.env["stock.picking"]
        box = carrier.omni_package_type_id
        packages = carrier._get_packages_from_order(self, box)
        sender = self.warehouse_id.partner_id or self.company_id.partner_id
        parcels = tuple(
            Parcel(
                reference=f"{self.name or 'order'}-{number}",
                weight=picking._omni_kilograms(package.weight),
                length=picking._omni_centimetres(box.packaging_length),
                width=picking._omni_centimetres(box.width),
                height=picking._omni_centimetres(box.height),
            )
            for number, package in enumerate(packages, start=1)
        )
        return ShippingRequest(
            reference=self.name or "order",
            order_name=self.client_order_ref or self.name or "",
            sender=picking._omni_address(sender),
            recipient=picking._omni_address(self.partner_shipping_id, self.partner_id),
            parcels=parcels,
            currency=self.currency_id.name,
            value=decimal(self.amount_total, Decimal("0.01")),
            service_code=carrier.omni_service_code or "",
            contract=carrier.omni_contract or "",
        )
