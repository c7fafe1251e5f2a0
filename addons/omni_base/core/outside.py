"""The way to addresses that others have named: it leads to the internet, and nowhere else.

What a name stands for is for whoever owns it to say, otherwise at each time it is asked. So it is
looked up once, and what is called is the address that was looked at.
"""

import socket
from functools import partial

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from .http import TimedAdapter
from .links import is_outside


class OutsideAdapter(TimedAdapter):
    """``near``: hosts that may be in the own network. ``refusal(host)``: what is raised else."""

    def __init__(self, near, refusal):
        self._terms = {"near": frozenset(near), "refusal": refusal}
        super().__init__()

    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_Pool, **self._terms),
            "https": partial(_SecurePool, **self._terms),
        }


class _Checked:
    """A connection whose name is looked up here, and only here."""

    def __init__(self, *arguments, near, refusal, **options):
        super().__init__(*arguments, **options)
        self._near, self._refusal = near, refusal

    def _new_conn(self):
        name, failure = self._dns_host, None
        try:
            for address in self._allowed(name):
                self._dns_host = address
                try:
                    return super()._new_conn()
                except (ConnectTimeoutError, NewConnectionError) as error:
                    failure = error
        finally:
            self._dns_host = name
        raise failure

    def _allowed(self, name):
        """Return the addresses of a name that may be called; there is at least one."""
        try:
            rows = socket.getaddrinfo(name.strip("[]"), self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NewConnectionError(self, f"The name is not known: {error}") from error
        found = list(dict.fromkeys(row[4][0] for row in rows))
        if self.host not in self._near:
            found = [address for address in found if is_outside(address)]
        if not found:
            raise self._refusal(self.host)
        return found


class _CheckedConnection(_Checked, HTTPConnection):
    pass


class _CheckedSecureConnection(_Checked, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    def __init__(self, *arguments, near, refusal, **options):
        super().__init__(*arguments, **options)
        self.ConnectionCls = partial(_CheckedConnection, near=near, refusal=refusal)


class _SecurePool(HTTPSConnectionPool):
    def __init__(self, *arguments, near, refusal, **options):
        super().__init__(*arguments, **options)
        self.ConnectionCls = partial(_CheckedSecureConnection, near=near, refusal=refusal)
