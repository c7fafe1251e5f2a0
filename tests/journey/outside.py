"""The outside world as a buyer, a carrier and a mail reader see it (the sandbox's own pages)."""

import requests


class Outside:
    """Drives and reads the sandbox at ``url``."""

    def __init__(self, url):
        self.url = url.rstrip("/")

    def get(self, path, **query):
        answer = requests.get(self.url + path, params=query, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def post(self, path, body=None):
        answer = requests.post(self.url + path, json=body or {}, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def delete(self, path):
        requests.delete(self.url + path, timeout=30).raise_for_status()

    def order(self, **wish):
        """Place an order on the Shopify shop; returns it as the shop shows it (REST shape)."""
        return self.post("/_control/shopify/orders", wish)

    def break_(self, kind, match="", times=1, vendor="shopify", **more):
        """Make the outside world misbehave from now on."""
        fault = {"vendor": vendor, "kind": kind, "match": match, "times": times, **more}
        return self.post("/_control/faults", fault)

    def mend(self):
        self.delete("/_control/faults")

    def state(self, vendor="shopify"):
        return self.get(f"/_control/state/{vendor}")

    def stock(self, sku):
        """Return what the shop can still sell of a SKU, over its locations."""
        return sum(place["available"] for place in self.state()["stock"][sku].values())

    def calls(self, vendor="shopify", operation=None):
        """Return what was asked of a vendor since the last ``forget_calls``."""
        calls = self.get("/_control/calls", vendor=vendor, direction="in")
        calls = calls["calls"] if isinstance(calls, dict) else calls
        return [call for call in calls if operation in (None, call["operation"])]

    def forget_calls(self):
        self.delete("/_control/calls")

    def violations(self):
        found = self.get("/_control/violations")
        return found["violations"] if isinstance(found, dict) else found

    def mails(self):
        found = self.get("/_control/mails")
        return found["mails"] if isinstance(found, dict) else found


BUYER = {
    "email": "camille.durand@example.fr",
    "phone": "06 12 34 56 78",
    "note": "Sonner deux fois, merci !",
    "customer": {
        "first_name": "Camille",
        "last_name": "Durand",
        "email": "camille.durand@example.fr",
    },
    "billing_address": {
        "first_name": "Camille",
        "last_name": "Durand",
        "address1": "12 rue des Lilas",
        "zip": "69003",
        "city": "Lyon",
        "country_code": "FR",
        "phone": "06 12 34 56 78",
    },
    "shipping_address": {
        "first_name": "Paul",
        "last_name": "Durand",
        "company": "Atelier Durand",
        "address1": "3 place du Marché",
        "zip": "44000",
        "city": "Nantes",
        "country_code": "FR",
        "phone": "06 98 76 54 32",
    },
}


def usual_order(**more):
    """Two products, a discount, shipping and taxes, to another address than the bill's."""
    return {
        **BUYER,
        "lines": [{"sku": "TAS-SABLE", "quantity": 2}, {"sku": "CAF-SID-250", "quantity": 3}],
        "discount_code": "BIENVENUE10",
        "shipping": {"title": "Colissimo Domicile", "price": "6.90"},
        **more,
    }
