"""The access token: entered by a person, or fetched with the app's client credentials.

https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens
"""

from odoo.addons.omni_base.core.auth import ClientCredentials
from odoo.addons.omni_base.core.errors import AuthError, RejectedError


class LogIn:
    """``memory`` outlives one run and keeps a fetched token (24 hours)."""

    def __init__(self, http, url, values, memory):
        self._http = http
        self._url = url
        self._values = values
        self._memory = memory

    def token(self):
        """Return the token; a log-in that is refused in any way (Shopify says 400) is AuthError."""
        if self._values.get("token"):
            return self._values["token"]
        client = (self._values.get("client_id", ""), self._values.get("client_secret", ""))
        try:
            return ClientCredentials(self._http, self._url, *client, memory=self._memory).token()
        except RejectedError as error:
            raise AuthError(error.reason, status=error.status, detail=error.detail) from None

    def forget(self):
        """Drop a fetched token that is refused; tells whether another one can be had."""
        known = bool(self._memory)
        self._memory.clear()
        return known
