"""Fixtures of a shop that trusts this machine's https, and of an Odoo that is reached by it."""

from collections.abc import Iterator

import pytest

from tests.support.databases import query
from tests.support.processes import (
    SandboxServer,
    Server,
    free_port,
    mail_options,
    start_odoo,
    start_sandbox,
)
from tests.support.tls_front import make_certificate, tls_front

__all__ = ["certificate", "odoo_server", "sandbox"]

SET = """
    INSERT INTO ir_config_parameter (key, value) VALUES ('{key}', '{value}')
    ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value RETURNING id
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def sandbox(certificate) -> Iterator[SandboxServer]:
    server = start_sandbox(variables={"SSL_CERT_FILE": str(certificate)})
    yield server
    server.stop()


@pytest.fixture(scope="module")
def odoo_server(database, sandbox, certificate) -> Iterator[Server]:
    """Its own address is known before it starts: what is set later, a busy server may not see."""
    port = free_port()
    with tls_front(port, certificate) as url:
        query(database, SET.format(key="web.base.url", value=url))
        query(database, SET.format(key="web.base.url.freeze", value="True"))
        server = start_odoo(database, port, mail_options(sandbox))
        yield server
        server.stop()
