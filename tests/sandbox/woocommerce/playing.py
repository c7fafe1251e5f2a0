"""The shop's front door: WordPress' routing, log-in, permissions, arguments, then the endpoint."""

import json
import re

from tests.sandbox.vendor import Vendor, json_response
from tests.sandbox.woocommerce import shop_data, web_pages
from tests.sandbox.woocommerce.access import (
    authentication_error,
    check_permissions,
    find_key,
    not_allowed,
)
from tests.sandbox.woocommerce.announcements import Announcer
from tests.sandbox.woocommerce.arguments import listed
from tests.sandbox.woocommerce.call import Api, Call
from tests.sandbox.woocommerce.checking import check
from tests.sandbox.woocommerce.control import ShopControl
from tests.sandbox.woocommerce.errors import Refusal, no_route
from tests.sandbox.woocommerce.php_query import parse, plain
from tests.sandbox.woocommerce.routes import find_route
from tests.sandbox.woocommerce.seed import seeded_store
from tests.sandbox.woocommerce.storefront import Storefront

PREFIX = "/woocommerce"
REST = re.compile(r"(?:/index\.php)?/wp-json(/.*)?")
CREDENTIALS = ("rest_route", "consumer_key", "consumer_secret")


class WooCommerce(Vendor):
    name = "woocommerce"
    prefix = PREFIX
    own_faults = web_pages.FAULTS

    def __init__(self, world):
        super().__init__(world)
        self.announcer = Announcer(self)
        self.controls = ShopControl(self)
        self.storefront = Storefront(self)

    def reset(self):
        with self.lock:
            self.store = seeded_store(self.world.seed, self.world.after)

    @property
    def api(self):
        return Api(f"{self.world.base_url}{PREFIX}", self.store.settings["permalinks"])

    def handle(self, request, path):
        route = self._route(request, path)
        if route is None:
            return self.storefront.handle(request, path)
        if not self.store.settings["permalinks"] and "rest_route" not in request.args:
            return web_pages.not_found()
        try:
            with self.lock:
                response = self._answer(request, route)
                self.announcer.announce()
            return response
        except Refusal as problem:
            return problem.response()

    @staticmethod
    def _route(request, path):
        """The REST route that the address names, or None for a page."""
        if "rest_route" in request.args:
            return "/" + request.args["rest_route"].strip("/")
        found = REST.fullmatch(path)
        return "/" + (found[1] or "").strip("/") if found else None

    def _answer(self, request, route):
        query = parse(request.query_string.decode("latin-1"))
        if not route.startswith("/wc/"):
            return self._beside_the_shop(request, route)
        if not self.store.settings["active"]:
            raise no_route()
        key = find_key(request, query, self.store.keys, self._is_ssl(), self._home())
        if key:
            check_permissions(key, self._method(request, query))
        if route == "/wc/v3":
            return json_response(
                {"namespace": route[1:], "routes": {route: {"namespace": "wc/v3"}}}
            )
        if not route.startswith("/wc/v3/"):
            raise no_route()
        call = self._call(request, route.removeprefix("/wc/v3"), query, key)
        return self._dispatch(call)

    def _dispatch(self, call):
        found = find_route(call.method, call.route)
        if not found:
            raise no_route()
        resource, action, function, ids = found
        check(self, call, resource)
        if call.key is None:
            raise not_allowed(action, is_known=False)
        fields = [name.strip() for name in listed(call.params.get("_fields") or [])]
        try:
            return function(self, call, *ids).response(fields)
        except (ArithmeticError, AttributeError, TypeError, ValueError) as problem:
            text = "Il y a eu une erreur critique sur ce site."
            raise Refusal(
                500, "internal_server_error", text, error=f"{type(problem).__name__}: {problem}"
            ) from problem

    def _call(self, request, route, query, key):
        body = self._body(request)
        params = {n: plain(v) for n, v in query.items() if n not in CREDENTIALS}
        return Call(
            method=self._method(request, query),
            route=route,
            params={n: v for n, v in {**params, **body}.items() if not n.startswith("oauth_")},
            given=body,
            query=query,
            key=key,
            item_error=request.environ.get("sandbox.item_error"),
        )

    @staticmethod
    def _method(request, query):
        """PUT and DELETE may come as POST, where a host lets nothing else through."""
        asked = query.get("_method") or request.headers.get("X-HTTP-Method-Override")
        return asked.upper() if asked and request.method == "POST" else request.method

    @staticmethod
    def _body(request):
        raw = request.get_data(cache=True)
        if not raw or request.method in ("GET", "HEAD"):
            return {}
        if request.mimetype != "application/json":
            return {name: plain(v) for name, v in parse(raw.decode("utf-8", "replace")).items()}
        try:
            body = json.loads(raw)
        except ValueError:
            raise Refusal(
                400,
                "rest_invalid_json",
                "Invalid JSON body passed.",
                json_error_code=4,
                json_error_message="Syntax error",
            ) from None
        return body if isinstance(body, dict) else {}

    def _beside_the_shop(self, request, route):
        """WordPress' own routes: a key of WooCommerce is a wrong application password there."""
        if request.headers.get("Authorization", "").startswith("Basic "):
            text = "Unknown username. Check again or try your email address."
            raise Refusal(401, "invalid_username", text)
        if route == "/":
            return json_response(shop_data.site_index(self))
        raise no_route()

    def _is_ssl(self):
        """What PHP believes: the sandbox speaks plain http, unless a proxy's header is trusted."""
        return self.store.settings["ssl_behind_proxy"]

    def _home(self):
        home = self.api.home
        return home.replace("http://", "https://", 1) if self._is_ssl() else home

    def unauthorized(self, request):
        """As when the key was deleted in the shop."""
        return authentication_error("Consumer key is invalid.").response()

    def throttled(self, request, rule):
        """WooCommerce has no limit of its own; hosts and their firewalls do, in HTML."""
        response = web_pages.html("<html><body><h1>429 Too Many Requests</h1></body></html>", 429)
        if rule.get("retry_after") is not None:
            response.headers["Retry-After"] = str(rule["retry_after"])
        return response

    def operation(self, request, path):
        """As "PUT /products/batch", whichever way the route is written."""
        route = self._route(request, path)
        return f"{request.method} {route.removeprefix('/wc/v3')}" if route else ""

    def control(self, request, path):
        return self.controls.handle(request, path)

    def state(self):
        with self.lock:
            return self.controls.summary()
