"""Where a remote may send a log-in to."""

import pytest

from odoo.addons.omni_base.core.hand_over import Handed, obstacle


@pytest.mark.parametrize(
    "ours", ["https://odoo.example.com", "https://odoo.example.com:8443", "https://8.8.8.8"]
)
def test_an_https_address_of_the_internet_is_fine(ours):
    assert obstacle(ours) == ""


def test_http_is_not():
    assert "https only" in obstacle("http://odoo.example.com")


@pytest.mark.parametrize(
    "ours",
    [
        "https://localhost",
        "https://127.0.0.1:8443",
        "https://10.1.2.3",
        "https://[fd00::1]",
        "https://odoo",
        "https://odoo.local",
        "https://",
    ],
)
def test_an_address_of_the_own_network_is_not(ours):
    assert "from the internet" in obstacle(ours)


def test_a_remote_on_this_machine_reaches_what_is_on_it():
    assert obstacle("https://localhost:8443", ["127.0.0.1:8070/shop"]) == ""


def test_what_is_no_address_is_no_remote_on_this_machine():
    assert "from the internet" in obstacle("https://localhost:8443", ["http://[::"])


def test_a_remote_on_this_machine_gets_no_log_in_over_http_either():
    assert "https only" in obstacle("http://localhost:8069", ["127.0.0.1:8070/shop"])


def test_what_was_handed_over_is_not_printed():
    assert "cs_1" not in repr(Handed(token="t", values={"secret": "cs_1"}))
