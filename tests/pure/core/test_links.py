"""Only addresses of web pages are made into something to press."""

import pytest

from odoo.addons.omni_base.core.links import host_of, is_outside, web_link


@pytest.mark.parametrize("address", ["https://shop.example/1?a=b", "http://127.0.0.1:8070/x"])
def test_a_web_page_is_a_link(address):
    assert web_link(f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript://%0aalert(1)",
        " java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/web#action=1",
        "https:",
        "https://[",
        "",
        None,
    ],
)
def test_anything_else_is_none(address):
    assert web_link(address) == ""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_the_names_of_the_own_machine_are_one_host(name):
    assert host_of(f"http://{name}:8080/shop") == "localhost:8080"


def test_two_ports_of_the_own_machine_are_two_hosts():
    assert host_of("http://localhost:8080") != host_of("http://127.0.0.1:8081")


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_internet(address):
    assert is_outside(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.0.0.7",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fec0::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "64:ff9b:1::808:808",
    ],
)
def test_an_address_that_is_not(address):
    assert not is_outside(address)
