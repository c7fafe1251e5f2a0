"""Shopify under /shopify: one shop, its Admin API, its log-in, its storefront."""

import json
import re
import secrets

from tests.sandbox.shopify import refusals, schema
from tests.sandbox.shopify.admin_api import AdminApi
from tests.sandbox.shopify.announcements import announce
from tests.sandbox.shopify.control import ShopControl
from tests.sandbox.shopify.cost import Bucket
from tests.sandbox.shopify.seed import seeded_store
from tests.sandbox.shopify.storefront import Storefront
from tests.sandbox.vendor import Vendor, json_response

TOKEN = "shpat_sandbox"
CLIENT_ID = "sandbox-app"
SECRET = "sandbox-secret"
GRAPHQL = re.compile(r"/admin/api/([\w-]+)/graphql\.json")
TOKEN_PATH = "/admin/oauth/access_token"
TOKEN_LIFE = 86_399


class Shopify(Vendor):
    name = "shopify"
    prefix = "/shopify"

    def reset(self):
        with self.lock:
            self.store = seeded_store(self.world.seed, self.world.after)
            self.bucket = Bucket()
            self.tokens = {TOKEN}
            self.secret = SECRET
            self.admin_api = AdminApi(self.world, self.bucket)
            self.shop_control = ShopControl(self)
            self.storefront = Storefront(self)

    def handle(self, request, path):
        found = GRAPHQL.fullmatch(path)
        if path == TOKEN_PATH:
            return self._token(request)
        if path.startswith("/admin/"):
            return self._admin(request, found)
        return self.storefront.handle(request, path)

    def _admin(self, request, found):
        if request.headers.get("X-Shopify-Access-Token") not in self.tokens:
            return self.unauthorized(request)
        version = found and served_version(found[1])
        if not version or request.method != "POST":
            return json_response({"errors": "Not Found"}, status=404)
        with self.lock:
            self.store.api_version = version
            self.store.item_error = request.environ.get("sandbox.item_error")
            response = self.admin_api.handle(self.store, request, version)
            announce(self.store, self.world, self.secret)
        return response

    def _token(self, request):
        """Client credentials grant: JSON or form, answers a token that lives for a day."""
        given = request.get_json(silent=True) or request.form
        if given.get("grant_type") != "client_credentials":
            return json_response({"error": "unsupported_grant_type"}, status=400)
        if given.get("client_id") != CLIENT_ID or given.get("client_secret") != self.secret:
            text = "Client authentication failed"
            return json_response({"error": "invalid_client", "error_description": text}, status=401)
        token = f"shpat_{secrets.token_hex(16)}"
        self.tokens.add(token)
        scope = ",".join(self.store.scopes)
        return json_response({"access_token": token, "scope": scope, "expires_in": TOKEN_LIFE})

    def control(self, request, path):
        return self.shop_control.handle(request, path)

    def unauthorized(self, request):
        return json_response(refusals.UNAUTHORIZED, status=401)

    def throttled(self, request, rule):
        """`http: true` gives the plain 429; otherwise the errors come in a 200 answer."""
        if rule.get("http") or rule.get("retry_after") is not None:
            body = {"errors": "Exceeded 2 calls per second for api client. Reduce request rates."}
            headers = {"Retry-After": str(rule.get("retry_after", "2.0"))}
            return json_response(body, status=429, headers=headers)
        with self.lock:
            return json_response(self.admin_api.throttled())

    def operation(self, request, path):
        """For a GraphQL call its words: mutation PushStock inventorySetQuantities."""
        if not GRAPHQL.fullmatch(path):
            return ""
        try:
            asked = json.loads(request.get_data(cache=True))
            document = schema.parsed(asked["query"])
        except (ValueError, KeyError, TypeError):
            return "unreadable"
        return schema.operation_words(document)

    def state(self):
        """Orders, stock and subscriptions, short enough to read in a test."""
        with self.lock:
            return self.shop_control.summary()


def served_version(asked):
    """Which version answers: the asked one, the oldest kept for older ones, None: no such."""
    if asked == "unstable":
        return schema.VERSIONS[-1]
    if not re.fullmatch(r"20\d\d-(01|04|07|10)", asked) or asked > schema.VERSIONS[-1]:
        return None
    return asked if asked in schema.VERSIONS else schema.VERSIONS[0]
