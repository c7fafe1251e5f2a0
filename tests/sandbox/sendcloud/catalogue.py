"""The shipping options of the sandbox's account: who carries what, where to, at which price.

Codes of Colissimo, Mondial Relay, Chronopost 18 and the letter are those of real French accounts;
`chronopost:13` and `dpd:home/predict` are named after them. Prices are made up and never change.
"""

from dataclasses import dataclass, field
from decimal import Decimal

EUROPE = ("AT", "BE", "DE", "ES", "IT", "LU", "NL", "PT")


def bands(*pairs):
    """((kilograms at most, price), …) as Decimals."""
    return tuple((Decimal(weight), Decimal(price)) for weight, price in pairs)


@dataclass(frozen=True)
class Option:
    """One way to send.

    `prices`: zone (FR, EU, WORLD) -> bands; `hours`: zone -> lead time. No quote comes for an
    option that is not `priced` (a contract of the merchant's own without uploaded prices).
    """

    code: str
    name: str
    carrier: str
    product: str
    contract_id: int
    prices: dict
    hours: dict
    max_sides: tuple
    functionalities: dict = field(default_factory=dict)
    fields: tuple = ()
    needs_point: bool = False
    needs_number: bool = False
    priced: bool = True
    remote: Decimal = Decimal(0)
    fuel: Decimal = Decimal(0)
    cancels_at_once: bool = True

    @property
    def multicollo(self):
        return bool(self.functionalities.get("multicollo"))

    @property
    def max_weight(self):
        return max(weight for table in self.prices.values() for weight, _price in table)


CARRIERS = {
    "colissimo": "Colissimo",
    "chronopost": "Chronopost",
    "mondial_relay": "Mondial Relay",
    "dpd": "DPD",
    "ups": "UPS",
    "sendcloud": "Sendcloud",
}

_COLISSIMO = bands(
    ("0.25", "5.15"),
    ("0.5", "7.05"),
    ("1", "8.85"),
    ("2", "9.99"),
    ("5", "14.69"),
    ("10", "21.25"),
    ("15", "26.45"),
    ("30", "32.85"),
)
_SIGNED = tuple((weight, price + Decimal("1.20")) for weight, price in _COLISSIMO)
_POINT = bands(
    ("0.5", "3.91"),
    ("1", "4.91"),
    ("2", "6.15"),
    ("5", "9.90"),
    ("10", "13.90"),
    ("25", "21.90"),
)
_POINT_ABROAD = tuple((weight, price + Decimal("2.30")) for weight, price in _POINT)
_CHRONO = bands(("1", "16.90"), ("2", "17.60"), ("5", "19.90"), ("10", "24.50"), ("30", "41.00"))
_DPD = bands(("1", "7.40"), ("3", "8.10"), ("5", "9.20"), ("10", "12.30"), ("30", "22.90"))
_DPD_ABROAD = tuple((weight, price + Decimal("6.50")) for weight, price in _DPD)
_UPS = bands(("1", "8.90"), ("3", "9.80"), ("5", "11.20"), ("10", "14.60"), ("30", "26.40"))
_UPS_ABROAD = tuple((weight, price + Decimal("5.10")) for weight, price in _UPS)
_FREE = bands(("30", "0"))

_HOME = {
    "b2b": True,
    "b2c": True,
    "tracked": True,
    "signature": False,
    "multicollo": False,
    "last_mile": "home_delivery",
    "first_mile": "pickup_dropoff",
    "form_factor": "parcel",
    "service_area": "domestic",
    "delivery_deadline": "best_effort",
    "returns": False,
    "size": None,
    "age_check": None,
    "insurance": None,
    "delivery_before": None,
    "weekend_delivery": None,
    "cash_on_delivery": None,
}
_EXPRESS = {**_HOME, "signature": True, "multicollo": True, "delivery_deadline": "nextday"}

