"""One sandbox in this process for all tests, put back to its first state before each."""

import pytest

from tests.sandbox.server import Sandbox
from tests.sandbox_tests.shopify_client import Shop
from tests.sandbox_tests.woocommerce_client import Woo


@pytest.fixture(scope="session")
def played_world():
    sandbox = Sandbox().start()
    yield sandbox
    sandbox.stop()


@pytest.fixture
def shop(played_world):
    played = Shop(played_world.url)
    played.control("reset")
    return played


@pytest.fixture
def woo(played_world):
    played = Woo(played_world.url)
    played.control("reset")
    return played
