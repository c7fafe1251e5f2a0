"""Only addresses of web pages are made into something to press."""

import pytest

from odoo.addons.omni_base.core.links import web_link


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
