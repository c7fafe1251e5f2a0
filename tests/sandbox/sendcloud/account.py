"""The one Sendcloud account of the sandbox: keys, contracts, sender addresses, relay points."""

PUBLIC_KEY = "sandbox-public"
SECRET_KEY = "sandbox-secret"
USER_ID = 4242
INTEGRATION_ID = 7001

CONTRACTS = tuple(
    {
        "id": number,
        "client_id": client,
        "carrier_code": carrier,
        "carrier": {"code": carrier, "name": name},
        "country": "FR",
        "is_default_per_carrier": default,
        "state": "active",
        "type": kind,
        "name": f"{name} {'Sendcloud' if kind == 'broker' else 'direct'}",
    }
    for number, client, carrier, name, default, kind in (
        (100, "", "sendcloud", "Sendcloud", True, "broker"),
        (101, "", "colissimo", "Colissimo", True, "broker"),
        (102, "", "chronopost", "Chronopost", True, "broker"),
        (103, "19869502", "chronopost", "Chronopost", False, "direct"),
        (104, "", "mondial_relay", "Mondial Relay", True, "broker"),
        (105, "", "dpd", "DPD", True, "broker"),
        (106, "", "ups", "UPS", True, "broker"),
    )
)

SENDER_ADDRESSES = (
    {
        "id": 1,
        "name": "Camille Martin",
        "company_name": "Atelier Omni",
        "address_line_1": "Rue de la République",
        "house_number": "12",
        "address_line_2": "",
        "postal_code": "69002",
        "city": "Lyon",
        "country_code": "FR",
        "state_province_code": "",
        "phone_number": "+33472000000",
        "email": "expedition@atelier-omni.example",
        "tax_numbers": [{"name": "VAT", "country_code": "FR", "value": "FR40303265045"}],
        "signature": {"full_name": "Camille Martin", "initials": "CM"},
    },
)


def _week(start, end, saturday_end):
    day = [{"start_time": start, "end_time": end}]
    days = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), day)
    return {**days, "saturday": [{"start_time": start, "end_time": saturday_end}], "sunday": None}


def _point(number, carrier_id, name, street, house, postal_code, city, country, where):
    return {
        "id": number,
        "name": name,
        "carrier": {
            "code": "mondial_relay",
            "name": "Mondial Relay",
            "logo_url": None,
            "icon_url": None,
        },
        "carrier_service_point_id": carrier_id,
        "carrier_shop_type": "24R",
        "general_shop_type": "servicepoint",
        "address": {
            "street": street,
            "house_number": house,
            "postal_code": postal_code,
            "city": city,
            "country_code": country,
        },
        "position": {"latitude": where[0], "longitude": where[1]},
        "contact": {"email": "", "phone": ""},
        "opening_times": _week("09:00", "19:00", "12:30"),
        "is_open_tomorrow": True,
        "next_open_at": None,
        "is_expired": False,
    }


SERVICE_POINTS = (
    _point(
        10600001,
        "FR-024681",
        "Tabac des Terreaux",
        "Rue Romarin",
        "8",
        "69001",
        "Lyon",
        "FR",
        (45.7681, 4.8357),
    ),
    _point(
        10600002,
        "FR-013579",
        "Épicerie du Marais",
        "Rue de Turenne",
        "41",
        "75003",
        "Paris",
        "FR",
        (48.8586, 2.3653),
    ),
    _point(
        10600003,
        "FR-031415",
        "Presse du Capitole",
        "Rue Lafayette",
        "15",
        "31000",
        "Toulouse",
        "FR",
        (43.6048, 1.4450),
    ),
    _point(
        10600004,
        "BE-002718",
        "Librairie Louise",
        "Avenue Louise",
        "120",
        "1050",
        "Bruxelles",
        "BE",
        (50.8301, 4.3618),
    ),
)
