"""POST /shipping-options: which options fit a shipment, and what they cost."""

from decimal import ROUND_HALF_UP, Decimal

from tests.sandbox.sendcloud import account
from tests.sandbox.sendcloud.catalogue import CARRIERS, OPTIONS, zone
from tests.sandbox.sendcloud.errors import refuse
from tests.sandbox.sendcloud.measures import centimetres, kilograms
from tests.sandbox.sendcloud.shapes import OPTION_FILTER, check_shape

CENT = Decimal("0.01")
LIGHTEST = {"value": "0.001", "unit": "kg"}
FLAT_FIELDS = ("from_country_code", "to_country_code", "from_postal_code", "to_postal_code")


def list_options(body):
    """The answer's `data`: every option that fits the filters of the request."""
    wanted = _Wanted(body)
    found = [option for option in OPTIONS if wanted.accepts(option)]
    return [wanted.describe(option) for option in found]


class _Wanted:
    """A request, read once: places, parcels and filters."""

    def __init__(self, body):
        self.body = body
        _check(body)
        sender, receiver = body.get("from_address") or {}, body.get("to_address") or {}
        self.from_country = sender.get("country_code") or body.get("from_country_code")
        self.country = receiver.get("country_code") or body.get("to_country_code")
        self.postal_code = receiver.get("postal_code") or body.get("to_postal_code") or ""
        self.parcels = body.get("parcels") or []
        self.weights = [kilograms(p["weight"]) for p in self.parcels if p.get("weight")]
        self.sides = [centimetres(p["dimensions"]) for p in self.parcels if p.get("dimensions")]

    def accepts(self, option):
        return self._fits_filters(option) and self._fits_way(option) and self._fits_parcels(option)

    def _fits_filters(self, option):
        body = self.body
        wanted = {
            "carrier_code": option.carrier,
            "contract_id": option.contract_id,
            "shipping_option_code": option.code,
            "shipping_product_code": product_code(option),
        }
        if any(body.get(name) not in (None, value) for name, value in wanted.items()):
            return False
        functions = body.get("functionalities") or {}
        if any(option.functionalities.get(name, False) != v for name, v in functions.items()):
            return False
        return self._fits_lead_time(option, body.get("lead_time") or {})

    def _fits_lead_time(self, option, limits):
        hours = option.hours.get(self._zone())
        if hours is None or not limits:
            return True
        checks = {
            "gt": hours.__gt__,
            "gte": hours.__ge__,
            "eq": hours.__eq__,
            "lt": hours.__lt__,
            "lte": hours.__le__,
        }
        return all(checks[name](value) for name, value in limits.items() if name in checks)

    def _fits_way(self, option):
        if self.from_country and self.from_country != "FR":
            return option.code == "sendcloud:letter"
        return not self.country or self._zone() in option.prices

    def _fits_parcels(self, option):
        if len(self.parcels) > 1 and not option.multicollo:
            return False
        if any(weight > option.max_weight for weight in self.weights):
            return False
        return all(
            side <= limit
            for sides in self.sides
            for side, limit in zip(sides, option.max_sides, strict=True)
        )

    def _zone(self):
        return zone(self.country, self.postal_code) if self.country else "FR"

    def describe(self, option):
        contract = next(c for c in account.CONTRACTS if c["id"] == option.contract_id)
        contract_fields = ("id", "client_id", "carrier_code", "name")
        length, width, height = (str(side.quantize(CENT)) for side in option.max_sides)
        return {
            "code": option.code,
            "name": option.name,
            "carrier": {"code": option.carrier, "name": CARRIERS[option.carrier]},
            "product": {"code": product_code(option), "name": option.product},
            "functionalities": _functionalities(option, self._zone()),
            "contract": {name: contract[name] for name in contract_fields},
            "weight": {"min": LIGHTEST, "max": _weight(option.max_weight + Decimal("0.001"))},
            "max_dimensions": {"length": length, "width": width, "height": height, "unit": "cm"},
            "parcel_billed_weights": _billed_weights(self.parcels),
            "requirements": {
                "fields": list(option.fields),
                "export_documents": self._zone() == "WORLD",
                "is_service_point_required": option.needs_point,
            },
            "charging_type": "label_creation",
            "quotes": self._quotes(option),
        }

    def _quotes(self, option):
        asked = self.body.get("calculate_quotes") and self.from_country and self.country
        if not asked or not option.priced or not self.weights:
            return []
        breakdown = price_breakdown(option, self._zone(), self.postal_code, self.weights)
        total = sum((Decimal(line["price"]["value"]) for line in breakdown), Decimal(0))
        lower, upper = _band(option.prices[self._zone()], max(self.weights))
        return [
            {
                "weight": {"min": _weight(lower + Decimal("0.001")), "max": _weight(upper)},
                "price": {"breakdown": breakdown, "total": _price(total)},
                "lead_time": option.hours[self._zone()],
            }
        ]


def _check(body):
    check_shape(OPTION_FILTER, body)
    both = ("from_address" in body or "to_address" in body) and any(f in body for f in FLAT_FIELDS)
    if both:
        raise refuse(400, "invalid", "Address objects and flat address fields exclude each other.")
    if body.get("parcels") == []:
        raise refuse(400, "invalid", "At least one parcel must be provided.")
    known = [contract["id"] for contract in account.CONTRACTS]
    if body.get("contract_id") is not None and body["contract_id"] not in known:
        raise refuse(400, "invalid", "Invalid contract.")


def product_code(option):
    """The code before its functionalities: colissimo:home of colissimo:home/signature,fr."""
    return option.code.split("/")[0].split(",")[0]


def price_breakdown(option, zone_name, postal_code, weights):
    """Lines of the price of a whole shipment; each line is rounded to the cent."""
    table = option.prices[zone_name]
    base = sum((_band_price(table, weight) for weight in weights), Decimal(0))
    lines = [_line("price_without_insurance", "Label", base)]
    if option.fuel:
        lines.append(_line("fuel", "Fuel surcharge", base * option.fuel))
    if option.remote and zone_name == "FR" and postal_code.startswith("20"):
        lines.append(_line("remote", "Remote area surcharge", option.remote * len(weights)))
    return lines


def _band_price(table, weight):
    return next(price for limit, price in table if weight <= limit)


def _band(table, weight):
    lower = Decimal(0)
    for limit, _price_of_band in table:
        if weight <= limit:
            return lower, limit
        lower = limit
    return lower, lower


def _line(kind, label, amount):
    return {"type": kind, "label": label, "price": _price(amount)}


def _price(amount):
    return {"value": str(amount.quantize(CENT, ROUND_HALF_UP)), "currency": "EUR"}


def _weight(value):
    return {"value": f"{value:.3f}", "unit": "kg"}


def _functionalities(option, zone_name):
    area = "domestic" if zone_name == "FR" else "international"
    return {**option.functionalities, "service_area": area}


def _billed_weights(parcels):
    return [
        {
            "unit": "kg",
            "value": f"{kilograms(parcel['weight']):.3f}",
            "volumetric": False,
            "parcel_number": number,
        }
        for number, parcel in enumerate(parcels, start=1)
        if parcel.get("weight")
    ]
