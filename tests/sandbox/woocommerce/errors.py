"""WordPress' form of refusal: {"code", "message", "data": {"status", …}}."""

from tests.sandbox.vendor import json_response


class Refusal(Exception):
    """What the API answers instead. `data` None: as WordPress makes it from the status."""

    def __init__(self, status, code, message, **data):
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.data = {"status": status, **data}

    def body(self):
        return {"code": self.code, "message": self.message, "data": self.data}

    def response(self):
        return json_response(self.body(), status=self.status)


def no_route():
    return Refusal(404, "rest_no_route", "No route was found matching the URL and request method.")


def invalid_id(kind, status=404):
    """`kind` is the post type: shop_order, product, product_variation, …"""
    return Refusal(status, f"woocommerce_rest_{kind}_invalid_id", "Invalid ID.")


def bad_request(code, message, **data):
    return Refusal(400, code, message, **data)


def invalid_params(problems):
    """`problems`: {name: (code, message)}"""
    return Refusal(
        400,
        "rest_invalid_param",
        f"Invalid parameter(s): {', '.join(problems)}",
        params={name: message for name, (_code, message) in problems.items()},
        details={
            name: {"code": code, "message": message, "data": None}
            for name, (code, message) in problems.items()
        },
    )


def missing_params(names):
    return Refusal(
        400,
        "rest_missing_callback_param",
        f"Missing parameter(s): {', '.join(names)}",
        params=list(names),
    )
