from odoo import models
from odoo.addons.omni_base.core.documents import Address

from .order_partner import told_vat


class OrderPartner(models.AbstractModel):
    """The VAT number of a business buyer: on the contact, which all its addresses share."""

    _inherit = "omni.order.partner"

    def _resolve(self, connection, orders):
        """A contact without a number gets the one that its order names; no number is replaced."""
        places = super()._resolve(connection, orders)
        for order in orders:
            partner = places[order.external_id][0]
            if told_vat(order) and not partner.commercial_partner_id.vat:
                partner.vat = self._valid_vat(order)
        return places

    def _values(self, connection, order):
        return {**super()._values(connection, order), "vat": self._valid_vat(order)}

    def _valid_vat(self, order):
        """Return the number as Odoo writes it, False where there is none or it is not valid."""
        told = told_vat(order)
        if not told:
            return False
        home = order.billing or order.delivery or Address()
        country = self.env["omni.order.address"]._country(home.country_code)
        checked = self.env["res.partner"]._run_vat_checks(country, told, validation="setnull")
        return checked[0] or False

    def _vat_review(self, order, partner):
        """Return what a person should know before the invoice is made."""
        told, known = told_vat(order), partner.commercial_partner_id.vat
        if not told:
            return []
        valid = self._valid_vat(order)
        if not valid:
            return [self.env._("“%s” is no valid VAT number: it was not put on the contact.", told)]
        if known and _folded(known) not in (_folded(valid), _folded(told)):
            return [
                self.env._(
                    "The order names the VAT number %(told)s, its contact has %(known)s: see "
                    "whom the invoice is for.",
                    told=told,
                    known=known,
                )
            ]
        return []


def _folded(vat):
    return "".join(sign for sign in vat.upper() if sign.isalnum())
