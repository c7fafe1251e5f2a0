"""Talks to Odoo as its web client does: a session, then JSON-RPC calls."""

import itertools

import requests

SECONDS = 180


class OdooError(Exception):
    """Odoo answered with an error: `name` is the exception's class, `debug` its traceback."""

    def __init__(self, name: str, message: str, debug: str):
        super().__init__(f"{name}: {message}")
        self.name, self.message, self.debug = name, message, debug


class OdooClient:
    def __init__(self, url: str, database: str, login: str = "admin", password: str = "admin"):
        self.url = url.rstrip("/")
        self.session = requests.Session()
        self._numbers = itertools.count(1)
        credentials = {"db": database, "login": login, "password": password}
        self.user = self.post("/web/session/authenticate", **credentials)

    def beside(self, url: str) -> "OdooClient":
        """The same log-in at another server of the same database, for another thread."""
        other = OdooClient.__new__(OdooClient)
        other.url, other.user, other._numbers = url.rstrip("/"), self.user, itertools.count(1)
        other.session = requests.Session()
        other.session.cookies.update(self.session.cookies)
        return other

    def post(self, path: str, **parameters):
        """The result of one JSON-RPC request; raises `OdooError`."""
        body = {"jsonrpc": "2.0", "method": "call", "id": next(self._numbers), "params": parameters}
        answer = self.session.post(self.url + path, json=body, timeout=SECONDS)
        answer.raise_for_status()
        told = answer.json()
        if "error" not in told:
            return told.get("result")
        data = told["error"].get("data", {})
        message = data.get("message") or told["error"].get("message", "")
        raise OdooError(data.get("name", ""), message, data.get("debug", ""))

    def call(self, model: str, method: str, *args, **kwargs):
        return self.post(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=list(args),
            kwargs=kwargs,
        )

    def search_read(self, model: str, domain: list, fields: list[str], **options) -> list[dict]:
        return self.call(model, "search_read", domain, fields, **options)

    def search_count(self, model: str, domain: list) -> int:
        return self.call(model, "search_count", domain)

    def create(self, model: str, values: dict, **options) -> int:
        """The id of the new record."""
        return self.call(model, "create", [values], **options)[0]

    def write(self, model: str, ids: int | list[int], values: dict, **options) -> bool:
        return self.call(model, "write", _as_list(ids), values, **options)

    def press(self, model: str, button: str, ids: int | list[int], **context):
        """What a form's button does: the action it returns, or None."""
        return self.post(
            f"/web/dataset/call_button/{model}/{button}",
            model=model,
            method=button,
            args=[_as_list(ids)],
            kwargs={"context": context},
        )


def _as_list(ids: int | list[int]) -> list[int]:
    return [ids] if isinstance(ids, int) else list(ids)