OPTIONS = (
    Option(
        code="colissimo:home/fr",
        name="Colissimo Home (sans signature)",
        carrier="colissimo",
        product="Colissimo Home",
        contract_id=101,
        prices={"FR": _COLISSIMO},
        hours={"FR": 48},
        max_sides=(Decimal(100), Decimal(60), Decimal(60)),
        functionalities={**_HOME, "neighbor_delivery": True},
        fuel=Decimal("0.05"),
    ),
    Option(
        code="colissimo:home/signature,fr",
        name="Colissimo Home (avec signature)",
        carrier="colissimo",
        product="Colissimo Home",
        contract_id=101,
        prices={"FR": _SIGNED},
        hours={"FR": 48},
        max_sides=(Decimal(100), Decimal(60), Decimal(60)),
        functionalities={**_HOME, "signature": True},
        fuel=Decimal("0.05"),
    ),
    Option(
        code="chronopost:13",
        name="Chronopost 13",
        carrier="chronopost",
        product="Chrono 13",
        contract_id=102,
        prices={"FR": _CHRONO},
        hours={"FR": 24},
        max_sides=(Decimal(150), Decimal(75), Decimal(75)),
        functionalities={**_EXPRESS, "delivery_before": "1300", "priority": "express"},
        fields=("to_email", "to_telephone"),
        needs_number=True,
        remote=Decimal("9.50"),
        fuel=Decimal("0.12"),
        cancels_at_once=False,
    ),
    Option(
        code="chronopost:18",
        name="Chronopost 18",
        carrier="chronopost",
        product="Chrono 18",
        contract_id=103,
        prices={"FR": _CHRONO},
        hours={"FR": 24},
        max_sides=(Decimal(150), Decimal(75), Decimal(75)),
        functionalities={**_EXPRESS, "delivery_before": "1800", "direct_contract_only": True},
        fields=("to_email", "to_telephone"),
        needs_number=True,
        priced=False,
        cancels_at_once=False,
    ),
    Option(
        code="mondial_relay:service_point,dualapi/size=l,c2c",
        name="Mondial Relay Point Relais L",
        carrier="mondial_relay",
        product="Mondial Relay Point Relais",
        contract_id=104,
        prices={"FR": _POINT, "EU": _POINT_ABROAD},
        hours={"FR": 96, "EU": 120},
        max_sides=(Decimal(120), Decimal(80), Decimal(80)),
        functionalities={**_HOME, "b2b": False, "last_mile": "service_point", "size": "l"},
        fields=("to_email", "to_telephone"),
        needs_point=True,
    ),
    Option(
        code="dpd:home/predict",
        name="DPD Predict",
        carrier="dpd",
        product="DPD Home",
        contract_id=105,
        prices={"FR": _DPD, "EU": _DPD_ABROAD},
        hours={"FR": 48, "EU": 96},
        max_sides=(Decimal(175), Decimal(80), Decimal(60)),
        functionalities={**_HOME, "multicollo": True, "flex_delivery": True},
        fields=("to_email", "to_telephone"),
        needs_number=True,
        remote=Decimal("6.00"),
        fuel=Decimal("0.08"),
    ),
    Option(
        code="ups:standard",
        name="UPS Standard",
        carrier="ups",
        product="UPS Standard",
        contract_id=106,
        prices={"FR": _UPS, "EU": _UPS_ABROAD},
        hours={"FR": 48, "EU": 72},
        max_sides=(Decimal(270), Decimal(100), Decimal(100)),
        functionalities={**_HOME, "multicollo": True, "surcharge": True},
        fields=("to_telephone",),
        fuel=Decimal("0.15"),
    ),
    Option(
        code="sendcloud:letter",
        name="Unstamped letter",
        carrier="sendcloud",
        product="Unstamped letter",
        contract_id=100,
        prices={"FR": _FREE, "EU": _FREE, "WORLD": _FREE},
        hours={"FR": 48, "EU": 96, "WORLD": 240},
        max_sides=(Decimal(100), Decimal(70), Decimal(60)),
        functionalities={**_HOME, "tracked": False, "multicollo": True, "form_factor": "letter"},
    ),
)
BY_CODE = {option.code: option for option in OPTIONS}


def zone(country, postal_code=""):
    """FR is the mainland with Corsica; overseas departments are WORLD, as for the carriers."""
    if country == "FR" and not postal_code.startswith(("97", "98")):
        return "FR"
    return "EU" if country in EUROPE else "WORLD"
