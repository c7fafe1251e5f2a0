"""The shop integration that the keys belong to: its webhook, its contracts."""

from tests.sandbox.sendcloud.account import INTEGRATION_ID, USER_ID
from tests.sandbox.sendcloud.errors import not_found, refuse

METADATA = {"user_id": USER_ID, "integration_id": INTEGRATION_ID}
CREATED = "2026-01-05T09:00:00Z"


def describe(store):
    return {
        "id": INTEGRATION_ID,
        "shop_name": "Atelier Omni",
        "shop_url": "https://atelier-omni.example",
        "type": "api",
        "started_failing_at": None,
        "last_fetched_at": CREATED,
        "created_at": CREATED,
        "updated_at": CREATED,
        "service_point_enabled": True,
        "service_point_carriers": ["mondial_relay"],
        "webhook_active": store.webhook_active,
        "webhook_url": store.webhook_url or None,
        "feedback_type": "eager",
    }


def check(number):
    if number != str(INTEGRATION_ID):
        raise not_found("The Integration could not be found with the search criteria given")


def update(store, body):
    """Switch webhooks on or off; a switched-on one needs an address."""
    active = body.get("webhook_active", store.webhook_active)
    url = body.get("webhook_url", store.webhook_url) or ""
    if active and not url:
        raise refuse(400, "invalid", "Webhook URL required when enable webhook is set to true")
    store.webhook_active, store.webhook_url = bool(active), url


def find_contracts(contracts, arguments):
    """Contracts by carrier_code, client_id, name, country_code and is_active."""
    if arguments.get("is_active") == "false":
        return []
    wanted = {"carrier_code": "carrier_code", "client_id": "client_id", "name": "name"}
    wanted["country_code"] = "country"
    return [
        contract
        for contract in contracts
        if all(contract[f] == arguments[q] for q, f in wanted.items() if arguments.get(q))
    ]
