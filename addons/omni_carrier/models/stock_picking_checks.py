"""What can be known to be wrong before a carrier is asked for anything."""

import re

from odoo import models
from odoo.exceptions import UserError

POSTCODES = {"FR": re.compile(r"^\d{5}$"), "MC": re.compile(r"^98000$")}


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _omni_refuse_incomplete(self, request, carrier):
        """Raise a sentence that names what lacks for a label of this shipping method."""
        needs = ["phone"] * carrier.omni_needs_phone + ["email"] * carrier.omni_needs_email
        self._omni_refuse_address(request.sender, self._omni_sender())
        self._omni_refuse_address(request.recipient, self.partner_id, needs)
        if carrier.omni_needs_service_point and not request.service_point_id:
            raise UserError(
                self.env._(
                    "“%(method)s” delivers to a pick-up point: fill in its number on %(transfer)s.",
                    method=carrier.name,
                    transfer=self.name,
                )
            )
        if not all(parcel.weight > 0 for parcel in request.parcels):
            raise UserError(
                self.env._(
                    "%s weighs nothing: give the products a weight, or type the weight under "
                    "“Compare rates”.",
                    self.name,
                )
            )

    def _omni_refuse_address(self, address, partner, needs=()):
        who = (partner.display_name or self.name).replace("\n", ", ")
        missing = self._omni_missing(address, partner.country_id, needs)
        if missing:
            raise UserError(
                self.env._(
                    "%(transfer)s cannot be sent yet. The address of “%(who)s” lacks: %(missing)s.",
                    transfer=self.name,
                    who=who,
                    missing=", ".join(missing),
                )
            )
        pattern = POSTCODES.get(address.country_code)
        if pattern and not pattern.match(address.zip):
            raise UserError(
                self.env._(
                    "%(transfer)s cannot be sent yet. “%(zip)s” is no postcode of %(country)s: see "
                    "the address of “%(who)s”.",
                    transfer=self.name,
                    zip=address.zip,
                    country=partner.country_id.name,
                    who=who,
                )
            )

    def _omni_missing(self, address, country, needs):
        """Return the words for what an Address lacks, in the order of a form."""
        words = {
            "name": self.env._("name"),
            "street": self.env._("street"),
            "zip": self.env._("postcode"),
            "city": self.env._("town"),
            "state_code": self.env._("state"),
            "country_code": self.env._("country"),
            "phone": self.env._("phone number"),
            "email": self.env._("e-mail address"),
        }
        wanted = {"name", "street", "city", "country_code", *needs}
        wanted |= {"zip"} if country.zip_required else set()
        wanted |= {"state_code"} if country.state_required else set()
        return [words[field] for field in words if field in wanted and not getattr(address, field)]
