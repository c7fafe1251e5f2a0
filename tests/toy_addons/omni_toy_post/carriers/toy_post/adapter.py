import base64

from odoo.addons.omni_base.core.adapter import Credential
from odoo.addons.omni_base.core.documents import Account, Label, ParcelLabel, Rate
from odoo.addons.omni_base.core.money import amount
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_carrier.core.carrier import CarrierAdapter


class ToyPost(CarrierAdapter):
    code, label = "toy_post", "Toy Post"
    description = _("Rates and labels of the toy post.")
    credentials = (
        Credential("url", _("Address"), secret=False, address=True),
        Credential("key", _("Key")),
    )

    def check(self):
        return Account(name=self._ask("GET", "/me")["name"])

    def pull_rates(self, request):
        return [
            Rate(
                service_code=service["code"],
                service_name=service["name"],
                carrier_name="Toy Post",
                price=amount(service["price"]),
                currency="EUR",
            )
            for service in self._ask("GET", "/services")
            if request.service_code in ("", service["code"])
        ]

    def push_label(self, request):
        to = request.recipient
        wanted = {
            "reference": request.reference,
            "service": request.service_code,
            "to": [to.name, to.street, to.zip, to.city, to.country_code],
            "weights": [str(parcel.weight) for parcel in request.parcels],
        }
        return self._label(self._ask("POST", "/labels", json=wanted))

    def pull_label(self, reference):
        found = self._ask("GET", "/labels", params={"reference": reference})
        return self._label(found[0]) if found else None

    def _label(self, sold):
        parcel = ParcelLabel(
            external_id=sold["id"],
            tracking_number=sold["number"],
            tracking_url=f"https://toy-post.example/{sold['number']}",
            document=base64.b64decode(sold["pdf"]),
        )
        return Label(
            external_id=sold["id"],
            reference=sold["reference"],
            carrier_name="Toy Post",
            parcels=(parcel,),
        )

    def _ask(self, method, path, **options):
        headers = {"Key": self.values["key"]}
        return self.http.json(method, self.values["url"] + path, headers=headers, **options)
