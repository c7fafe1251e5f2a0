"""Sendcloud's way to say no: {"errors": [{status, code, detail, source}]}."""

from tests.sandbox.vendor import json_response


class Refusal(Exception):
    """Raised anywhere below a request; carries the vendor's error objects and the status."""

    def __init__(self, status, errors):
        super().__init__(str(errors))
        self.status = status
        self.errors = errors

    def response(self):
        return json_response({"errors": self.errors}, status=self.status)


def error(status, code, detail, pointer=None, parameter=None):
    """One error object; `pointer` is a JSON pointer into the body, `parameter` a query name."""
    found = {"status": str(status), "code": code, "detail": detail}
    if pointer is not None:
        found["source"] = {"pointer": pointer}
    if parameter is not None:
        found["source"] = {"parameter": parameter}
    return found


def required(pointer):
    return error(400, "required", "This field is required.", pointer)


def refuse(status, code, detail, pointer=None):
    return Refusal(status, [error(status, code, detail, pointer)])


def not_found(detail="Not found"):
    return refuse(404, "not_found", detail)
