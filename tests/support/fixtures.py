"""Fixtures of the journey, browser and chaos tests, which run against real processes.

A conftest takes them with `from tests.support.fixtures import *`. Each test file has
its own sandbox, database and Odoo server: within a file, tests follow one another.
"""

from collections.abc import Iterator

import pytest

from tests.support.databases import fresh_database
from tests.support.odoo_client import OdooClient
from tests.support.processes import (
    SandboxServer,
    Server,
    mail_options,
    start_odoo,
    start_sandbox,
)

__all__ = ["database", "odoo", "odoo_server", "sandbox"]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxServer]:
    server = start_sandbox()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with fresh_database() as name:
        yield name


@pytest.fixture(scope="module")
def odoo_server(database: str, sandbox: SandboxServer) -> Iterator[Server]:
    server = start_odoo(database, options=mail_options(sandbox))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def odoo(odoo_server: Server, database: str) -> OdooClient:
    """The administrator, logged in."""
    return OdooClient(odoo_server.url, database)
