"""An administrator logs in by another address while somebody reads it: the shop gets the new one.

Odoo empties its memory of the address before it writes the new one; who reads it in between brings
the old one back. Real requests, and a trigger that holds the log-in open.
"""

import threading

import pytest

from tests.journey.back_office import wait
from tests.journey.open_shop import OpenShop
from tests.support.blocker import Blocker
from tests.support.odoo_client import OdooClient


@pytest.fixture(scope="module")
def shop(odoo, sandbox, database):
    return OpenShop(odoo, sandbox, database, subscribed=False)


def address(shop):
    return shop.read_connection("webhook_url")["webhook_url"]


def log_in_elsewhere(shop, other):
    """Log in by another address; somebody reads the parameter before that is committed."""
    blocker = Blocker(
        shop.database, "ir_config_parameter", "BEFORE UPDATE", "WHEN (NEW.key = 'web.base.url')"
    )
    try:
        log_in = threading.Thread(target=OdooClient, args=(other, shop.database), daemon=True)
        log_in.start()
        blocker.wait()
        shop.read_connection("webhook_url")
        blocker.let_go()
        log_in.join()
    finally:
        blocker.close()


def test_the_shop_is_given_the_address_of_the_last_log_in(shop):
    other = shop.odoo.url.replace("127.0.0.1", "localhost")
    log_in_elsewhere(shop, other)
    wait(
        lambda: (
            shop.sql("SELECT value FROM ir_config_parameter WHERE key = 'web.base.url'") == [other]
        ),
        "the log-in",
    )
    assert address(shop).startswith(other)
